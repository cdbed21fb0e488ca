"""Computing with outlines and versions as plain values."""
