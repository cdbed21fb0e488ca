"""Pages of authoring: the workbench of a course, its units and blocks, its versions, and what is brought in."""
