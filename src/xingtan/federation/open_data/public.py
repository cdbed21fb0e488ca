"""Open data, seen from outside: nothing but its addresses ``/data/``, ``/sitemap.xml`` and ``/robots.txt``."""
