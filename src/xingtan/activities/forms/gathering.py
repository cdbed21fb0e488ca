"""What who leads says of a brainstorm."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.activities.forms.configs import AskForm


class BrainstormForm(AskForm):
    """A question that has many answers."""

    is_unnamed = forms.BooleanField(label=_("Show nobody who said what, not even me"), required=False)

    def config(self) -> dict[str, Any]:
        """Give whether names are shown to who leads."""
        return {"unnamed": self.cleaned_data["is_unnamed"]}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give whether names are shown to who leads."""
        return {"is_unnamed": config.get("unnamed", False)}
