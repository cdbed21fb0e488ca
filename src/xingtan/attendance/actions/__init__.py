"""Deeds: rounds are opened and closed, claims taken, presence folded, sessions decided, corrected and excused."""
