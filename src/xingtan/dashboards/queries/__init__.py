"""Questions: a university's days and courses, where learners of a run stop, which question misleads, one's own weeks."""
