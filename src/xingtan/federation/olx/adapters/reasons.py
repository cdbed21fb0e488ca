"""Why something in an Open edX course is changed, not supported or wrong: constant sentences, to be translated."""

from django.utils.translation import gettext_noop as _

# What is read, and differs here.
ACTIVE_FRAME = _("It has scripts or other active content, which runs here in a closed frame.")
ANSWER_POOL = _("All options are shown, instead of some chosen by chance.")
BEGINNINGS = _("The day from which it was to be seen is left out: when a run begins is set on the run.")
COURSE_TABS = _("Pages beside the course and textbooks became the last chapter.")
DISCUSSION = _("Every unit has its own place for questions here, so this one is not needed.")
EMPTY = _("There is nothing in it, so it was left out.")
EMPTY_PROBLEM = _("It has no question in it, and became a text.")
ENCODING = _("It is not written in UTF-8; its letters were read as Western European.")
FLATTENED = _("It stood inside another of its kind; what is in it moved up.")
GROUPS = _("It was meant for some groups of learners; here every learner sees it.")
KEY_TAKEN = _("Its name is used twice in the course; here it has another one.")
KEY_UNWRITABLE = _("Its name has characters that cannot stand in an address; here it has another one.")
LINK_FOREIGN = _("Content of another site is not shown inside the page; a link leads to it.")
LEFT_BEHIND = _("It belongs to a program, not to the course, and was left out.")
LINK_FILE = _("A file that was shown inside the page is opened by a link.")
LOST_MARKUP = _("Some markup has no place on a page here and was left out.")
MISSING_FILE = _("It points to files that are not in the archive.")
MISSING_PLACE = _("It has links to places that are not in the course.")
ONLY_ACTIVE = _("There is nothing to read in it, only scripts or styles for the page around it; it is kept as a file.")
REMOVED_ACTIVE = _("Scripts and other active content were taken out; the text is kept.")
SETTINGS = _("Some settings have no meaning here and were left out.")
SOLO_SECTION = _("It stood directly in a chapter; it became a section of its own.")
SOLO_UNIT = _("It stood directly in a section; it became a unit of its own.")
TIMED = _("It was a timed or supervised exam; here it is an ordinary graded section.")
VIDEO_ELSEWHERE = _("The video lies on another server: it is linked, not copied.")
VIDEO_YOUTUBE = _("The video is on YouTube only: here are its transcript and a link.")
BROKEN_FILE = _("Its file breaks off or is not well formed; what could be read of it was taken.")
CAPTIONS_BROKEN = _("Some captions cannot be read.")
CAPTIONS_MISSING = _("Some captions are not in the archive.")
HINTS_LEFT = _("Hints that depend on a wrong answer in a way we do not know were left out.")
TARGETED = _("Feedback by choice is shown as one explanation.")
SHOW_ANSWER = _("The answer is shown by a rule close to the one it had.")
WAITING = _("The wait between two attempts is left out.")

# What is kept, and cannot be used here.
PYTHON = _(
    "It is made or judged by Python of the course, which is never run here. It is kept whole and shown, and counts for nothing."
)
JUDGE_UNKNOWN = _("It is judged in a way that is not known here. It is kept whole and shown, and counts for nothing.")
DATA_FAULTY = _(
    "Its answer cannot be judged here as it is written. It is kept whole and shown, and counts for nothing."
)
BROKEN_BLOCK = _("Its file breaks off or is not well formed. It is kept as it is, and learners see a notice.")
TOO_LONG = _("It is too long to be read as one page; it is kept as a file.")
UNKNOWN_BLOCK = _("Blocks of this kind are not known here. It is kept whole, and learners see a notice.")
TOOL = _("It is an activity of another site. It is kept whole, and learners see a notice and a link.")
INSIDE_UNKNOWN = _("It stands inside a block that is kept whole.")
STAFF_ONLY = _("Only staff could see it, so it is not part of the course here; its source is kept as a file.")
SECOND_PLACE = _("It already stands elsewhere in the course, and is not repeated here.")
DRAFT = _("It was never published; it is kept as a file.")
UNREACHED = _("Nothing in the outline leads to it; it is kept as a file.")
NOT_COURSE = _("This belongs to the old platform, not to the course; it is kept as a file.")
NEWS = _("Announcements belong to a run of the course; they are kept as a file.")
WIKI = _("There is no wiki here.")
TEXTBOOK_ELSEWHERE = _("The textbook lies on another server.")
VIDEO_NOWHERE = _("The video itself is not in the archive; it lay in the old platform's own store.")

# What a learner is told of a problem that is not judged.
TOLD_PYTHON = _("It needs a program of its course, and such programs are never run here.")
TOLD_JUDGE = _("Answers of this kind cannot be judged here.")
TOLD_FAULTY = _("Its answer is written in a way that cannot be judged here.")

# What is wrong in the archive.
CIRCLE = _("It leads back to itself.")
NO_DEFINITION = _("The file that should hold it is not in the archive.")
NO_HTML = _("The page it names is not in the archive.")
NOT_XML = _("It cannot be read as XML.")
NOT_JSON = _("It cannot be read as JSON.")
OTHER_TAG = _("The file holds something else than what leads to it.")
TOO_DEEP = _("It stands too deep inside other elements.")
NO_CHAPTERS = _("There is nothing in the course.")
NOT_OLX = _("There is no course.xml in it: this is not an Open edX course.")
A_LIBRARY = _("This is a library of an Open edX site, not a course.")
BAD_DATE = _("A date in it cannot be read.")
