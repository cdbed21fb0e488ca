"""Addresses of classes, their sessions, and one's own week."""

from django.urls import path

from xingtan.teaching.views import leading, oversight, packs, planning, session, switching, week

SESSION = "sessions/<uuid:session>/"
CLASS = "courses/<slug:university>/<slug:course>/runs/<uuid:run>/sessions/"

urlpatterns = [
    path("classes/", week.week, name="week"),
    path(SESSION, session.session, name="session"),
    path(f"{SESSION}state/", session.state, name="session-state"),
    path(f"{SESSION}chat/", session.chat, name="chat"),
    path(f"{SESSION}chat/words/", session.say, name="chat-words"),
    path(f"{SESSION}chat/<uuid:message>/hiding/", session.hiding, name="chat-hiding"),
    path(f"{SESSION}stream/", session.stream, name="session-stream"),
    path(f"{SESSION}lead/", leading.lead, name="lead"),
    path(f"{SESSION}lead/desk/", leading.desk, name="lead-desk"),
    path(f"{SESSION}screen/", leading.screen, name="screen"),
    path(f"{SESSION}opening/", leading.opening, name="session-opening"),
    path(f"{SESSION}closing/", leading.closing, name="session-closing"),
    path(f"{SESSION}rung/", leading.rung, name="session-rung"),
    path(f"{SESSION}link/", leading.link, name="session-link"),
    path(f"{SESSION}pack/", packs.pack, name="pack"),
    path(f"{SESSION}pack/file/", packs.file, name="pack-file"),
    path(f"{SESSION}edit/", planning.session_edit, name="session-edit"),
    path(f"{SESSION}cancellation/", planning.cancellation, name="session-cancellation"),
    path(f"{SESSION}model/", oversight.model, name="session-model"),
    path(CLASS, planning.sessions, name="sessions"),
    path(f"{CLASS}new/", planning.session_new, name="session-new"),
    path(f"{CLASS}class/", planning.class_edit, name="class"),
    path(f"{CLASS}class/mode/", planning.mode, name="class-mode"),
    path(f"{CLASS}class/hubs/", planning.hubs, name="hubs"),
    path(f"{CLASS}class/hubs/<uuid:hub>/", planning.hub, name="hub"),
    path("u/<slug:university>/switches/", switching.switches, name="switches"),
    path("u/<slug:university>/inspections/", oversight.inspections, name="inspections"),
    path("u/<slug:university>/inspections/<uuid:inspection>/", oversight.inspection, name="inspection"),
]
