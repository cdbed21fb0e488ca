"""What the media of a course have in common, whoever reads or writes them: types of files, and captions."""
