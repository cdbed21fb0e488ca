"""What is decided from values alone: whether a claim to be here may be believed, and what a session's traces come to."""
