"""Which symbol can be read at this digit? Shape only: number, year, kind, issuer, marks; no context is asked.

Two readings are tried: number, kind, issuer (all modern symbols) and number, issuer (laws, official letters, old
styles). Whole atoms are matched, never parts of one, except where a letter run is glued (NĐCP, TWngày, 36hdvptw) and
can be parted in one way only.
"""

import re
from dataclasses import dataclass, replace

from thenchot.domain.directives.numbers.codes import Code, code_in, kind_and_issuer, mended_kind
from thenchot.domain.directives.numbers.cursor import Atom, atom_at, atoms_at
from thenchot.domain.directives.numbers.dates import FIRST_YEAR, LAST_YEAR
from thenchot.domain.directives.numbers.issuers import code_spelled, family_system, issuers_of
from thenchot.domain.directives.numbers.kinds import codes_spelled, is_joint, kinds_without_marks
from thenchot.domain.directives.numbers.tokens import LETTER, Text

_HEAD = re.compile(
    rf"(?:(?P<misread>[0-9lIOo]{{0,9}}[0-9][0-9lIOo]{{0,9}})(?![0-9{LETTER}])|(?P<plain>[lIO]?[0-9]{{1,20}}))"
    rf"(?P<suffix>(?:[a-hA-H]|bis)(?![0-9{LETTER}]))?"
)
_DOTTED = re.compile(r"\.(?P<part>[0-9]{1,4})(?![0-9])")
_YEAR = re.compile(rf"(?P<year>[0-9lIOo]{{4}})(?![0-9{LETTER}])|(?P<glued>(?:19|20)[0-9]{{2}})(?=[{LETTER}])")
_MISREAD = str.maketrans("lIOo", "1100")
_UNLISTED_TAIL = re.compile(r"[A-ZĐ][A-ZĐ0-9]{0,11}")
_YEAR_AFTER = re.compile(r"(?P<mark>[-/_])(?P<year>(?:19|20)[0-9]{2})(?![0-9]|[-/.][0-9])")
_POLICE_UNIT = re.compile(r"[A-ZĐ]{1,3}[0-9]{1,3}")
_GLUED_DAY = re.compile(rf"(?P<code>[{LETTER}]{{2,}})[0-9]{{1,2}}")
_REST_OF_DATE = re.compile(r"[/.\-][0-9]{1,2}[/.\-][0-9]{4}")
_LAW_SERIAL = re.compile(r"L-(?P<serial>[0-9]{1,3})(?![0-9])")
_MAX_TAILS = 7


@dataclass(frozen=True, slots=True)
class Shape:
    """One reading of a symbol. `type_mark` and `issuer_mark` are the marks written before kind and issuer.

    `is_small` says that the kind is in small letters, as in addresses of pages.
    """

    start: int
    end: int
    number: str
    year: int | None = None
    year_inside: bool = False
    type_codes: tuple[str, ...] = ()
    type_mark: str = ""
    is_small: bool = False
    issuer: str | None = None
    issuer_listed: bool = False
    issuer_mark: str = ""
    issuer_first: bool = False
    notes: tuple[str, ...] = ()
    problem: str = ""

    @property
    def is_joint(self) -> bool:
        """Whether several bodies issue this kind together."""
        return bool(self.type_codes) and is_joint(self.type_codes[0])

    @property
    def is_all_hyphens(self) -> bool:
        """Whether it looks like a file name: hyphens only."""
        return self.type_mark in {"-", "_"} and self.issuer_mark in {"-", "_", ""}

    @property
    def is_spaced_out(self) -> bool:
        """Whether a space stands where a mark should."""
        return " " in {self.type_mark, self.issuer_mark}


def shapes_at(text: Text, start: int) -> list[Shape]:
    """Readings of the symbol whose number starts here; empty when none is possible."""
    head = _year(text, _number(text, start))
    if head is None:
        return []
    found = [shape for shape in (_type_first(text, head), _issuer_first(text, head)) if shape]
    return [_year_behind(text, shape) for shape in found]


def number_at(text: Text, start: int) -> Shape | None:
    """The number alone, with a year after a slash if there is one (press shorthand 165/2025)."""
    return _year(text, _number(text, start))


def _number(text: Text, start: int) -> Shape | None:
    match = _HEAD.match(text.norm, start)
    if match is None:
        return None
    written = match["misread"] or match["plain"]
    digits = written.translate(_MISREAD)
    notes = ("digits-mended",) if digits != written else ()
    end, problem = match.end(), ""
    dotted = _DOTTED.match(text.norm, end)
    if dotted and not (len(dotted["part"]) == 4 and FIRST_YEAR <= int(dotted["part"]) <= LAST_YEAR):
        digits, end, problem = f"{digits}.{dotted['part']}", dotted.end(), "number_unclear"
    if len(match["plain"] or match["misread"]) > 5:
        problem = "number_year_glued"
    return Shape(start, end, digits + (match["suffix"] or ""), notes=notes, problem=problem)


