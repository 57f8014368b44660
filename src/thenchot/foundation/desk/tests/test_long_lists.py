"""Lists of very many rows: every row goes into the file once, in memory that does not grow, and no page counts them all."""

import csv
import io
import tracemalloc

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from thenchot.foundation.desk import export, listing, paging, reading
from thenchot.foundation.desk.listing import Listing
from thenchot.foundation.desk.resource import by_slug
from thenchot.foundation.kernel.identity import new_key
from thenchot.foundation.ledger import bulk
from thenchot.foundation.organisation.models import UnitAlias

pytestmark = pytest.mark.django_db


def aliases(unit, begin, end):
    """Other names of the unit, past the ledger: only reading is looked at here."""
    names = ((number, f"Kho đạn số {number:07}") for number in range(begin, end))
    bulk.insert(
        UnitAlias,
        (
            UnitAlias(
                id=new_key(), unit=unit, text="=1+" + name if number % 7 == 0 else name, search_key=name, version=1
            )
            for number, name in names
        ),
    )


def asked(user, query=""):
    return Listing(by_slug("unit-aliases"), user, QueryDict(query), verb="export")


def peak(work):
    """The most memory that Python held at once during the work, in bytes."""
    work()  # what is made once and kept (templates, translations) is no growth
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def as_csv(user):
    return sum(1 for _line in export.csv_lines(asked(user), "vi"))


def as_xlsx(user):
    with io.BytesIO() as nowhere:
        return export.write_xlsx(asked(user), _Nowhere(nowhere))


class _Nowhere:
    """Takes a file and forgets it, so that only the writer's own memory is seen."""

    def __init__(self, file):
        self._at = 0

    def write(self, data):
        self._at += len(data)
        return len(data)

    def tell(self):
        return self._at

    def flush(self):
        pass

    def seekable(self):
        return False

    def close(self):
        pass


def grows(users, tree, write, few, many):
    aliases(tree.a1, 0, few)
    small = peak(lambda: write(users.administrator))
    aliases(tree.a1, few, many)
    return peak(lambda: write(users.administrator)) - small


@pytest.mark.parametrize("by", ["one cursor", "chunks"])
@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_four_times_the_rows_take_no_more_memory(users, tree, write, by, monkeypatch):
    monkeypatch.setattr(listing, "CHUNK", 200)
    monkeypatch.setattr(reading, "AT_ONCE", 50)
    monkeypatch.setattr(paging, "begins_anywhere", lambda _model, _keys: by == "chunks")
    assert grows(users, tree, write, 800, 3_200) < 100_000


@pytest.mark.slow
@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_a_hundred_thousand_rows_take_no_more_memory_than_ten_thousand(users, tree, write):
    assert grows(users, tree, write, 10_000, 100_000) < 1_000_000


@pytest.mark.parametrize("query", ["", "sort=-text", "sort=unit,-text", "q=kho", "q=kho&sort=text", "unit={unit}"])
def test_every_row_goes_into_the_file_once_in_the_lists_order(users, tree, query, monkeypatch):
    aliases(tree.a1, 0, 23)
    aliases(tree.a2, 23, 40)
    query = query.format(unit=tree.a1.pk)
    one = asked(users.administrator, query)
    whole = list(one.ordered.values_list("pk", flat=True))
    for chunk in (1, 5, 23, 100):
        monkeypatch.setattr(listing, "CHUNK", chunk)
        assert [line.key for line in asked(users.administrator, query).every_line()] == whole


def test_a_file_in_an_indexed_order_is_read_in_chunks_and_its_first_line_needs_one(users, tree, monkeypatch):
    aliases(tree.a1, 0, 60)
    monkeypatch.setattr(listing, "CHUNK", 10)
    one = Listing(by_slug("units"), users.administrator, QueryDict(""))
    assert paging.begins_anywhere(one.resource.model, one.keys)
    by_name = asked(users.administrator)
    assert not paging.begins_anywhere(by_name.resource.model, by_name.keys), "no index gives the aliases' order"
    rows = len(list(one.every_line()))
    with CaptureQueriesContext(connection) as captured:
        next(one.every_line())
    assert rows == 5
    assert len(captured) == 1
    assert "LIMIT 10" in captured[0]["sql"]


def test_formulas_are_harmless_and_numbers_untouched_in_every_chunk(users, tree, monkeypatch):
    monkeypatch.setattr(listing, "CHUNK", 4)
    aliases(tree.a1, 0, 15)
    lines = list(csv.reader(io.StringIO("".join(export.csv_lines(asked(users.administrator), "vi")).lstrip("\ufeff"))))
    texts = [cell for line in lines[1:] for cell in line]
    assert not [text for text in texts if text.startswith(("=", "+", "@"))]
    assert sum(text.startswith("'=1+") for text in texts) == 3


def test_names_met_on_the_way_are_not_all_remembered(users, tree, monkeypatch):
    monkeypatch.setattr(reading, "REMEMBERED", 1)
    monkeypatch.setattr(listing, "CHUNK", 2)
    for number, unit in enumerate((tree.a1, tree.a2, tree.b, tree.a, tree.r)):
        aliases(unit, number, number + 1)
    lines = list(asked(users.administrator).every_line())
    refs = [value for line in lines for value in line.values if isinstance(value, reading.Ref)]
    assert len(refs) == len(lines) == 5
    assert all(ref.name and ref.name.text for ref in refs)


def test_no_page_of_a_long_list_counts_all_its_rows(users, tree, client_as, monkeypatch):
    monkeypatch.setattr(paging, "COUNT_TO", 50)
    aliases(tree.a1, 0, 400)
    client = client_as(users.administrator)
    for query in ("", "?last=1", "?q=kho", "?sort=-text"):
        with CaptureQueriesContext(connection) as captured:
            page = client.get(f"/r/unit-aliases/{query}")
        assert page.status_code == 200
        counts = [one["sql"] for one in captured if "COUNT(" in one["sql"] and "organisation_unitalias" in one["sql"]]
        assert all("LIMIT 51" in sql for sql in counts), counts
