"""Text of txt, html, docx and pdf files, what is taken of tracked changes, and clear refusals of the rest."""

import zipfile

import pytest

from thenchot.domain.directives.numbers import (
    NoTextError,
    UnreadableFileError,
    UnsupportedFileError,
    find_citations,
    text_of,
)
from thenchot.domain.directives.numbers.tests.papers import deleted, docx, inserted, locked_pdf, paragraph, pdf, run

SENTENCE = "Nghị quyết số 382-NQ/ĐUQSTW, ngày 29-11-2007"


def _file(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def _canonical(path):
    return [one.result.canonical for one in find_citations(text_of(path).text)]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_file_is_read_in_its_encoding(tmp_path, codec):
    pages = text_of(_file(tmp_path, "a.txt", SENTENCE.encode(codec)))
    assert (pages.format, pages.text) == ("txt", SENTENCE)


def test_a_page_is_read_as_it_is_seen(tmp_path):
    html = (
        "<!doctype html><html><head><title>x</title><style>p{}</style><script>12/QĐ-BQP</script></head><body>"
        "<p>Nghị quyết s&#7889; 382-<b>NQ</b>/ĐUQSTW,&nbsp;ngày\n29-11-2007</p><del>57-NQ/TW</del>"
        "<table><tr><td>Số</td><td>30/2020/NĐ-CP</td></tr></table></body></html>"
    )
    pages = text_of(_file(tmp_path, "a.html", html))
    assert pages.format == "html"
    assert pages.text == "Nghị quyết số 382-NQ/ĐUQSTW,\u00a0ngày 29-11-2007\nSố\t30/2020/NĐ-CP"
    assert pages.notes == ("1 passages marked as deleted were left out.",)


def test_a_page_in_a_declared_old_encoding_is_read(tmp_path):
    html = "<html><head><meta charset=windows-1258></head><body>Quy\u0065\u0302\u0301t 57-NQ/TW</body></html>"
    data = html.encode("cp1258", errors="replace")
    assert _canonical(_file(tmp_path, "a.htm", data)) == ["57-NQ/TW"]


def test_a_word_document_is_read_across_runs_cells_and_special_signs(tmp_path):
    body = paragraph(run("Nghị quyết số 382"), "<w:r><w:noBreakHyphen/></w:r>", run("NQ/"), run("ĐUQSTW")) + (
        f"<w:tbl><w:tr><w:tc>{paragraph(run('Số:'))}</w:tc><w:tc>{paragraph(run('30/2020/NĐ-CP'))}</w:tc></w:tr></w:tbl>"
    )
    pages = text_of(_file(tmp_path, "a.docx", docx(body)))
    assert (pages.format, pages.notes) == ("docx", ())
    assert pages.text == "Nghị quyết số 382-NQ/ĐUQSTW\nSố:\n30/2020/NĐ-CP\n"


def test_tracked_changes_are_read_as_accepted_and_told(tmp_path):
    body = paragraph(run("Quyết định số "), deleted("12"), inserted("13"), run("/QĐ-BQP"))
    moved = f'<w:moveFrom w:id="3">{run("57-NQ/TW")}</w:moveFrom><w:moveTo w:id="3">{run("21-KL/TW")}</w:moveTo>'
    pages = text_of(_file(tmp_path, "a.docx", docx(body + paragraph(moved))))
    assert pages.text == "Quyết định số 13/QĐ-BQP\n21-KL/TW\n"
    assert pages.notes == ("Tracked changes: 2 insertions were taken, 2 deletions were left out.",)


def test_a_mark_of_change_in_properties_encloses_no_text(tmp_path):
    body = '<w:p><w:pPr><w:rPr><w:ins w:id="1"/><w:del w:id="2"/></w:rPr></w:pPr>' + run("57-NQ/TW") + "</w:p>"
    pages = text_of(_file(tmp_path, "a.docx", docx(body)))
    assert (pages.text, pages.notes) == ("57-NQ/TW\n", ())


def test_a_drawings_text_is_read_once(tmp_path):
    text = f"<w:txbxContent>{paragraph(run('57-NQ/TW'))}</w:txbxContent>"
    body = f"<mc:AlternateContent><mc:Choice>{text}</mc:Choice><mc:Fallback>{text}</mc:Fallback></mc:AlternateContent>"
    assert _canonical(_file(tmp_path, "a.docx", docx(f"<w:p><w:r>{body}</w:r></w:p>"))) == ["57-NQ/TW"]


def test_footnotes_and_headers_are_read_as_the_last_page(tmp_path):
    data = docx(paragraph(run("Thân")), footnotes=paragraph(run("21-KL/TW")), header1=paragraph(run("57-NQ/TW")))
    pages = text_of(_file(tmp_path, "a.docx", data))
    assert pages.pages == ("Thân\n", "21-KL/TW\n57-NQ/TW\n")
    assert pages.notes == ("Headers, footers and notes are read as the last page.",)


def test_words_last_layout_parts_the_pages(tmp_path):
    body = paragraph(run("một"), '<w:r><w:br w:type="page"/></w:r>') + paragraph(
        "<w:r><w:lastRenderedPageBreak/></w:r>", run("57-NQ/TW")
    )
    pages = text_of(_file(tmp_path, "a.docx", docx(body)))
    (citation,) = find_citations(pages.text)
    assert len(pages.pages) == 2
    assert pages.page_at(citation.start) == 2


def test_a_pdf_is_read_page_by_page(tmp_path):
    pages = text_of(_file(tmp_path, "a.pdf", pdf("Trang một", "", SENTENCE)))
    assert pages.format == "pdf"
    assert [page.strip() for page in pages.pages] == ["Trang một", "", SENTENCE]
    assert pages.notes == ("Pages without text, perhaps scans: 2.",)
    (citation,) = find_citations(pages.text)
    assert (citation.date, pages.page_at(citation.start)) == ("2007-11-29", 3)


def test_a_hyphen_at_the_end_of_a_line_is_kept(tmp_path, monkeypatch):
    # The library gives U+FFFE for such a hyphen and joins the lines.
    monkeypatch.setattr(
        "pypdfium2.PdfTextPage.get_text_range", lambda _page: "Nghị định số\r\n200/2026/NĐ\ufffeCP ngày 5/6/2026"
    )
    pages = text_of(_file(tmp_path, "a.pdf", pdf("x")))
    assert pages.text == "Nghị định số\n200/2026/NĐ-CP ngày 5/6/2026"


def test_a_pdf_of_pictures_is_refused_by_name(tmp_path):
    with pytest.raises(NoTextError, match=r"scan\.pdf: found 2 pages without text"):
        text_of(_file(tmp_path, "scan.pdf", pdf("", "")))


def test_a_locked_pdf_is_refused(tmp_path):
    path = _file(tmp_path, "locked.pdf", locked_pdf())
    with pytest.raises(UnreadableFileError, match=r"locked\.pdf: the pdf is locked by a password"):
        text_of(path)


@pytest.mark.parametrize(
    ("name", "data", "error", "message"),
    [
        ("a.pdf", b"%PDF-1.7\nbroken", UnreadableFileError, r"a\.pdf: the pdf is damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UnsupportedFileError, "old binary Office format, expected docx"),
        ("a.rtf", b"{\\rtf1 x}", UnsupportedFileError, "found rtf"),
        ("a.zip", b"PK\x03\x04broken", UnsupportedFileError, "archive without a Word document"),
        ("a.bin", b"abc\0def", UnsupportedFileError, "binary data"),
        ("a.txt", b"abc\xff\xe1", UnreadableFileError, r"a\.txt: byte 3: found 0xff, expected utf-8 text"),
        ("a.html", b"<html><meta charset=klingon>\xff", UnreadableFileError, "found charset «klingon»"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_name_and_reason(tmp_path, name, data, error, message):
    with pytest.raises(error, match=message):
        text_of(_file(tmp_path, name, data))


def test_a_word_document_with_entities_is_refused(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", bomb)
    with pytest.raises(UnreadableFileError, match=r"a\.docx: the Word document is damaged or locked"):
        text_of(path)


def test_a_missing_file_is_the_callers_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        text_of(tmp_path / "none.txt")


def test_the_kind_of_a_file_is_told_by_its_content(tmp_path):
    assert text_of(_file(tmp_path, "a.txt", pdf(SENTENCE))).format == "pdf"
    assert text_of(_file(tmp_path, "a.pdf", docx(paragraph(run(SENTENCE))))).format == "docx"


def test_an_empty_file_has_no_text_and_no_error(tmp_path):
    assert text_of(_file(tmp_path, "a.txt", b"")).pages == ("",)
