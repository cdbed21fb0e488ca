"""Addresses of what is on a run, and of one's own courses."""

from django.urls import path

from xingtan.learning.views import announcements, home, learners, run, unit

COURSE = "courses/<slug:university>/<slug:course>/"
RUN = f"{COURSE}runs/<uuid:run>/"

urlpatterns = [
    path("learn/", home.home, name="home"),
    path(f"{COURSE}preview/", run.preview, name="preview"),
    path(RUN, run.run, name="run"),
    path(f"{RUN}place/", run.place, name="place"),
    path(f"{RUN}leave/", run.leave, name="place-leave"),
    path(f"{RUN}progress/", run.progress, name="progress"),
    path(f"{RUN}units/<slug:unit>/", unit.unit, name="unit"),
    path(f"{RUN}units/<slug:unit>/done/", unit.unit_done, name="unit-done"),
    path(f"{RUN}units/<slug:unit>/bookmark/", unit.unit_bookmark, name="unit-bookmark"),
    path(f"{RUN}blocks/<slug:block>/", unit.block, name="block"),
    path(f"{RUN}announcements/", announcements.announcements, name="announcements"),
    path(f"{RUN}announcements/new/", announcements.announcement_new, name="announcement-new"),
    path(f"{RUN}announcements/<uuid:announcement>/", announcements.announcement, name="announcement"),
    path(f"{RUN}learners/", learners.learners, name="learners"),
    path(f"{RUN}learners.csv", learners.learners_table, name="learners-table"),
    path(f"{RUN}learners/<uuid:learner>/", learners.learner, name="learner"),
    path(f"{RUN}learners/<uuid:learner>/units/<slug:unit>/", learners.learner_unit, name="learner-unit"),
    path(f"{RUN}learners/<uuid:learner>/extension/", learners.extension, name="learner-extension"),
]
