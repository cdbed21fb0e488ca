"""Reading tables of no particular format."""
