"""Objects of any schema in wire form, with everything that the schema allows and an evaluator must handle."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from odatanodes import edm
from odatanodes.schema import BATCH_NODE
from odatanodes.schema.types import ComplexType, Property
from odatanodes.strategies.arguments import check_arguments, check_names
from odatanodes.strategies.shown import named, schema_shown
from odatanodes.strategies.values import LITERALS, WIRE_INSTANTS, instant_texts, integers, one_of_members, strings

if TYPE_CHECKING:
    from collections.abc import Collection

    from odatanodes.schema.types import Listing

_WIRE: dict[str, st.SearchStrategy[Any]] = {
    **{type.name: LITERALS[type.name] for type in (edm.BOOLEAN, edm.INT32, edm.INT64, edm.DECIMAL, edm.DOUBLE)},
    **{type.name: LITERALS[type.name] for type in (edm.DATE, edm.TIME_OF_DAY, edm.DURATION, edm.GUID)},
    edm.STRING.name: strings,
    edm.BINARY.name: st.binary(max_size=3),
    edm.ANY.name: st.none() | st.booleans() | st.integers() | strings,
}
_AS_TEXT = frozenset(type.name for type in (edm.DATE, edm.TIME_OF_DAY, edm.DURATION, edm.GUID))
_wire_instants = st.sampled_from(WIRE_INSTANTS)


_FIXED: dict[str, Any] = {
    edm.BOOLEAN.name: False,
    edm.INT32.name: 0,
    edm.INT64.name: 0,
    edm.DECIMAL.name: 0,
    edm.DOUBLE.name: 0.0,
    edm.BINARY.name: "",
    edm.ANY.name: None,
    edm.DATE_TIME_OFFSET.name: WIRE_INSTANTS[0],
    edm.DATE.name: "2025-11-22",
    edm.TIME_OF_DAY.name: "22:22:27",
    edm.DURATION.name: "PT0S",
    edm.GUID.name: "00000000-0000-0000-0000-000000000000",
}


def simplest(type: ComplexType) -> dict[str, Any]:
    """Return the smallest object of a type: its required properties, with fixed values."""
    return {name: fixed(prop) for name, prop in type.properties.items() if not prop.nullable}


def fixed(prop: Property) -> Any:
    """Return a fixed value for a property that does not vary."""
    if isinstance(prop.type, ComplexType):
        return simplest(prop.type)
    if isinstance(prop.type, edm.CollectionType):
        return []
    if prop.type is edm.STRING:
        return prop.members[0] if prop.members else prop.name
    return _FIXED[prop.type.name]


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
            presence = self.draw(_presence(self.presences(prop))) if wanted else "value"
            if presence == "null":
                made[name] = None
            elif presence == "value":
                made[name] = self.value(prop, prop.type, here) if wanted else fixed(prop)
        return made

    def wanted(self, path: str) -> bool:
        """Whether a property, or one inside it, varies."""
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
            return [self.value(prop, type.item, path) for _ in range(self.draw(integers(0, 2)))]
        if type is edm.DATE_TIME_OFFSET:
            return self.draw(instant_texts if self.odd else _wire_instants)
        if prop.members:
            return self.draw(one_of_members(_odd_members(prop.members) if self.odd else prop.members))
        value = self.draw(_WIRE[type.name])
        if type is edm.BINARY:
            return urlsafe_b64encode(value).decode()
        return str(value) if type.name in _AS_TEXT else value


@cache
def _presence(choices: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(choices)


@cache
def _odd_members(members: tuple[str, ...]) -> tuple[str, ...]:
    """Return the members of an enumeration, and values that other writers or a newer service use for them."""
    return (*members, members[0].upper(), members[-1].title(), "grown", "")


def objects(
    schema: ComplexType | Listing = BATCH_NODE, *, only: Collection[str] | None = None, odd: bool = True, missing: bool = False
) -> st.SearchStrategy[dict[str, Any]]:
    """Objects of a schema as JSON gives them: valid, but not realistic (for that, see `nodes`).

    `only` names the paths that vary (`Filter.paths`, for example): other nullable properties are absent and other required
    ones fixed, which makes examples small. `odd` adds other spellings of the same data: offsets, trailing zeros, enumeration
    values in another case or unknown. `missing` also omits required properties, as a `$select` would.
    """
    type = check_arguments(schema)
    if only is not None:
        check_names(only, "only")
    paths = None if only is None else frozenset(only)

    def draw_object(draw: st.DrawFn) -> dict[str, Any]:
        return _Drawer(draw, paths, odd, missing).object(type)

    return named("objects", draw_object, *schema_shown(type), **({} if only is None else {"only": sorted(only)}))
