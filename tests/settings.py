"""What a test changes in the site's settings, before anything reads them."""

import atexit
import os
import shutil
import tempfile

# A test's files go with the run, and never into the site of this checkout.
os.environ["XINGTAN_HOME"] = tempfile.mkdtemp(prefix="xingtan-tests-")
atexit.register(shutil.rmtree, os.environ["XINGTAN_HOME"], ignore_errors=True)

from xingtan.site.settings import *  # noqa: E402, F403 - the home is chosen before the settings look for it

# Slow by design is right for passwords of people, and wrong for those of the cast.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
