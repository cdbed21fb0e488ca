"""Pages: every course, and those of one subject, university, platform or country."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.catalog import queries
from xingtan.catalog.queries import Choice, Facet
from xingtan.catalog.rules.wanted import ADDRESS, HERE, LISTS, SORTS, Wanted, wanted_in
from xingtan.kernel import cache
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, anyone, page, refuse, show, wants_part

MOST_VALUES = 300
PAGES = ("subject", "university", "platform", "country")
"""Facets whose values have a page of their own."""


@cache.page(fresh=60, query=ADDRESS)
@page(anyone, methods=("GET",))
def explore(request: Request) -> HttpResponse:
    """Show the courses that fit what is asked for; every state is an address."""
    context = found(wanted_in(dict(request.GET.lists())), here=reverse("catalog:explore"))
    context["described"] = queries.describe_list(each.url for each in context["courses"])
    return show_list(request, "catalog/explore.html", context)


@cache.page(fresh=60, query=("q",))
@page(anyone, methods=("GET",))
def suggestions(request: Request) -> HttpResponse:
    """Offer what somebody may be about to type."""
    typed = " ".join(request.GET.get("q", "").split())[:100]
    return JsonResponse({"suggestions": queries.suggestions(typed) if typed else []})


@cache.page(fresh=60, query=(*ADDRESS, "named"))
@page(anyone, methods=("GET",))
def values(request: Request, facet: str) -> HttpResponse:
    """Show every value of one facet, to choose from."""
    if facet not in LISTS:
        return refuse(request, NotThere())
    wanted = wanted_in(dict(request.GET.lists())).at()
    named = request.GET.get("named", "").strip()[:60]
    counts = queries.ask(wanted, facets=(facet,), limit=1).facets.get(facet, {})
    choices = queries.every_choice(facet, counts, wanted)
    if named:
        choices = [each for each in choices if named.casefold() in each.label.casefold()]
    explore = reverse("catalog:explore")
    context = {
        "name": queries.name_of_list(facet),
        "rows": [(_leads_to(each, wanted), each) for each in choices[:MOST_VALUES]],
        "more": max(0, len(choices) - MOST_VALUES),
        "named": named,
        "kept": _pairs(wanted),
        "crumbs": [(_("Explore"), _address(explore, wanted))],
    }
    return show(request, "catalog/values.html", context)


def _leads_to(choice: Choice, wanted: Wanted) -> str:
    """Give the address of the page about this value; with other choices, of the list that has it, too."""
    if choice.facet in PAGES and not wanted.is_narrowed and choice.key != HERE:
        return reverse(f"catalog:{choice.facet}", args=(choice.key.lower(),))
    return _address(reverse("catalog:explore"), wanted.with_(choice.facet, choice.key))


def show_list(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    """Show a page with a list of courses, or only the list if htmx asked for it."""
    known = {**context, "canonical": f"{settings.XINGTAN.address}{context['here']}"}
    if not wants_part(request):
        return show(request, template, known, part="found")
    response = show(request, "catalog/_found.html", known, part="found")
    # A form says everything it has, chosen or not; the address says what was chosen.
    response["HX-Push-Url"] = _address(context["here"], context["wanted"])
    return response


def found(wanted: Wanted, *, here: str) -> dict[str, Any]:
    """Give what a page with a list of courses shows.

    :param here: the address of the page
    """
    result = queries.find(wanted)
    facets = queries.facets_of(result.counts, wanted)
    return {
        "here": here,
        "wanted": wanted,
        "page": result,
        "courses": result.cards,
        "total": _in_words(result.total),
        "facets": [(each, _rows(each.choices), _more(each, wanted)) for each in facets],
        "marks": _rows(queries.marks_of(result.counts, wanted)),
        "chips": _chips(wanted, here),
        "looser": [] if result.total else _looser(wanted, here),
        "did_you_mean": _address(here, Wanted(words=result.did_you_mean, chosen=wanted.chosen, sort=wanted.sort)),
        "sorts": [(key, label, key == wanted.sort) for key, label in _sorts(wanted).items()],
        "next": _address(here, wanted.at(*wanted.after, result.next)) if result.next else "",
        "previous": _address(here, wanted.at(*wanted.after[:-1])) if wanted.after else "",
        "first": _address(here, wanted.at()) if len(wanted.after) > 1 else "",
        "leaf": len(wanted.after) + 1,
        "saved": wanted.at().query(),
    }


def _in_words(total: int) -> str:
    return ngettext("%(total)s course", "%(total)s courses", total) % {"total": f"{total:,}".replace(",", "\u202f")}


def _sorts(wanted: Wanted) -> dict[str, str]:
    """Name the orders; without words nothing fits better than another."""
    first = {"": _("Best fit first"), "newest": _("Newest first")} if wanted.words else {"": _("Newest first")}
    return {**first, "starts": _("Next to begin first"), "hours": _("Shortest first")}


def _rows(choices: Sequence[Choice]) -> SafeString:
    """Draw choices. There are a hundred on a page, and a template takes ten times as long for them."""
    return mark_safe("".join(map(_row, choices)))  # noqa: S308 - what is said is escaped below


def _row(choice: Choice) -> str:
    name, key = choice.facet, escape(choice.key)
    return (
        f'<label class="choose"{NARROW if choice.depth else ""}>'
        f'<input type="checkbox" name="{name}" value="{key}" id="{name}-{key}"{" checked" if choice.is_chosen else ""}>'
        f'<span>{escape(choice.label)}</span><span class="choose-count">{choice.count}</span></label>'
    )


NARROW = ' data-depth="1"'


def _more(facet: Facet, wanted: Wanted) -> SafeString | str:
    if not facet.more or wanted.fixed:
        return ""
    label = ngettext("%(count)s more", "%(count)s more", facet.more) % {"count": facet.more}
    address = f"{reverse('catalog:values', args=(facet.name,))}?{wanted.at().query()}"
    return format_html('<a class="choose-more" href="{}">{}</a>', address, label)


def _chips(wanted: Wanted, here: str) -> list[tuple[str, str]]:
    return [(each.label, _address(here, wanted.without(each.facet, each.key))) for each in queries.chosen_of(wanted)]


def _looser(wanted: Wanted, here: str) -> list[tuple[str, str, str]]:
    words = {(each.facet, each.key): each.label for each in queries.chosen_of(wanted)}
    return [
        (
            words.get((each.facet, each.value), f"“{wanted.words}”"),
            _in_words(each.total),
            _address(here, each.wanted),
        )
        for each in queries.looser(wanted)
    ]


def _address(here: str, wanted: Wanted) -> str:
    query = wanted.query()
    return f"{here}?{query}" if query else here


def _pairs(wanted: Wanted) -> list[tuple[str, str]]:
    said = [("q", wanted.words)] if wanted.words else []
    said += [(name, value) for name, values in wanted.chosen.items() for value in values]
    return [*said, *([("sort", wanted.sort)] if wanted.sort in SORTS else [])]
