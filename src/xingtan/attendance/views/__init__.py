"""Pages of students who say that they are here, of those who lead, and of classes."""
