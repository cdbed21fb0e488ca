"""Our own course folder. `reading` and `writing` are the ways in; the others each know one part of the format."""
