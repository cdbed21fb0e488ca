"""What upper rooms plug into sessions."""
