"""The desk's addresses."""

from __future__ import annotations

from django.urls import include, path, register_converter
from django.utils import translation

from thenchot.foundation.desk.api import operations
from thenchot.foundation.desk.pages import (
    access,
    account,
    bulk,
    care,
    changes,
    files,
    finding,
    jobs,
    lists,
    own_account,
    records,
    tokens,
    views,
)
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
        path("r/<slug:slug>/<key:key>/access/", access.show, name="access"),
        path("r/<slug:slug>/<key:key>/attach/", files.attach, name="attach"),
        path("r/<slug:slug>/<key:key>/files/<uuid:file>/", files.read, name="file"),
        path("r/<slug:slug>/<key:key>/do/<slug:name>/", changes.act_on, name="action"),
    ],
    "desk",
)

urlpatterns = [
    path("login/", account.log_in, name="login"),
    path("login/second/", account.second, name="login-second"),
    path("account/", own_account.show, name="account"),
    path("account/password/", own_account.password, name="account-password"),
    path("account/second-step/", own_account.set_up, name="account-second-step"),
    path("account/second-step/codes/", own_account.codes, name="account-codes"),
    path("account/second-step/off/", own_account.switch_off, name="account-second-step-off"),
    path("account/sessions/end/", own_account.end_session, name="account-end-session"),
    path("account/seal/", own_account.seal, name="account-seal"),
    path("account/of/<uuid:key>/", care.show, name="account-of"),
    path("account/of/<uuid:key>/<slug:name>/", care.do, name="account-care"),
    path("logout/", account.log_out, name="logout"),
    path("language/", account.language, name="language"),
    path("", include(desk)),
    path("api/", include((operations.urls(api), "ninja"), namespace="api")),
    # A house without a board app opens with its menu; with one, that app's address comes first.
    path("", finding.menu, name="board"),
]
