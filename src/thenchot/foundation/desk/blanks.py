"""An empty sheet to fill in for new records: its headings are the form's labels, with their hints and what may be chosen.

The sheet asks for what the form asks for: that of a new record, or of an action that makes one ("found"). In a workbook the
hints come up with the cell, what may be chosen is a list to pick from, and a second sheet explains every column. In a csv
file the lines that begin with # explain.
"""

from __future__ import annotations

import csv
import io
import tempfile
from dataclasses import dataclass
from typing import IO, Any, Literal

from django import forms
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs

from thenchot.foundation.access import policy
from thenchot.foundation.desk import inputs
from thenchot.foundation.desk.export import XLSX, plain_name
from thenchot.foundation.desk.forms import OWN, DeskForm, action_form, arguments, change_form
from thenchot.foundation.desk.neutral import neutral
from thenchot.foundation.desk.resource import Action, Resource
from thenchot.foundation.desk.shown import shown

FILLED = 10_000  # rows of the sheet that know what may stand in them


@dataclass(frozen=True, slots=True)
class Blank:
    """One column to fill in. `choices` are the only texts it takes; none means that anything of its kind goes."""

    name: str
    label: str
    is_required: bool
    kind: str
    hint: str
    choices: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        return f"{self.label} *" if self.is_required else self.label

    @property
    def words(self) -> str:
        """Everything there is to say about it in one sentence."""
        return ". ".join(filter(None, (self.kind, self.hint.rstrip("."))))


def source(resource: Resource, user: policy.Who) -> Literal["add"] | Action | None:
    """What makes new records and so gives the sheet: the form of a new one, or the first action that asks for anything."""
    if resource.fields and resource.adds and policy.may_anywhere(user, "add", resource.model):
        return "add"
    for action in resource.actions:
        if action.on == "none" and arguments(action) and policy.may_anywhere(user, action.name, resource.model):
            return action
    return None


def form_of(resource: Resource, user: policy.Who) -> DeskForm | None:
    """The form that the sheet stands for, or None where the reader can make no records of this resource."""
    match source(resource, user):
        case None:
            return None
        case "add":
            return change_form(resource, user, resource.model())
        case action:
            return action_form(resource, action, user, None)


def columns(form: DeskForm) -> tuple[Blank, ...]:
    """The columns that the form asks for, in its order."""
    return tuple(_column(name, field) for name, field in form.fields.items() if name not in OWN)


def _column(name: str, field: forms.Field) -> Blank:
    kind, choices = _kind(field)
    hint = "" if isinstance(field, forms.DateField) else str(field.help_text or "")
    return Blank(name, str(field.label or name), field.required, kind, hint, choices)


def _kind(field: Any) -> tuple[str, tuple[str, ...]]:  # noqa: PLR0911  # one line a kind
    match field:
        case inputs.NumberField(places=0):
            return gettext("Whole number"), ()
        case inputs.NumberField():
            return gettext("Number with at most %(places)s decimals") % {"places": field.places}, ()
        case forms.DateField():
            return gettext("Day/month/year, such as 25/11/2026"), ()
        case forms.BooleanField():
            return gettext("Yes or no"), (shown(True), shown(False))
        case inputs.RecordField():
            return _record(field)
        case forms.TypedChoiceField():
            return gettext("One of the list"), tuple(str(words) for _value, words in inputs.offered(field))
        case inputs.LinesField():
            return gettext("One on each line"), ()
        case forms.CharField() if field.max_length:
            return gettext("Text of at most %(length)s characters") % {"length": field.max_length}, ()
    return gettext("Text"), ()


def _record(field: inputs.RecordField) -> tuple[str, tuple[str, ...]]:
    what = capfirst(str(field.model._meta.verbose_name_plural))
    rows = [inputs.label(row) for row in field.rows[: inputs.SOUGHT + 1]]
    return gettext("Name or code of one of: %(what)s") % {"what": what}, tuple(rows) if len(
        rows
    ) <= inputs.SOUGHT else ()


def csv_file(resource: Resource, form: DeskForm) -> HttpResponseBase:
    """Headings, then a line beginning with # for each column."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    asked = columns(form)
    writer.writerow([neutral(one.heading) for one in asked])
    for one in asked:
        writer.writerow([f"# {one.heading}", neutral(one.words), *map(neutral, one.choices)])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{plain_name(resource)}.csv"'
    return response


def xlsx_file(resource: Resource, form: DeskForm) -> FileResponse:
    """A sheet to fill in, one that explains, and one (hidden) with what may be chosen."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by the response
    _write(file, columns(form))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{plain_name(resource)}.xlsx", content_type=XLSX)


def _write(file: IO[bytes], asked: tuple[Blank, ...]) -> None:
    book = Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    bold, wrap = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet, guide, lists = (book.add_worksheet(name) for name in (gettext("Fill in"), gettext("Guide"), "_"))
    lists.hide()
    sheet.freeze_panes(1, 0)
    for place, heading in enumerate((gettext("Column"), gettext("What to write"), gettext("Allowed values"))):
        guide.write_string(0, place, heading, bold)
    guide.set_column(0, 0, 28)
    guide.set_column(1, 2, 60, wrap)
    for place, one in enumerate(asked):
        sheet.write_string(0, place, one.heading, bold)
        sheet.set_column(place, place, max(14, min(40, len(one.heading) + 2)))
        sheet.data_validation(1, place, FILLED, place, _validation(lists, place, one))
        for column, text in enumerate((one.heading, one.words, "; ".join(one.choices))):
            guide.write_string(place + 1, column, text)
    book.close()


def _validation(lists: Any, place: int, one: Blank) -> dict[str, Any]:
    shows = {"input_title": Truncator(one.label).chars(32), "input_message": Truncator(one.words).chars(255)}
    if not one.choices:
        return {"validate": "any", **shows}
    lists.write_column(0, place, one.choices)
    source = f"=_!{xl_range_abs(0, place, len(one.choices) - 1, place)}"
    # A warning only: a name typed as people say it may be understood all the same.
    return {"validate": "list", "source": source, "error_type": "warning", **shows}
