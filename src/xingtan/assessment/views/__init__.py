"""Pages of those who teach: the table of scores, one learner's answers, and giving another score."""
