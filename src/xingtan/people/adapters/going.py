"""What both protocols share: how one leaves for the university, and whose addresses it may vouch for."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render


def leave(request: HttpRequest, answer: HttpResponse, *, university: str) -> HttpResponse:
    """Turn the redirect to a university into a page that goes there by itself.

    A form may lead to this site only (`form-action 'self'`), and browsers hold its redirects to that, too.
    A page that refreshes may go on, wherever the university then sends people.
    """
    if not isinstance(answer, HttpResponseRedirect):
        return answer
    return render(request, "people/going.html", {"to": answer.url, "university": university})


def vouched(addresses: list[Any], domains: list[str]) -> list[Any]:
    """Believe that an address is confirmed only where the operator says that it is the university's own.

    For any other address the person is sent a code, whatever the university says of it: else one
    university could let its people in as those of another.
    """
    for each in addresses:
        domain = each.email.rpartition("@")[2].lower()
        each.verified = bool(each.verified) and domain in {own.lower() for own in domains}
    return addresses
