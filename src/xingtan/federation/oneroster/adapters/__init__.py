"""Reading OneRoster: files, and a server that is asked."""
