"""How every form looks: one template for forms, one for a field, a class for what is typed into."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.template.loader import get_template

# Django's own widget templates that ours stand in for.
OURS = {
    "django/forms/widgets/radio.html": "ui/widgets/choices.html",
    "django/forms/widgets/checkbox_select.html": "ui/widgets/choices.html",
    "django/forms/widgets/clearable_file_input.html": "ui/widgets/file.html",
    "django/forms/errors/list/default.html": "ui/widgets/errors.html",
    "django/forms/errors/list/ul.html": "ui/widgets/errors.html",
}
TYPED = (forms.widgets.Input, forms.Textarea, forms.Select, forms.MultiWidget)


class Field(BoundField):
    """A field on a page: it knows how it is laid out, and marks what is typed into."""

    @property
    def is_check(self) -> bool:
        """Whether this is one box with its sentence."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_typed(self) -> bool:
        """Whether this is a line, an area or a list to choose from."""
        return isinstance(self.field.widget, TYPED) and not self.is_check

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add the class of what is typed into, unless the widget brings one."""
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if self.is_typed and not self.is_hidden and "class" not in self.field.widget.attrs:
            built.setdefault("class", "input")
        return built


class Renderer(TemplatesSetting):
    """Draws forms with our templates, and widgets with Django's where ours say nothing."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    bound_field_class = Field

    def __init__(self) -> None:
        self._django = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        """Find the template of a form, a field or a widget."""
        name = OURS.get(template_name, template_name)
        if name.startswith("django/"):
            return self._django.get_template(name)
        return get_template(name)
