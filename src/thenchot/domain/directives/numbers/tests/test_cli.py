"""The commands: one JSON line for each spelling; a file's citations as one JSON object."""

import io
import json

import pytest

from thenchot.domain.directives.numbers.cli import main_citations, main_parse
from thenchot.domain.directives.numbers.errors import UnsupportedFileError
from thenchot.domain.directives.numbers.tests.papers import docx, inserted, paragraph, run


def _answers(lines):
    out = io.StringIO()
    assert main_parse(io.StringIO(lines), out) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_line_is_answered_by_one_line():
    read, doubtful, empty = _answers("Nghị quyết số 382-NQ / ĐUQSTW, ngày 29-11-2007\nThông tư 121/2024\n\n")
    expected = {
        "system": "party",
        "type_code": "NQ",
        "number": "382",
        "year": 2007,
        "issuer_code": "ĐUQSTW",
        "date": "2007-11-29",
        "canonical": "382-NQ/ĐUQSTW",
    }
    assert {key: read[key] for key in expected} == expected
    assert "review" not in read
    assert doubtful["review"] == "issuer_missing"
    assert doubtful["message"] == "«Thông tư 121/2024» does not say who issued the document."
    assert empty["review"] == "no_number"


def test_marks_are_written_as_they_are():
    out = io.StringIO()
    main_parse(io.StringIO("30/2020/NĐ-CP"), out)
    assert "30/2020/NĐ-CP" in out.getvalue()


def test_a_files_citations_are_given_with_page_place_and_notes(tmp_path):
    body = paragraph(run("Thực hiện Nghị quyết số "), inserted("847"), run("-NQ/QUTW của Ban Chấp hành Trung ương."))
    path = tmp_path / "bai.docx"
    path.write_bytes(docx(body))
    out = io.StringIO()
    assert main_citations(path, out) == 0
    answer = json.loads(out.getvalue())
    assert (answer["file"], answer["format"], answer["n_pages"]) == ("bai.docx", "docx", 1)
    assert answer["notes"] == ["Tracked changes: 1 insertions were taken, 0 deletions were left out."]
    (citation,) = answer["citations"]
    assert (citation["page"], citation["raw"], citation["canonical"]) == (1, "847-NQ/QUTW", "847-NQ/QUTW")
    assert citation["conflicts"] == [{"about": "issuer", "symbol": "QUTW", "words": "Ban Chấp hành Trung ương"}]


def test_a_file_that_is_not_read_is_the_callers_to_report(tmp_path):
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1}")
    with pytest.raises(UnsupportedFileError):
        main_citations(path, io.StringIO())