def _year(text: Text, head: Shape | None) -> Shape | None:
    """The head with its year, if a year follows; None when other digits follow, as in a date."""
    atom = atom_at(text, head.end) if head else None
    if head is None or atom is None or not atom.text[0].isdigit():
        return head
    match = _YEAR.match(text.norm, atom.start)
    if match and FIRST_YEAR <= _int(match) <= LAST_YEAR:
        return replace(_with_year(head, match), problem="number_split" if atom.mark == " " else head.problem)
    if atom.mark == " ":
        return head
    followed = atom_at(text, atom.end)
    is_short_year = len(atom.text) == 2 and followed is not None and followed.mark in {"/", "-"} and _is_kind(followed)
    return replace(head, end=atom.end, problem="year_unclear") if is_short_year else None


def _with_year(head: Shape, match: re.Match[str]) -> Shape:
    written = match["year"] or match["glued"]
    notes = head.notes if written.isdigit() else (*head.notes, "digits-mended")
    return replace(head, year=_int(match), year_inside=True, end=match.end(), notes=notes)


def _int(match: re.Match[str]) -> int:
    return int((match["year"] or match["glued"]).translate(_MISREAD))


def _is_kind(atom: Atom) -> bool:
    return bool(codes_spelled(atom.text)) and atom.is_upper


def _type_first(text: Text, head: Shape) -> Shape | None:
    atom = atom_at(text, head.end)
    if atom is None or (atom.mark == "." and not head.year_inside):
        return None
    if atom.mark == " " and not (atom.is_upper or atom.text in codes_spelled(atom.text) or atom.text.islower()):
        return None
    kind = _kind_of_two_atoms(text, atom) or _kind_of_one_atom(atom)
    if kind is None:
        return None
    codes, end, notes = kind
    shape = replace(
        head, type_codes=codes, type_mark=atom.mark, end=end, notes=(*head.notes, *notes), is_small=atom.text.islower()
    )
    return _issuer(text, shape) or _without_issuer(text, shape, atom)


def _kind_of_two_atoms(text: Text, atom: Atom) -> tuple[tuple[str, ...], int, tuple[str, ...]] | None:
    second = atom_at(text, atom.end)
    if second is None or second.mark != "-" or second.gap:
        return None
    codes = codes_spelled(f"{atom.text}-{second.text}")
    # TT-LB-... would also read as a circular of the body LB; the longer kind is meant only if issuers follow.
    third = atom_at(text, second.end)
    return (codes, second.end, ()) if codes and third and third.mark in {"-", "/"} and code_in(third.text) else None


def _kind_of_one_atom(atom: Atom) -> tuple[tuple[str, ...], int, tuple[str, ...]] | None:
    codes = codes_spelled(atom.text)
    if codes:
        further = kinds_without_marks(atom.text) if atom.text.isascii() else ()
        return tuple(dict.fromkeys((*codes, *further))), atom.end, ()
    glued = kind_and_issuer(atom.text)
    if glued:
        return (glued[0],), atom.start + glued[1], ()
    mended = mended_kind(atom.text) if atom.is_upper else ()
    return (mended, atom.end, ("letters-mended",)) if mended else None


def _without_issuer(text: Text, shape: Shape, kind: Atom) -> Shape | None:
    following = atom_at(text, shape.end)
    is_cut_short = following is not None and following.mark in {"/", "_", "-"} and not following.gap
    if not kind.is_upper or kind.mark not in {"/", "-"} or is_cut_short or len(kind.text) < 2:
        return None
    return shape


def _issuer(text: Text, shape: Shape) -> Shape | None:
    serial = _LAW_SERIAL.match(text.norm, shape.end + 1)
    if shape.type_codes == ("SL",) and serial:
        return replace(shape, issuer=serial.group(), issuer_listed=True, issuer_mark="/", end=serial.end())
    atom = atom_at(text, shape.end)
    if atom is None:
        return None
    code = _longest_code(text, shape.end) if atom.mark != " " else _spaced_code(shape, atom)
    if code is None or not _may_be_issuer(atom, code, shape):
        return None
    notes = (*shape.notes, "letters-mended") if code.mended else shape.notes
    end = atom.start + code.length
    read = replace(shape, issuer=code.text, issuer_listed=code.listed, issuer_mark=atom.mark, end=end, notes=notes)
    return _tails(text, read)


def _spaced_code(shape: Shape, atom: Atom) -> Code | None:
    """A code after a space must be listed, and typed as such unless the whole is in small letters («174 qd ttg»)."""
    if shape.is_small and atom.text.islower():
        return code_in(atom.text)
    code = code_in(atom.text, as_typed=True)
    return code if code and atom.text[: code.length] == code.text else None


