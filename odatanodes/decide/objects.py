"""Nodes from values: the least complete object of a type, with some paths set, as the wire has it."""

from __future__ import annotations

from decimal import Decimal

from odatanodes import edm
from odatanodes.schema.types import ComplexType, noun_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from odatanodes.schema.types import Property

__all__ = ["build", "least", "typical", "wire"]

_TYPICAL = {
    "affinityId": "TVM:tvm-1695681911_1-20161122t193202z",
    "id": "tvm-1695681911_1-20161122t193202z",
    "ipAddress": "10.0.0.4",
    "ipv6Address": "fd00::4",
    "url": "https://account.region.batch.azure.com/pools/pool1/nodes/tvm-1695681911_1-20161122t193202z",
    "vmSize": "standard_d2s_v3",
}
"""Texts as in a response of the service."""
_LEAST: dict[edm.Type, Any] = {
    edm.BINARY: "",
    edm.BOOLEAN: False,
    edm.DATE: "2025-11-22",
    edm.DATE_TIME_OFFSET: "2025-11-22T22:22:27Z",
    edm.DURATION: "PT0S",
    edm.GUID: "00000000-0000-0000-0000-000000000000",
    edm.TIME_OF_DAY: "22:22:27",
}


def typical(name: str) -> str:
    """Return a text that a property of this name could have."""
    return _TYPICAL.get(name, name)


def least(type: edm.Type, name: str = "", prop: Property | None = None) -> Any:
    """Return the simplest value of a type: of a structured one, the object with its required properties only."""
    if isinstance(type, ComplexType):
        made = {key: least(below.type, key, below) for key, below in type.properties.items() if not below.nullable}
        if type.name.startswith("Batch") and type.name != "BatchNode" and {"id", "url"} <= made.keys():
            noun = noun_of(type).replace(" ", "")
            made |= {"id": f"{noun}-1", "url": f"https://account.region.batch.azure.com/{noun}s/{noun}-1"}
        return made
    if isinstance(type, edm.CollectionType):
        return []
    if isinstance(type, edm.EnumType):
        return next(iter(type.members), "")
    if type is edm.STRING or type is edm.ANY:
        return prop.members[0] if prop is not None and prop.members else typical(name)
    return _LEAST.get(type, 0)


def build(type: ComplexType | None, values: Iterable[tuple[tuple[str, ...], edm.Type, Any]]) -> dict[str, Any]:
    """Return an object of a type in which the paths (parents before children) have these values; `...` is any value at all.

    A property that is null is left out, as the service does.
    """
    node: dict[str, Any] = {} if type is None else least(type)
    for path, kind, value in values:
        owner: Any = node
        for name in path[:-1]:
            owner = owner.get(name) if isinstance(owner, dict) else None
        if not isinstance(owner, dict):
            continue  # what is above is null, and so is this
        if value is None:
            owner.pop(path[-1], None)
        elif value is ...:
            owner.setdefault(path[-1], least(kind, path[-1]))
        else:
            owner[path[-1]] = wire(value)
    return node


def wire(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, frozenset):
        return ",".join(sorted(value))
    if isinstance(value, bytes):
        from base64 import urlsafe_b64encode

        return urlsafe_b64encode(value).decode()
    if isinstance(value, float) and value - value != 0:
        return "NaN" if value != value else "INF" if value > 0 else "-INF"  # noqa: PLR0124
    if value is None or isinstance(value, (bool, int, float, str, list, dict)):
        return value
    return value if isinstance(value, Decimal) else str(value)
