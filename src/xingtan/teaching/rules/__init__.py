"""What is computed on values alone."""