def _may_be_issuer(atom: Atom, code: Code, shape: Shape) -> bool:
    if code.listed:
        return True
    is_a_kind = bool(codes_spelled(atom.text))
    return not is_a_kind and atom.mark in {"-", "/"} and shape.type_codes != ()


def _longest_code(text: Text, position: int) -> Code | None:
    """The code here; atoms parted by hyphens or one space are joined when together they are listed (BNN-PTNT)."""
    atoms = atoms_at(text, position, 3)
    for count in range(len(atoms), 1, -1):
        joined = [atoms[0], *atoms[1:count]]
        if not all(_may_join(atom) for atom in joined[1:]):
            continue
        known = code_spelled("".join(atom.text for atom in joined), as_typed=True)
        if known:
            return Code(known, joined[-1].end - joined[0].start, listed=True)
    return _before_glued_date(text, atoms[0]) or code_in(atoms[0].text) if atoms else None


def _before_glued_date(text: Text, atom: Atom) -> Code | None:
    """BCT of «TT-BCT29/11/2019»."""
    match = _GLUED_DAY.fullmatch(atom.text)
    is_date = match is not None and bool(_REST_OF_DATE.match(text.norm, atom.end))
    known = code_spelled(match["code"], as_typed=True) if match and is_date else None
    return Code(known, len(match["code"]), listed=True) if match and known else None


def _may_join(atom: Atom) -> bool:
    return atom.is_upper and not atom.is_number and atom.mark in {"-", " "}


def _tails(text: Text, shape: Shape) -> Shape:
    """The shape with the further issuers or the department that follow: BNV-BTC, BCA-H41."""
    for _ in range(_MAX_TAILS):
        atom = atom_at(text, shape.end)
        tail = _tail(atom, shape) if atom else None
        if atom is None or tail is None:
            break
        shape = replace(shape, issuer=f"{shape.issuer}-{tail.text}", end=atom.start + tail.length)
    return shape


def _tail(atom: Atom, shape: Shape) -> Code | None:
    if atom.mark not in {"-", "."} or atom.is_number or (atom.mark == "." and not atom.is_upper):
        return None
    code = code_in(atom.text, as_typed=not shape.is_joint)
    if code and code.listed:
        return code if _listed_tail_fits(atom, shape) else None
    unlisted = atom.is_upper and bool(_UNLISTED_TAIL.fullmatch(atom.text))
    if not unlisted or shape.is_all_hyphens or shape.issuer_mark == ".":
        return None
    is_near = atom.gap in {"", "break"} or bool(_POLICE_UNIT.fullmatch(atom.text))
    return Code(atom.text, len(atom.text), listed=False) if is_near else None


def _listed_tail_fits(atom: Atom, shape: Shape) -> bool:
    if shape.is_joint:
        return True
    return atom.gap in {"", "break"} or (atom.gap == "after" and atom.is_upper)


def _issuer_first(text: Text, head: Shape) -> Shape | None:
    atom = atom_at(text, head.end)
    marks = {"/", "-", "_"} if head.year_inside else {"/", "-"}
    if atom is None or not (atom.mark in marks or (atom.mark == " " and "unit" in _flags(atom.text))):
        return None
    code = _longest_code(text, head.end)
    if code is None or not (code.listed or head.year_inside or family_system(code.text) or _has_unit(text, atom)):
        return None
    shape = replace(
        head, issuer=code.text, issuer_listed=code.listed, issuer_mark=atom.mark, issuer_first=True,
        end=atom.start + code.length,
    )  # fmt: skip
    if "unit" in _flags(code.text):
        return _department(text, shape)
    return _tails(text, shape) if atom.mark == "/" else shape


def _has_unit(text: Text, atom: Atom) -> bool:
    """Whether an unlisted body is followed by its unit, as in the number of an official letter."""
    unit = atom_at(text, atom.end)
    return atom.mark == "/" and unit is not None and unit.mark == "-" and not unit.gap and unit.is_upper


def _flags(code: str) -> frozenset[str]:
    return frozenset().union(*(issuer.flags for issuer in issuers_of(code)))


def _department(text: Text, shape: Shape) -> Shape | None:
    atom = atom_at(text, shape.end)
    if atom is None or atom.mark not in {"/", "-"} or atom.gap or not atom.is_upper:
        return None
    further = atom_at(text, atom.end)
    problem = "old_style_unclear" if codes_spelled(atom.text) or (further and further.mark == "/") else shape.problem
    return replace(shape, issuer=f"{shape.issuer}{atom.mark}{atom.text}", end=atom.end, problem=problem)


def _year_behind(text: Text, shape: Shape) -> Shape:
    match = _YEAR_AFTER.match(text.norm, shape.end)
    if shape.year_inside or match is None or not FIRST_YEAR <= int(match["year"]) <= LAST_YEAR:
        return shape
    return replace(shape, year=int(match["year"]), end=match.end())
