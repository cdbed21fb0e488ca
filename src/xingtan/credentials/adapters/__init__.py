"""What prints a certificate: one engine a file."""
