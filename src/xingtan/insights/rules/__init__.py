"""Pure rules: what something is worth, who may need help and why, and what looks as if a program had learnt."""
