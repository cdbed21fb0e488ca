"""Pages of learning: one's courses, a run, its units and blocks, progress; and for those who teach, the learners."""
