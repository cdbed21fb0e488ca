"""What upper rooms plug into learning: `players` say what a learner does in a block; `pages` are what slots hand over."""
