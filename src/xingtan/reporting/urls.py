"""Addresses of reporting."""

from django.urls import path

from xingtan.reporting.views import campaigns, institutions, releases, reports, sheets, streams

ONE = "reporting/campaigns/<slug:campaign>/"
PLACE = f"{ONE}institutions/<uuid:institution>/"
PLATFORM = f"{ONE}platforms/<slug:platform>/"
STREAMS = "platforms/<slug:platform>/streams/"

urlpatterns = [
    path("releases/", releases.releases, name="releases"),
    path("releases/<slug:campaign>/", releases.release, name="release"),
    path("releases/<slug:campaign>/figures.csv", releases.figures, name="release-figures"),
    path("reporting/", campaigns.desk, name="desk"),
    path("reporting/campaigns/", campaigns.new_campaign, name="new-campaign"),
    path(ONE, campaigns.campaign, name="campaign"),
    path(f"{ONE}facts/", campaigns.facts, name="campaign-facts"),
    path(f"{ONE}questions/", campaigns.questions, name="questions"),
    path(f"{ONE}steps/", campaigns.steps, name="campaign-steps"),
    path(f"{ONE}missing/", campaigns.missing, name="missing"),
    path(f"{ONE}missing.csv", campaigns.missing_csv, name="missing-csv"),
    path(f"{ONE}reminders/", campaigns.reminders, name="reminders"),
    path(PLACE, reports.place, name="place"),
    path(f"{PLACE}figures.xlsx", sheets.template_of_institution, name="place-template"),
    path(f"{PLACE}tables/", sheets.table_of_institution, name="place-table"),
    path(PLATFORM, reports.platform_place, name="platform-place"),
    path(f"{PLATFORM}figures.xlsx", sheets.template_of_platform, name="platform-template"),
    path(f"{PLATFORM}tables/", sheets.table_of_platform, name="platform-table"),
    path(f"{PLATFORM}signature/", reports.platform_signature, name="platform-signature"),
    path("reporting/reports/<uuid:report>/", reports.report, name="report"),
    path("reporting/reports/<uuid:report>/signature/", reports.signature, name="signature"),
    path("reporting/reports/<uuid:report>/evidence/", reports.evidence, name="evidence"),
    path("reporting/reports/<uuid:report>/removal/", reports.removal, name="removal"),
    path("reporting/tables/<uuid:sheet>/", sheets.sheet, name="sheet"),
    path("reporting/institutions/", institutions.institutions, name="institutions"),
    path("reporting/institutions/<uuid:institution>/", institutions.institution, name="institution"),
    path("reporting/officers/<int:officer>/dismissal/", institutions.dismissal, name="dismissal"),
    path("reporting/streams/", streams.all_streams, name="all-streams"),
    path("reporting/batches/<uuid:batch>/", streams.batch, name="batch"),
    path(STREAMS, streams.streams, name="streams"),
    path(f"{STREAMS}keys/", streams.keys, name="keys"),
    path(f"{STREAMS}keys/<uuid:key>/end/", streams.key_end, name="key-end"),
]
