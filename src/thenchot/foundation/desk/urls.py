"""The desk's addresses."""

from __future__ import annotations

from django.urls import include, path, register_converter
from django.utils import translation

from thenchot.foundation.desk.api import operations
from thenchot.foundation.desk.pages import account, bulk, changes, files, finding, jobs, lists, records, tokens, views
from thenchot.foundation.desk.pages.common import RecordKey

register_converter(RecordKey, "key")
with translation.override("en"):
    api = operations.build()

desk = (
    [
        path("menu/", finding.menu, name="menu"),
        path("search/", finding.find, name="search"),
        path("pick/<slug:slug>/", finding.pick, name="pick"),
        path("jobs/", jobs.show, name="jobs"),
        path("jobs/mark/", jobs.mark, name="jobs-mark"),
        path("jobs/<uuid:key>/", jobs.change, name="job"),
        path("jobs/<uuid:key>/file/", jobs.file, name="job-file"),
        path("tokens/new/", tokens.new, name="new-token"),
        path("r/<slug:slug>/", lists.show, name="list"),
        path("r/<slug:slug>/filters/", lists.filters, name="filters"),
        path("r/<slug:slug>/new/", changes.new, name="new"),
        path("r/<slug:slug>/export.<slug:kind>", lists.export_file, name="export"),
        path("r/<slug:slug>/blank.<slug:kind>", lists.blank_file, name="blank"),
        path("r/<slug:slug>/bulk/", bulk.run, name="bulk"),
        path("r/<slug:slug>/views/", views.save, name="view"),
        path("r/<slug:slug>/views/<int:number>/forget/", views.forget, name="forget-view"),
        path("r/<slug:slug>/do/<slug:name>/", changes.act_on, name="do"),
        path("r/<slug:slug>/<key:key>/", records.show, name="detail"),
        path("r/<slug:slug>/<key:key>/edit/", changes.edit, name="edit"),
        path("r/<slug:slug>/<key:key>/history/", records.history, name="history"),
        path("r/<slug:slug>/<key:key>/attach/", files.attach, name="attach"),
        path("r/<slug:slug>/<key:key>/files/<uuid:file>/", files.read, name="file"),
        path("r/<slug:slug>/<key:key>/do/<slug:name>/", changes.act_on, name="action"),
    ],
    "desk",
)

urlpatterns = [
    path("login/", account.log_in, name="login"),
    path("logout/", account.log_out, name="logout"),
    path("language/", account.language, name="language"),
    path("", include(desk)),
    path("api/", include((operations.urls(api), "ninja"), namespace="api")),
    # A house without a board app opens with its menu; with one, that app's address comes first.
    path("", finding.menu, name="board"),
]
