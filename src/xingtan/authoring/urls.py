"""Addresses of authoring."""

from django.urls import include, path

from xingtan.authoring.views import arranging, bringing, units, versions, workbench

of_a_course = [
    path("", workbench.workbench, name="workbench"),
    path("files/", workbench.files, name="files"),
    path("exports/", workbench.exports, name="exports"),
    path("bring/", bringing.new_version, name="bring-version"),
    path("runs/<uuid:run>/", workbench.run, name="run"),
    path("titles/<slug:heading>/", workbench.heading, name="heading"),
    path("outline/", arranging.outline, name="outline"),
    path("outline/chapters/", arranging.new_chapter, name="new-chapter"),
    path("outline/<slug:heading>/parts/", arranging.new_part, name="new-part"),
    path("outline/<slug:heading>/place/", arranging.heading_place, name="heading-place"),
    path("outline/<slug:heading>/removal/", arranging.heading_removal, name="heading-removal"),
    path("units/<slug:unit>/", units.unit, name="unit"),
    path("units/<slug:unit>/<slug:kind>/", units.new_block, name="new-block"),
    path("blocks/<slug:block>/", units.block, name="block"),
    path("blocks/<slug:block>/place/", units.place, name="block-place"),
    path("blocks/<slug:block>/removal/", units.removal, name="block-removal"),
    path("versions/", versions.versions, name="versions"),
    path("versions/<int:number>/", versions.version, name="version"),
    path("versions/<int:number>/undoing/", versions.undoing, name="version-undoing"),
    path("versions/<int:number>/restoring/", versions.restoring, name="version-restoring"),
]

urlpatterns = [
    path("courses/<slug:university>/<slug:course>/workbench/", include(of_a_course)),
    path("u/<slug:university>/bring/", bringing.new_course, name="bring"),
    path("u/<slug:university>/bring/<uuid:intake>/", bringing.intake, name="intake"),
    path("u/<slug:university>/bring/<uuid:intake>/report.csv", bringing.report_csv, name="report-csv"),
    path("u/<slug:university>/bring/<uuid:intake>/report.json", bringing.report_json, name="report-json"),
]
