"""With msgspec: a struct type for one filter that has what the filter reads and skips the rest.

An absent property is None, as a null one is: where that makes a difference (a property that the schema requires), or where a
value is not of the shape, decoding or testing raises, and the record is tested as a dict. So is a response of the service
(`value`, `error`, `code`) on a line of its own, which is not a node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from odatanodes import edm
from odatanodes.scan import json_text

if TYPE_CHECKING:
    from collections.abc import Callable

    import msgspec

    from odatanodes.scan.shape import Shape

__all__ = ["Structs", "available", "structs"]

NOT_OF_A_NODE = ("value", "error", "code")
"""Properties that distinguish a response of the service from a node: a record that has one is tested as a dict."""


class Structs:
    """The decoder for one filter: `lines(bytes)` and `one(bytes)`; `attributes` by the path of the property."""

    __slots__ = ("attributes", "lines", "one")

    def __init__(self, decoder: msgspec.json.Decoder[Any], attributes: dict[str, str]) -> None:
        self.lines: Callable[[bytes | memoryview], list[Any]] = decoder.decode_lines
        self.one: Callable[[bytes], Any] = decoder.decode
        self.attributes = attributes

    def on_one_line(self, record: bytes) -> bytes:
        """Do what json_text.on_one_line does, ten times as fast."""
        import msgspec

        if b"\n" not in record:
            return record
        try:
            return msgspec.json.format(record, indent=-1)
        except (msgspec.DecodeError, RecursionError):  # an unpaired surrogate, which JSON allows
            return json_text.on_one_line(record)


def available() -> bool:
    """Whether msgspec is installed; imports it."""
    try:
        import msgspec  # noqa: F401
    except ImportError:
        return False
    return True


def structs(shape: Shape) -> Structs | None:
    """Return the decoder for a shape; None where there can be none (a name that JSON would escape)."""
    import msgspec

    if any(name in shape.properties for name in NOT_OF_A_NODE):
        return None
    attributes: dict[str, str] = {}
    refused = [(name, msgspec.UnsetType, msgspec.UNSET) for name in NOT_OF_A_NODE]
    try:
        made = _struct(shape, "", attributes, refused)
    except (ValueError, RecursionError):
        return None
    return Structs(msgspec.json.Decoder(made), attributes)


def _struct(shape: Shape, path: str, attributes: dict[str, str], refused: list[tuple[str, Any, Any]]) -> Any:
    """Make the type of a structured value; adds its attributes by path."""
    import msgspec

    names = {f"f{number}": name for number, name in enumerate(shape.properties)}
    fields: list[tuple[str, Any, Any]] = []
    for attribute, name in names.items():
        inner = f"{path}/{name}" if path else name
        attributes[inner] = attribute
        fields.append((attribute, _type(shape.properties[name], inner, attributes), None))
    by_name = {name: attribute for attribute, name in names.items()}
    return msgspec.defstruct(
        "Node",
        [*fields, *refused],
        rename={**names, **{name: name for name, _, _ in refused}},
        namespace=_mapping(by_name),
        gc=False,  # JSON has no cycles
    )


def _type(shape: Shape, path: str, attributes: dict[str, str]) -> Any:
    """Return the type to decode a value as: anything where the whole value is read."""
    if shape.whole or (shape.items is not None and shape.properties):
        return Any
    if shape.items is not None:
        inner = shape.items
        if not inner.whole and inner.items is None and (inner.properties or _is_structured(inner)):
            return list[_struct(inner, path, attributes, [])] | None  # type: ignore[misc]  # a type made at run time
        return list[Any] | None
    if shape.properties or _is_structured(shape):
        return _struct(shape, path, attributes, []) | None
    return Any


def _is_structured(shape: Shape) -> bool:
    return isinstance(shape.type, edm.StructuredType)


def _mapping(attributes: dict[str, str]) -> dict[str, Any]:
    """Return the methods of a mapping, which closures use: they raise for what a struct cannot say."""

    def get(self: Any, name: str) -> Any:
        return getattr(self, attributes[name])

    def refuse(*_: object) -> Any:
        raise TypeError

    return {"get": get, "__getitem__": get, "__contains__": refuse, "keys": refuse}
