"""Words for the list of sign-ins."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# The first that is named wins: browsers name their ancestors, too.
BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@register.filter
def browser(agent: str) -> str:
    """Say what a browser calls itself, in the words of those who use it."""
    name = next((said for sign, said in BROWSERS if sign in agent), "")
    system = next((said for sign, said in SYSTEMS if sign in agent), "")
    if name and system:
        return _("%(browser)s on %(system)s") % {"browser": name, "system": system}
    return name or system or _("An unknown browser")
