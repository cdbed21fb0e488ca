"""Finding the pages of a site, and asking for those that changed."""
