"""Old encodings are found by what they say, offered with a sample, and never read with loss in silence."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.edges.intake.reading import FileRefused, open_book
from thenchot.edges.intake.reading.letters.detect import rank
from thenchot.edges.intake.reading.letters.legacy import from_tcvn3, from_vni
from thenchot.edges.intake.reading.letters.syllables import is_syllable, syllable_share
from thenchot.edges.intake.reading.tests.files import write_csv, write_xlsx

TEXT = "Tên trang bị;Đơn vị\nSúng tiểu liên;Kho chiến lược\nXe tải;Xưởng sửa chữa\nỐng nhòm;Trạm kỹ thuật\n"
# the same words as the old fonts keep them, typed from the tables of TCVN 5712:1993 and of VNI
TCVN3 = "Cộng hoà xã hội chủ nghĩa Việt Nam", "Céng hoµ x· héi chñ nghÜa ViÖt Nam"
VNI = "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp"
LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"


def test_known_words_of_the_old_fonts_become_unicode():
    assert from_tcvn3(TCVN3[1]) == TCVN3[0]
    assert from_vni(VNI[1]) == VNI[0]
    assert from_vni("COÄNG HOØA") == "CỘNG HÒA"
    assert from_tcvn3("®¬n vÞ sè 5") == "đơn vị số 5"


def test_every_letter_of_the_alphabet_has_a_place_in_tcvn3():
    table = {from_tcvn3(bytes([code]).decode("iso8859-1")): code for code in range(0xA1, 0xFF)}
    assert set(LETTERS) <= set(table)


@given(st.text("abc 123,.;-/ĐÂ", max_size=20))
def test_plain_characters_pass_through_the_old_font_tables(text):
    plain = text.replace("Đ", "").replace("Â", "")
    assert from_tcvn3(plain) == plain
    assert from_vni(plain) == plain


@pytest.mark.parametrize(
    "word", ["nghiêng", "gì", "khuỷu", "quốc", "Yên", "xoong", "ướt", "GIỮ", "nguyễn", "huýt", "rượu"]
)
def test_vietnamese_syllables_are_known(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["hôtel", "Löpe", "første", "viÖt", "größe", "ééa", "zürich"])
def test_other_words_are_no_syllables(word):
    assert not is_syllable(word)


def _vni(text: str) -> bytes:
    out = []
    single = {
        "đ": "ñ",
        "Đ": "Ñ",
        "ơ": "ô",
        "ư": "ö",
        "ỉ": "æ",
        "ĩ": "ó",
        "ị": "ò",
        "ỵ": "î",
        "í": "í",
        "ì": "ì",
        "Ư": "Ö",
        "Ơ": "Ô",
    }
    tones = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
    circumflex = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
    breve = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
    for letter in text:
        if letter in single:
            out.append(single[letter])
            continue
        parts = unicodedata.normalize("NFD", letter)
        base, marks = parts[0], set(parts[1:])
        tone = next((mark for mark in marks if mark in tones), "")
        if "\u0302" in marks:
            out.append(base + circumflex[tone])
        elif "\u0306" in marks:
            out.append(base + breve[tone])
        elif "\u031b" in marks:
            out.append({"o": "ô", "u": "ö"}[base.lower()] + tones.get(tone, ""))
        else:
            out.append(base + tones.get(tone, ""))
    return "".join(out).encode("cp1252")


def _tcvn3(text: str) -> bytes:
    table = {from_tcvn3(bytes([code]).decode("iso8859-1")): code for code in range(0xA1, 0xFF)}
    return bytes(table.get(letter, ord(letter) if ord(letter) < 128 else 0x3F) for letter in text)


def _cp1258(text: str) -> bytes:
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in marks))
        out.append(base + "".join(part for part in parts if part in marks))
    return "".join(out).encode("cp1258")


@pytest.mark.parametrize(
    ("encoding", "encode"),
    [
        ("utf-8", str.encode),
        ("utf-8-sig", lambda text: text.encode("utf-8-sig")),
        ("utf-16", lambda text: text.encode("utf-16")),
        ("utf-16-le", lambda text: text.encode("utf-16-le")),
        ("utf-16-be", lambda text: text.encode("utf-16-be")),
        ("cp1258", _cp1258),
        ("tcvn3", _tcvn3),
        ("vni", _vni),
    ],
)
def test_vietnamese_text_is_found_in_every_encoding(encoding, encode, tmp_path):
    text = TEXT.replace("Ống", "ống")  # TCVN3 has no byte for a capital with a tone
    path = tmp_path / "t.csv"
    path.write_bytes(encode(text))
    with open_book(path) as book:
        assert book.text is not None
        assert book.text.encoding == encoding
        assert book.text.confidence > 0.8
        assert book.text.delimiter == ";"
        rows = list(book.rows())
    assert [row.cells for row in rows] == [tuple(line.split(";")) for line in text.splitlines()]
    assert not any(row.faults for row in rows)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Navn;Fylke\nÅlesund fallhøyde;første måned\nSløvåg;Årdal\n", "cp1252"),
        ("Nom;Ville\nHôtel de l\u2019été;où garçon\nélève;Besançon\n", "cp1252"),
        ("Name;Stadt\nZürich größer;Köln\n", "cp1252"),
    ],
)
def test_western_text_is_not_taken_for_vietnamese_and_has_alternatives(text, encoding, tmp_path):
    path = write_csv(tmp_path / "t.csv", text, encoding)
    with open_book(path) as book:
        assert book.text is not None
        assert book.text.encoding == encoding
        assert book.text.confidence <= 0.7
        assert {candidate.encoding for candidate in book.text.candidates} >= {"cp1250", "cp1258", "tcvn3", "vni"}
        assert all(candidate.sample for candidate in book.text.candidates)
        assert [row.cells for row in book.rows()][1] == tuple(text.splitlines()[1].split(";"))


def test_every_byte_above_ascii_in_the_sample_counts_in_the_ranking():
    assert rank([_tcvn3("kho đạn số một, xưởng sửa chữa")])[0].encoding == "tcvn3"
    assert syllable_share("ascii only") == (0.0, 0)


def test_a_byte_the_given_encoding_does_not_know_is_a_fault_naming_its_row(tmp_path):  # P003
    path = write_csv(tmp_path / "t.csv", "jméno,sl\nKovář,1\nplain,2\n", "cp1250")
    with open_book(path, encoding="ascii") as book:
        rows = list(book.rows())
    assert [(row.number, [fault.code for fault in row.faults]) for row in rows] == [
        (1, ["lossy-decode"]),
        (2, ["lossy-decode"]),
        (3, []),
    ]
    assert "?" not in str(rows[1].cells[0])


def test_two_encodings_in_one_file_are_faults_on_the_rows_of_the_smaller_part(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("tên,sl\nKho đạn,1\nTrạm xá,2\n".encode() + "Zürich,3\n".encode("cp1252") + b"plain,4\n")
    with open_book(path) as book:
        assert [warning.code for warning in book.warnings] == ["mixed-encodings"]
        rows = list(book.rows())
    assert [row.number for row in rows if row.faults] == [4]
    assert "cp1252: Zürich" in str(rows[3].faults[0])


def test_a_utf8_row_in_a_one_byte_file_is_a_fault(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("Näme,Größe\nZürich,3\nKöln,4\n".encode("cp1252") + "Münster,5\n".encode())
    with open_book(path) as book:
        assert book.text is not None
        assert book.text.encoding == "cp1252"
        rows = list(book.rows())
    assert [(row.number, row.faults[0].code) for row in rows if row.faults] == [(4, "mixed-encodings")]
    assert "Münster" in str(rows[3].faults[0])


def test_a_replacement_character_left_by_an_earlier_loss_is_a_fault(tmp_path):
    with open_book(write_csv(tmp_path / "t.csv", "tên,sl\nKho \ufffd,1\n")) as book:
        assert [fault.code for row in book.rows() for fault in row.faults] == ["lossy-decode"]


def test_cut_utf16_and_unknown_encodings_are_refused(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("tên,sl\nKho,1\n".encode("utf-16")[:-1])
    with pytest.raises(FileRefused) as raised, open_book(path) as book:
        list(book.rows())
    assert raised.value.fault.code == "lossy-decode"
    for name in ("no-such", "hex", "rot13", "idna", "unicode_escape", "utf-7"):
        with pytest.raises(FileRefused) as raised:
            open_book(path, encoding=name)
        assert raised.value.fault.code == "unknown-encoding"


def test_a_workbook_typed_in_an_old_font_is_noticed_and_read_when_asked(tmp_path):
    rows = [("Tªn trang bÞ", "SL"), ("Sóng tiÓu liªn", 5), ("Xe t¶i", 7), ("M\u00b8y ph\u00b8t ®iÖn", 2)]
    path = write_xlsx(tmp_path / "t.xlsx", rows)
    with open_book(path) as book:
        candidate = book.old_font()
        assert candidate is not None
        assert candidate.encoding == "tcvn3"
        assert next(book.rows()).cells[0] == "Tªn trang bÞ"
    with open_book(path, encoding="tcvn3") as book:
        assert [row.cells[0] for row in book.rows()] == ["Tên trang bị", "Súng tiểu liên", "Xe tải", "Máy phát điện"]
        assert next(book.rows()).originals == ((0, "Tªn trang bÞ"),)
    with open_book(write_xlsx(tmp_path / "u.xlsx", [("Tên", "SL"), ("Súng tiểu liên", 5)])) as book:
        assert book.old_font() is None
    with pytest.raises(FileRefused):
        open_book(path, encoding="cp1252")
