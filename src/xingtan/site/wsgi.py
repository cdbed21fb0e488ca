"""The web process: Django behind WSGI, the files of the front end beside it, kept pages before both, and the door that sends away."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingtan.site.settings")

_django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - as below, the settings come first

from xingtan.kernel.cache import PageCache  # noqa: E402 - as below, the settings come first
from xingtan.site.admission import Admission  # noqa: E402 - as below, the settings come first
from xingtan.site.static_files import with_static_files  # noqa: E402 - it reads the settings, loaded by the line above

application = Admission(PageCache(with_static_files(_django, "/static/")), is_https=settings.IS_HTTPS)
