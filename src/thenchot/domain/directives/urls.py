"""The directives' own pages."""

from __future__ import annotations

from django.urls import include, path

from thenchot.domain.directives import from_file, pages
from thenchot.domain.directives.cell_meetings.pages import meetings_held

directives = (
    [
        path("directives/mine/", pages.mine, name="mine"),
        path("directives/mine.ics", pages.ics, name="ics"),
        path("directives/tasks/", pages.as_of, name="as_of"),
        path("directives/programmes/<uuid:key>/", pages.programme, name="programme"),
        path("directives/books/<uuid:key>/", pages.book, name="book"),
        path("directives/meetings/held/", meetings_held, name="meetings_held"),
        path("directives/meetings/<uuid:key>/minutes/", pages.minutes, name="minutes"),
        path("directives/register/", from_file.from_file, name="from_file"),
    ],
    "directives",
)

urlpatterns = [path("", include(directives))]
