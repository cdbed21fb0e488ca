"""What counting goes by: what each number means, what may be shown, how numbers are written. No framework."""
