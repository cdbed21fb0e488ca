"""Closing: from raw families to tables that are counted from. A step per family, each replacing its own tables whole."""
