"""Pages of teaching: a session for those who attend, lead and watch it; a class's sessions; one's week; oversight."""
