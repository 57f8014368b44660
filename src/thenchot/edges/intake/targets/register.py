"""The equipment register as a target: each line becomes an item and its custody, and a grading where a grade is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from thenchot.domain.materiel.models import Branch, Custody, Equipment, Grading, Group, TrackedBy, Type
from thenchot.edges.intake.reading import phrase
from thenchot.edges.intake.targets.contract import Field, Opening, Session
from thenchot.edges.intake.targets.units import Units
from thenchot.foundation.access import policy
from thenchot.foundation.access.models import User
from thenchot.foundation.access.reach import today
from thenchot.foundation.kernel.vietnamese import fold
from thenchot.foundation.ledger.records import Record
from thenchot.foundation.organisation.models import Unit

if TYPE_CHECKING:
    from thenchot.edges.intake.lines import Line

LEVELS = 6
_PARTS = {"code": _("unit of level {level}: code"), "name": _("unit of level {level}: name")}
_UNIT_FIELDS = tuple(
    Field(f"unit.{level}.{part}", most=200, label=format_lazy(said, level=level))
    for level in range(1, LEVELS + 1)
    for part, said in _PARTS.items()
)


class EquipmentRegister:
    """Opening entries of the register."""

    name = "equipment_register"
    title = _("Equipment register (opening entries)")
    creatable = (("units", _("units")), ("catalogue", _("types, groups and branches of the catalogue")))
    fields: tuple[Field, ...] = (
        *_UNIT_FIELDS,
        Field("stock_number", required=True, most=40, label=_("stock number")),
        Field("type_name", most=200, label=_("name of the type")),
        Field("serial_number", most=80, label=_("serial number")),
        Field("quantity", "decimal", label=_("quantity")),
        Field("unit_of_measure", most=40, label=_("unit of measure")),
        Field("unit_value", "decimal", label=_("value of one")),
        Field("manufacture_year", "integer", label=_("year of manufacture")),
        Field("manufacture_country", most=80, label=_("country of manufacture")),
        Field("received_on", "date", label=_("received on")),
        Field("grade", "integer", label=_("grade")),
        Field("graded_on", "date", label=_("graded on")),
        Field("place", most=120, label=_("place")),
        Field("note", most=500, label=_("note")),
    )

    def open_to(self, user: User) -> bool:
        """Whoever may enter equipment anywhere."""
        return policy.may_anywhere(user, "register", Equipment)

    def open(self, opening: Opening) -> RegisterSession:
        """Load what is known of units and types."""
        return RegisterSession(opening)


class RegisterSession(Session):
    """One run over a register file."""

    def __init__(self, opening: Opening) -> None:
        under, options = opening.under, opening.options
        self.creates, self.options, self.file = opening.creates, options, opening.file
        self.today = today()
        self.units = Units(under, options.get("units", ({},)), options.get("root"))
        self.types: dict[str, Type] = {fold(t.stock_number or t.code): t for t in Type.objects.all()}
        self.groups: dict[str, Group] = {g.code: g for g in Group.objects.all()}
        self.branches: dict[str, Branch] = {b.code: b for b in Branch.objects.all()}
        self.new: list[Branch | Group | Type] = []
        self.told: set[str] = set()

    def check(self, line: Line) -> None:
        """Match the unit and the type; prove quantity, value, dates and grade."""
        values = line.values
        quantity: Decimal = values.setdefault("quantity", Decimal(1))
        if quantity <= 0:
            line.refuse("quantity", "not-positive", quantity, phrase("a quantity above zero"))
        for name, places in (("quantity", 3), ("unit_value", 2)):
            if name in values and round(values[name], places) != values[name]:
                line.refuse(name, "too-fine", values[name], phrase("at most {places} decimals", places=places))
        if values.get("unit_value", Decimal(0)) < 0:
            line.refuse("unit_value", "negative", values["unit_value"], phrase("a value of zero or more"))
        if values.get("received_on", self.today) > self.today:
            line.refuse(
                "received_on", "future", values["received_on"], phrase("a date not after {today}", today=self.today)
            )
        if not line.faults and not self._is_known(line):
            self._match(line)

    def _is_known(self, line: Line) -> bool:
        """Where a file tells of an item many times (`once_by` names the field that tells them apart), only the first makes it."""
        if (mark := line.values.get(self.options.get("once_by", ""))) is None:
            return False
        line.is_unchanged = fold(str(mark)) in self.told
        self.told.add(fold(str(mark)))
        return line.is_unchanged

    def _match(self, line: Line) -> None:
        unit = self._unit(line)
        kind = self._type(line)
        if line.faults or unit is None or kind is None:
            return
        line.values["@unit"], line.values["@type"] = unit, kind
        self.units.seen_on(unit, line.values.get("received_on", self.today))

    def _unit(self, line: Line) -> Unit | None:
        unit = self.units.under
        parent = unit.pk if unit else None
        for level, rule in enumerate(self.units.levels, start=1):
            code = line.values.get(f"unit.{level}.code", "")
            name = line.values.get(f"unit.{level}.name", "") or (line.sheet if rule.get("name") == "sheet" else "")
            if not (code or name):
                line.refuse(f"unit.{level}.name", "no-unit", "-", phrase("the unit's code or name"))
                return None
            wanted = rule.get("code", "{code}").format(code=code) if code else ""
            if "units" not in self.creates and self.units.known(parent, wanted, name) is None:
                line.refuse(
                    f"unit.{level}.name",
                    "unknown-unit",
                    name or code,
                    phrase("a known unit: match it or let it be created"),
                )
                return None
            unit = self.units.need(level - 1, parent, code, name)
            parent = unit.pk
        return unit

    def _type(self, line: Line) -> Type | None:
        stock_number = line.values["stock_number"]
        if (found := self.types.get(fold(stock_number))) is not None:
            return found
        if "catalogue" not in self.creates:
            line.refuse(
                "stock_number", "unknown-type", stock_number, phrase("a known type: match it or let it be created")
            )
            return None
        measure = line.values.get("unit_of_measure", "cái")
        by_serial = measure in self.options.get("by_serial", (measure,))
        name = line.values.get("type_name", stock_number)
        kind = Type(
            group=self._group(stock_number),
            code=stock_number,
            name=name,
            stock_number=stock_number,
            unit_of_measure=measure,
            tracked_by=TrackedBy.SERIAL if by_serial else TrackedBy.QUANTITY,
            search_key=fold(f"{stock_number} {name}")[:320],
        )
        self.types[fold(stock_number)] = kind
        self.new.append(kind)
        return kind

    def _group(self, stock_number: str) -> Group:
        rule = self.options.get("group", {})
        code = (rule.get("prefix", "") + stock_number[: rule["digits"]]) if rule else "-"
        if code not in self.groups:
            self.groups[code] = Group(branch=self._branch(), code=code, name=code)
            self.new.append(self.groups[code])
        return self.groups[code]

    def _branch(self) -> Branch:
        rule = self.options.get("branch", {"code": "-", "name": "-"})
        if rule["code"] not in self.branches:
            self.branches[rule["code"]] = Branch(code=rule["code"], name=rule["name"])
            self.new.append(self.branches[rule["code"]])
        return self.branches[rule["code"]]

    def will_create(self) -> Mapping[str, int]:
        """Units and catalogue entries that the checked lines need."""
        kinds = {"branches": Branch, "groups": Group, "types": Type}
        counted = {name: sum(isinstance(new, model) for new in self.new) for name, model in kinds.items()}
        return {"units": len(self.units.new), **counted}

    def foundations(self) -> Sequence[Record]:
        """Units with their places, then branches, groups and types."""
        order = (Branch, Group, Type)
        catalogue = sorted(self.new, key=lambda new: order.index(type(new)))
        return [*self.units.records(self.today), *catalogue]

    def records(self, line: Line) -> Iterable[Record]:
        """The item, its custody, and its grading where a grade is given."""
        return self._records(line.values)

    def _records(self, values: dict[str, Any]) -> Iterator[Record]:
        kind: Type = values["@type"]
        received: date | None = values.get("received_on")
        item = Equipment(
            type=kind,
            serial_number=values.get("serial_number", ""),
            serial_key=fold(values.get("serial_number", "")),
            quantity=values["quantity"],
            unit_value=values.get("unit_value"),
            currency=self.options.get("currency", "VND"),
            manufacture_year=values.get("manufacture_year"),
            manufacture_country=values.get("manufacture_country", ""),
            received_on=received,
            place=values.get("place", ""),
            note=self._note(values, kind),
            search_key=fold(f"{kind.stock_number} {kind.name} {values.get('serial_number', '')}")[:400],
            unit=values["@unit"],
        )
        yield item
        yield Custody(equipment=item, unit=values["@unit"], from_on=received or self.today, document=self.file[:200])
        if (grade := values.get("grade")) is not None:
            on = values.get("graded_on") or received or self.today
            item.grade, item.graded_on = grade, on
            yield Grading(equipment=item, grade=grade, graded_on=on, document=self.file[:200])

    def _note(self, values: dict[str, Any], kind: Type) -> str:
        """The note, with this line's unit of measure or name where they differ from the type's, so that nothing is lost."""
        parts = [values["note"]] if "note" in values else []
        if (measure := values.get("unit_of_measure", kind.unit_of_measure)) != kind.unit_of_measure:
            parts.append(f"UI: {measure}")
        if (name := values.get("type_name", kind.name)) != kind.name:
            parts.append(name)
        return "; ".join(parts)[:500]


class TypeCatalogue:
    """The catalogue alone: types with their groups and branches, nothing of stock."""

    name = "type_catalogue"
    title = _("Catalogue of types (with their groups)")
    creatable = (("catalogue", _("types, groups and branches of the catalogue")),)
    fields: tuple[Field, ...] = (
        Field("stock_number", required=True, most=40, label=_("stock number")),
        Field("type_name", most=200, label=_("name of the type")),
        Field("unit_of_measure", most=40, label=_("unit of measure")),
    )

    def open_to(self, user: User) -> bool:
        """Whoever may add types: the catalogue is one for the whole house."""
        return policy.may_everywhere(user, "add", Type)

    def open(self, opening: Opening) -> CatalogueSession:
        """Load the catalogue."""
        return CatalogueSession(opening)


class CatalogueSession(RegisterSession):
    """One run over a catalogue: each stock number once; one that is known says nothing new."""

    def check(self, line: Line) -> None:
        """Find the type or plan it."""
        known = fold(line.values["stock_number"]) in self.types
        self._type(line)
        line.is_unchanged = known and not line.faults

    def records(self, line: Line) -> Iterable[Record]:  # noqa: ARG002  # types are foundations
        """Nothing: types are foundations of the run."""
        return ()
