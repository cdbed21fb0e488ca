"""Every form is drawn by one template: names, help and errors belong to their fields."""

from typing import Any

import lxml.html
import pytest
from django import forms

from xingtan.ui.samples import SampleForm


class Asked(forms.Form):
    """A form with what can go wrong."""

    name = forms.CharField(help_text="As you write it.")
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField()
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"class": "own"}))
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(form: forms.Form) -> Any:
    return lxml.html.fromstring(f"<form>{form}</form>")


def one(page: Any, path: str) -> Any:
    found = page.xpath(path)
    assert len(found) == 1, path
    return found[0]


def test_field_has_its_name_and_help() -> None:
    page = drawn(Asked())

    assert one(page, "//label[@for='id_name']").text_content().split() == ["Name", "(required)"]
    field = one(page, "//input[@name='name']")
    assert field.get("aria-describedby") == "id_name_helptext"
    assert field.get("class") == "input"
    assert one(page, "//*[@id='id_name_helptext']").text_content() == "As you write it."


def test_optional_field_is_not_called_required() -> None:
    page = drawn(Asked())

    assert one(page, "//label[@for='id_note']").text_content().strip() == "Note"


def test_class_of_a_widget_is_its_own() -> None:
    assert one(drawn(Asked()), "//textarea").get("class") == "own"


def test_choices_are_a_group_with_a_legend() -> None:
    group = one(drawn(Asked()), "//fieldset[legend]")

    assert [each.text_content().strip() for each in group.xpath(".//label")] == ["A", "B"]
    assert [each.get("class") for each in group.xpath(".//input")] == [None, None]


def test_errors_are_tied_to_their_fields_and_listed_first() -> None:
    page = drawn(Asked({"name": ""}))

    summary = one(page, "//*[@role='alert']")
    assert [link.get("href") for link in summary.xpath(".//a")] == ["#id_name", "#id_kind_0", "#id_agreed"]
    for link in summary.xpath(".//a"):
        one(page, f"//*[@id='{link.get('href')[1:]}']")
    field = one(page, "//input[@name='name']")
    assert field.get("aria-invalid") == "true"
    assert field.get("aria-describedby") == "id_name_helptext id_name_error"
    assert one(page, "//*[@id='id_name_error']").text_content().strip() == "This field is required."
    assert one(page, "//fieldset").get("aria-describedby") == "id_kind_error"


def test_error_of_the_whole_form_is_said() -> None:
    form = Asked({"name": "Ada", "kind": "a", "agreed": "on"})
    form.full_clean()
    form.add_error(None, "There are no places left.")

    assert "There are no places left." in one(drawn(form), "//*[@role='alert']").text_content()


def test_what_was_typed_is_repeated_and_is_no_markup() -> None:
    page = drawn(Asked({"name": "<b>Ada</b>", "note": "</textarea><script>"}))

    assert one(page, "//input[@name='name']").get("value") == "<b>Ada</b>"
    assert page.xpath("//b | //script") == []


def test_hidden_field_is_there_without_a_label() -> None:
    page = drawn(Asked())

    assert one(page, "//input[@type='hidden']").get("name") == "hidden"
    assert page.xpath("//label[@for='id_hidden']") == []


@pytest.mark.parametrize("form", [SampleForm(), SampleForm({})], ids=["fresh", "wrong"])
def test_every_widget_can_be_reached_by_a_label(form: forms.Form) -> None:
    page = drawn(form)

    named = {label.get("for") for label in page.xpath("//label")}
    unnamed = {
        field.get("id") for field in page.xpath("//input | //select | //textarea") if field.get("id") not in named
    }
    assert unnamed == set()


def test_no_style_in_the_markup() -> None:
    assert drawn(SampleForm({})).xpath("//@style") == []
