"""Reading Open edX's OLX. `course` is the way in; the others each read one part of it."""
