"""SCIM, seen from outside."""
