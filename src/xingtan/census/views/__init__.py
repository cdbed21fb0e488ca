"""Pages of the census, open to anyone: the figures, what they mean, tables to take along, charts to embed."""
