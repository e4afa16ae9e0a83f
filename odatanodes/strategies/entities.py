"""Objects of any schema as the wire has them, with everything in them that a schema allows and an evaluator may trip over."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from odatanodes import edm
from odatanodes.schema import BATCH_NODE
from odatanodes.schema.types import ComplexType, Property
from odatanodes.strategies.values import LITERALS, WIRE_INSTANTS, instant_texts, strings

if TYPE_CHECKING:
    from collections.abc import Collection

_WIRE: dict[edm.Type, st.SearchStrategy[Any]] = {
    **{type: LITERALS[type] for type in (edm.BOOLEAN, edm.INT32, edm.INT64, edm.DECIMAL, edm.DOUBLE)},
    **{type: LITERALS[type].map(str) for type in (edm.DATE, edm.TIME_OF_DAY, edm.DURATION, edm.GUID)},
    edm.STRING: strings,
    edm.BINARY: st.binary(max_size=3).map(lambda data: urlsafe_b64encode(data).decode()),
    edm.ANY: st.none() | st.booleans() | st.integers() | strings,
}


_FIXED: dict[edm.Type, Any] = {
    edm.BOOLEAN: False,
    edm.INT32: 0,
    edm.INT64: 0,
    edm.DECIMAL: 0,
    edm.DOUBLE: 0.0,
    edm.BINARY: "",
    edm.ANY: None,
    edm.DATE_TIME_OFFSET: WIRE_INSTANTS[0],
    edm.DATE: "2025-11-22",
    edm.TIME_OF_DAY: "22:22:27",
    edm.DURATION: "PT0S",
    edm.GUID: "00000000-0000-0000-0000-000000000000",
}


def simplest(type: ComplexType) -> dict[str, Any]:
    """Return the least object of a type: its required properties, with fixed values."""
    return {name: fixed(prop) for name, prop in type.properties.items() if not prop.nullable}


def fixed(prop: Property) -> Any:
    """Return a value for a property that is of no interest."""
    if isinstance(prop.type, ComplexType):
        return simplest(prop.type)
    if isinstance(prop.type, edm.CollectionType):
        return []
    if prop.type is edm.STRING:
        return prop.members[0] if prop.members else prop.name
    return _FIXED[prop.type]


class _Drawer:
    def __init__(self, draw: st.DrawFn, only: frozenset[str] | None, odd: bool, missing: bool) -> None:
        self.draw = draw
        self.only = only
        self.odd = odd
        self.missing = missing

    def object(self, type: ComplexType, path: str = "") -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, prop in type.properties.items():
            here = f"{path}/{name}" if path else name
            wanted = self.wanted(here)
            if not wanted and prop.nullable:
                continue
            presence = self.draw(st.sampled_from(self.presences(prop))) if wanted else "value"
            if presence == "null":
                made[name] = None
            elif presence == "value":
                made[name] = self.value(prop, prop.type, here) if wanted else fixed(prop)
        return made

    def wanted(self, path: str) -> bool:
        """Whether a property, or something in it, is to vary."""
        if self.only is None:
            return True
        return path in self.only or any(other.startswith(path + "/") for other in self.only)

    def presences(self, prop: Property) -> tuple[str, ...]:
        if not prop.nullable:
            return ("value", "value", "value", "absent") if self.missing else ("value",)
        return ("absent", "value", "null") if self.only is None else ("value", "value", "absent", "null")

    def value(self, prop: Property, type: edm.Type, path: str) -> Any:
        if isinstance(type, ComplexType):
            return self.object(type, path)
        if isinstance(type, edm.CollectionType):
            return [self.value(prop, type.item, path) for _ in range(self.draw(st.integers(0, 2)))]
        if type is edm.DATE_TIME_OFFSET:
            return self.draw(instant_texts if self.odd else st.sampled_from(WIRE_INSTANTS))
        if prop.members:
            return self.draw(self.member(prop.members))
        return self.draw(_WIRE[type])

    def member(self, members: tuple[str, ...]) -> st.SearchStrategy[str]:
        if not self.odd:
            return st.sampled_from(members)
        return st.sampled_from((*members, members[0].upper(), members[-1].title(), "grown", ""))


def objects(
    schema: ComplexType = BATCH_NODE, *, only: Collection[str] | None = None, odd: bool = True, missing: bool = False
) -> st.SearchStrategy[dict[str, Any]]:
    """Objects of a schema as JSON would give them; valid, and no more sensible than that (`nodes` draws sensible ones).

    `only` names the paths that vary (`Filter.paths`, for example): nullable ones beside them are absent and required ones
    fixed, which makes small examples. `odd` adds what other writers of the same data do: offsets, trailing zeros, enumeration
    values in another case or unknown. `missing` also leaves required properties out, as a `$select` would.
    """
    paths = None if only is None else frozenset(only)

    @st.composite
    def draw_object(draw: st.DrawFn) -> dict[str, Any]:
        return _Drawer(draw, paths, odd, missing).object(schema)

    return draw_object()
