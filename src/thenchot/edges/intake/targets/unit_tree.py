"""The unit tree as a target: codes and parents in any order, by code, by the file's own keys or by name; a cycle is refused."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from thenchot.edges.intake.reading import phrase
from thenchot.edges.intake.targets.contract import Field, Opening, RowRefused, Session, kind_of
from thenchot.edges.intake.targets.desk.matching import Matcher, Unmatched
from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.refusal import Refusal
from thenchot.foundation.kernel.vietnamese import fold, tidy
from thenchot.foundation.ledger.acts import Deed
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation import actions
from thenchot.foundation.organisation.models import Unit, UnitAlias, UnitKind, UnitLink

if TYPE_CHECKING:
    from thenchot.edges.intake.lines import Line


class UnitTree:
    """Units with their places: new ones are founded, known ones are renamed or moved where the file says otherwise."""

    name = "unit_tree"
    title = _("Unit tree (units with their parents)")
    creatable = ()
    fields = (
        Field("code", required=True, most=40, label=_("code")),
        Field("name", most=200, label=_("name")),
        Field("parent", most=200, label=_("parent unit")),
        Field("kind", "choice", label=_("kind"), choices=tuple(UnitKind.choices)),
        Field("from_on", "date", label=_("from")),
        Field("alias", most=200, label=_("alias")),
        Field("ref", most=80, label=_("the file's own key of the row, by which parents are named")),
    )

    def open_to(self, user: User) -> bool:
        """Whoever may found units anywhere."""
        return policy.may_anywhere(user, "found", Unit)

    def open(self, opening: Opening) -> UnitTreeSession:
        """Load the units that are known."""
        return UnitTreeSession(opening)


class UnitTreeSession(Session):
    """One run over a file of units; parents are looked for when every line is known.

    `options`: keep_refs keeps the file's own keys as aliases, so that a later file can name parents by them.
    """

    whole = True

    def __init__(self, opening: Opening) -> None:
        self.opening, self.day = opening, today()
        self.matcher = Matcher(Unit, opening.by)
        self.known = {unit.code: unit for unit in Unit.objects.all()}
        self.links = {link.unit_id: link for link in UnitLink.objects.filter(until_on__isnull=True)}
        self.codes: dict[str, Line] = {}
        self.new: dict[str, Unit] = {}
        self.parents: dict[str, Unit | None] = {}
        self.ordered: list[Line] = []
        self.mine = {verb: self._reach(verb) for verb in ("found", "rename", "move")}

    def _reach(self, verb: str) -> frozenset[Any] | None:
        """Keys of the units on which the importer may do this; None means all of them."""
        by = self.opening.by
        if not isinstance(by, User) or policy.may_everywhere(by, verb, Unit):
            return None
        return frozenset(policy.rows(by, verb, Unit.objects.all()).values_list("pk", flat=True))

    def _may(self, verb: str, unit: Unit | None) -> bool:
        mine = self.mine[verb]
        return mine is None or (unit is not None and (unit.pk in mine or unit.code in self.new))

    def check(self, line: Line) -> None:
        """A code stands once in the file; a new unit has a name."""
        code = line.values["code"]
        first = self.codes.setdefault(fold(code), line)
        if first is not line:
            line.refuse("code", "twice", code, phrase("once; row {row} has it already", row=first.row))
        if code not in self.known and not line.values.get("name"):
            line.refuse("name", "missing", "-", phrase("a name for a new unit"))

    def settle(self, lines: Sequence[Line]) -> None:
        """Join every line to its parent; refuse cycles with their path, and lines whose parent does not come in."""
        named: dict[str, list[Line]] = defaultdict(list)
        for field in ("ref", "code", "name"):
            found: dict[str, list[Line]] = defaultdict(list)
            for line in lines:
                if text := line.values.get(field):
                    found[fold(text)].append(line)
            for text, meant in found.items():
                named.setdefault(text, meant)
        above = {line.number: parent for line in lines if (parent := self._parent_line(line, named)) is not None}
        self._refuse_cycles(lines, above)
        for line in self._parents_first(lines, above):
            self._place(line, above.get(line.number))

    def _parent_line(self, line: Line, named: Mapping[str, list[Line]]) -> Line | None:
        text = line.values.get("parent")
        meant = named.get(fold(text), []) if text else []
        if len(meant) > 1:
            line.refuse("parent", "several-rows", text, phrase("one row so called; {count} are", count=len(meant)))
        return meant[0] if len(meant) == 1 else None

    def _refuse_cycles(self, lines: Sequence[Line], above: Mapping[int, Line]) -> None:
        done: set[int] = set()
        for start in lines:
            path: list[Line] = []
            here: Line | None = start
            on_path: set[int] = set()
            while here is not None and here.number not in done and here.number not in on_path:
                path.append(here)
                on_path.add(here.number)
                here = above.get(here.number)
            if here is not None and here.number in on_path:
                ring = path[path.index(here) :]
                said = " < ".join(one.values["code"] for one in (*ring, here))
                for one in ring:
                    one.refuse("parent", "cycle", said, phrase("a parent that is not below the unit itself"))
            done |= on_path

    def _parents_first(self, lines: Sequence[Line], above: Mapping[int, Line]) -> list[Line]:
        placed: dict[int, None] = {}
        by_number = {line.number: line for line in lines}
        for line in lines:
            chain = []
            here: Line | None = line
            while here is not None and here.number not in placed and here not in chain:
                chain.append(here)
                here = above.get(here.number)
            placed |= dict.fromkeys(one.number for one in reversed(chain))
        return [by_number[number] for number in placed if number in by_number]

    def _place(self, line: Line, parent_line: Line | None) -> None:
        if line.faults:
            return
        try:
            parent = self._parent(line, parent_line)
        except Unmatched as unmatched:
            offered = "; ".join(name for _key, name in unmatched.offered)
            advice = phrase("perhaps: {offered}", offered=offered) if offered else phrase("")
            line.refuse(
                "parent", "unknown-record", line.values["parent"], phrase("a unit of the file or a known one"), advice
            )
            return
        if line.faults:
            return
        code = line.values["code"]
        unit = self.known.get(code)
        if unit is None:
            if not self._may("found", parent):
                line.refuse("parent", "not-yours", str(parent or "-"), phrase("a unit under which you may found units"))
                return
            self.new[code] = unit = actions.new_unit(code, line.values["name"], line.values.get("kind", UnitKind.UNIT))
            self.parents[code] = parent
            line.values["@unit"] = unit
            self.ordered.append(line)
            return
        self._compare(line, unit, parent)

    def _parent(self, line: Line, parent_line: Line | None) -> Unit | None:
        if parent_line is not None:
            if parent_line.faults:
                found = parent_line.values["code"]
                line.refuse("parent", "parent-refused", found, phrase("a parent whose own row can come in"))
                return None
            code = parent_line.values["code"]
            return self.new.get(code) or self.known.get(code)
        text = line.values.get("parent")
        return self.matcher.match(text) if text else self.opening.under

    def _compare(self, line: Line, unit: Unit, parent: Unit | None) -> None:
        link = self.links.get(unit.pk)
        name = line.values.get("name", unit.name)
        renames = tidy(name) != unit.name
        moves = "parent" in line.values and link is not None and link.parent_id != (parent.pk if parent else None)
        aliases = "alias" in line.values and not unit.aliases.filter(search_key=fold(line.values["alias"])).exists()
        if (renames and not self._may("rename", unit)) or (
            moves and not (self._may("move", unit) and self._may("found", parent))
        ):
            line.refuse("code", "not-yours", str(unit), phrase("a unit that you may rename or move"))
            return
        line.is_unchanged = not (renames or moves or aliases)
        if not line.is_unchanged:
            line.values |= {"@unit": unit, "@moves": parent if moves else None, "@renames": renames, "@known": True}

    def candidates(self, name: str, found: str) -> list[tuple[str, str]]:
        """Known units that a parent may mean."""
        return self.matcher.candidates(found) if name == "parent" else []

    def will_create(self) -> Mapping[str, int]:
        """The new units."""
        return {"units": len(self.new)} if self.new else {}

    def foundations(self) -> Sequence[Record]:
        """The new units, parents first, each with its place."""
        links = [
            UnitLink(
                unit=self.new[line.values["code"]],
                parent=self.parents[line.values["code"]],
                from_on=line.values.get("from_on", self.day),
            )
            for line in self.ordered
        ]
        return [*(self.new[line.values["code"]] for line in self.ordered), *links]

    def records(self, line: Line) -> Iterable[Record]:
        """The other name the file gives."""
        names = [line.values.get("alias"), line.values.get("ref") if self.opening.options.get("keep_refs") else None]
        for text in dict.fromkeys(filter(None, names)):
            yield UnitAlias(unit=line.values["@unit"], text=tidy(text), search_key=fold(text))

    def write(self, deed: Deed, lines: Sequence[Line]) -> Counter[str]:
        """Other names, and the known units that are called or placed otherwise now."""
        counted = super().write(deed, lines)
        for line in lines:
            if not line.values.get("@known"):
                continue
            unit: Any = Unit.objects.get(pk=line.values["@unit"].pk)
            try:
                if line.values["@renames"]:
                    actions.rename(unit, name=line.values["name"])
                if line.values["@moves"] is not None:
                    actions.move(unit, parent=line.values["@moves"], on=line.values.get("from_on", self.day))
            except Refusal as refused:
                raise RowRefused(line, refused) from refused
            counted[f"{kind_of(unit)} (changed)"] += 1
        return counted
