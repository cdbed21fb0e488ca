"""Questions about rounds, who is here, and what sessions came to."""
