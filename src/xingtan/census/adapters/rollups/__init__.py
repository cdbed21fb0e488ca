"""Rollups: what each closed day adds up to, and one database of figures a version, that never changes."""
