"""Pages: a university's numbers, a course's, one's own; each a table first, with what it finds as its title."""
