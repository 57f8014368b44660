"""What an indicator's SQL may be, and how a file that is not so is refused."""

from __future__ import annotations

import pytest

from thenchot.foundation.indicators import fence
from thenchot.foundation.indicators.faults import Misdefined

TABLES = {
    "depot": {
        "id": "UUID",
        "unit_id": "UUID",
        "tier": "VARCHAR",
        "opened_on": "DATE",
        "load": "BIGINT",
        "open": "BOOLEAN",
    },
    "answer": {"id": "UUID", "depot_id": "UUID", "result": "VARCHAR", "valid_until": "DATE"},
}
GIVES = {"record_id": "UUID", "slice": "TEXT", "numerator": "INTEGER"}
GOOD = """
WITH answered AS (
    SELECT answer.depot_id AS depot_id, COUNT(*) FILTER (WHERE answer.result = 'met') AS met
    FROM answer WHERE answer.valid_until > :as_of GROUP BY answer.depot_id
)
SELECT depot.id AS record_id, depot.tier AS slice, CASE WHEN depot.open THEN answered.met END AS numerator
FROM depot JOIN answered ON answered.depot_id = depot.id
"""


def read(text):
    return fence.read(text, "app/x.sql", gives=GIVES, tables=TABLES, bounds=frozenset({"as_of"}))


def test_a_select_over_its_own_tables_is_read_with_the_tables_it_names():
    assert fence.tables_of(read(GOOD)) == {"depot", "answer"}


@pytest.mark.parametrize(
    ("change", "found", "expected"),
    [
        (("SELECT depot.id", "DELETE FROM depot; SELECT depot.id"), "2 statements", "one SELECT"),
        ((GOOD, f"{GOOD}; DROP TABLE depot"), "2 statements", "one SELECT"),
        ((GOOD, "DROP TABLE depot"), "DROP", "one SELECT"),
        ((GOOD, "ATTACH 'other.db'"), "ATTACH", "one SELECT"),
        ((GOOD, ""), "0 statements", "one SELECT"),
        (("FROM depot JOIN", "FROM read_csv('secret.csv') AS depot JOIN"), "READ_CSV", "portable SQL"),
        (("FROM depot JOIN", "FROM access_user AS depot JOIN"), "table access_user", "under `reads`"),
        (("FROM depot JOIN", "FROM main.depot AS depot JOIN"), "main.depot", "without a schema"),
        (("answered.met END", "answered.met / 2 END"), "answered.met / 2", "numerator and denominator"),
        (("answered.met END", "CAST(answered.met AS DOUBLE) END"), "CAST", "no casts"),
        (("> :as_of", "> CURRENT_DATE"), "CURRENT_DATE", ":as_of"),
        (("> :as_of", "> :as_of - INTERVAL '1' YEAR"), "INTERVAL", "bound declared"),
        (("> :as_of", "> :today"), ":today", ":as_of"),
        (("= 'met'", "LIKE 'm%'"), "LIKE", "equality"),
        (("= 'met'", "= LOWER('MET')"), "LOWER", "portable SQL"),
        (("depot.tier AS slice", "depot.tier AS part"), "columns record_id, part", "columns record_id, slice"),
        (("depot.tier AS slice", "depot.tierr AS slice"), "tierr", "columns of the tables"),
        (("depot.tier AS slice", "depot.load AS slice"), "slice of type BIGINT", "a text in slice"),
        (("depot.tier AS slice", "1.5 AS slice"), "1.5", "whole numbers"),
        (("ON answered.depot_id = depot.id", "USING (id)"), "USING", "join with ON"),
        ((GOOD, f"{GOOD} ORDER BY 1"), "ORDER BY", "no order"),
        ((GOOD, f"{GOOD} LIMIT 5"), "LIMIT", "without LIMIT"),
        (("SELECT depot.id AS record_id, depot.tier AS slice,", "SELECT *,"), "*", "columns by name"),
        (("WITH answered AS", "WITH depot AS"), "a part named depot", "no table's"),
    ],
)
def test_what_is_not_portable_is_refused_with_what_was_found_and_what_is_expected(change, found, expected):
    text = GOOD.replace(*change)
    assert text != GOOD
    with pytest.raises(Misdefined) as refused:
        read(text)
    assert str(refused.value).startswith("app/x.sql")
    assert found in str(refused.value)
    assert expected in str(refused.value)


def test_the_line_of_the_fault_is_named():
    with pytest.raises(Misdefined, match=r"app/x.sql, line 6: found answered.met / 2"):
        read(GOOD.replace("answered.met END", "answered.met / 2 END"))


def test_a_table_that_is_named_but_not_read_is_refused_so_that_the_list_stays_true():
    with pytest.raises(Misdefined, match="no use of answer"):
        read("SELECT depot.id AS record_id, '' AS slice, 1 AS numerator FROM depot")


def test_rows_may_come_from_several_selects_by_union_all():
    one = "SELECT depot.id AS record_id, '' AS slice, 1 AS numerator FROM depot"
    two = "SELECT answer.depot_id AS record_id, 'a' AS slice, NULL AS numerator FROM answer"
    assert fence.tables_of(read(f"{one} UNION ALL {two}")) == {"depot", "answer"}
    with pytest.raises(Misdefined, match="UNION ALL"):
        read(f"{one} UNION {two}")
