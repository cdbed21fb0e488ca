"""For operators: calls, nominations and every step, to read."""

from django.contrib import admin

from xingtan.coordination.models import (
    Adoption,
    Assignment,
    Call,
    CallStep,
    Decision,
    Experience,
    ExperienceStep,
    Nomination,
    Party,
    Step,
    Task,
)
from xingtan.kernel.operators import Read, ReadRows


class CallSteps(ReadRows):
    """Who opened and closed it."""

    model = CallStep
    fields = ("move", "before", "after", "by", "at", "reason")


class Parties(ReadRows):
    """Who joined."""

    model = Party
    fields = ("university", "platform", "tier", "joined_at", "by")


class Tasks(ReadRows):
    """What is asked."""

    model = Task
    fields = ("title", "tier", "party", "quota", "due_at")


@admin.register(Call)
class CallAdmin(Read):
    """Calls."""

    list_display = ("slug", "title", "state", "due_at")
    list_filter = ("state",)
    ordering = ("-id",)
    inlines = (Parties, Tasks, CallSteps)


class Steps(ReadRows):
    """Its way."""

    model = Step
    fields = ("move", "before", "after", "by", "at", "reason")


class Assignments(ReadRows):
    """Who was asked."""

    model = Assignment
    fields = ("expert", "round", "by", "at")


class Decisions(ReadRows):
    """What the committee said."""

    model = Decision
    fields = ("round", "verdict", "by", "at", "reason")


@admin.register(Nomination)
class NominationAdmin(Read):
    """Nominations."""

    list_display = ("course", "university", "call", "state", "round", "nominated_at")
    list_select_related = ("course", "university", "call")
    list_filter = ("state", "call")
    ordering = ("-id",)
    inlines = (Steps, Assignments, Decisions)


@admin.register(Adoption)
class AdoptionAdmin(Read):
    """Adoptions."""

    list_display = ("university", "course", "responsible", "credits", "at")
    list_select_related = ("university", "course", "responsible")
    ordering = ("-id",)


class ExperienceSteps(ReadRows):
    """Its way."""

    model = ExperienceStep
    fields = ("move", "before", "after", "by", "at", "reason")


@admin.register(Experience)
class ExperienceAdmin(Read):
    """Experiences."""

    list_display = ("slug", "title", "state", "author", "submitted_at")
    list_select_related = ("author",)
    list_filter = ("state",)
    ordering = ("-id",)
    inlines = (ExperienceSteps,)
