"""Weeks, days, lines, clashes and hours: plain values in, plain values out."""
