"""With msgspec: a struct type made for one filter, which holds what the filter looks at and passes over the rest.

Comes in: a Shape. Goes out: a decoder of JSON Lines, and the attributes under which the properties are found.
A property that is absent is None, as one that is null: where that makes a difference (a property that the schema requires), or
where a value is not of the shape, decoding or testing raises, and the record is read again as a dict, which knows. So are an
answer of the service (`value`, `error`, `code`) on a line of its own, which is no node.
"""

from __future__ import annotations

from typing import Any

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    import msgspec

    from odatanodes.scan.shape import Shape

__all__ = ["Structs", "available", "structs"]

NO_NODE = ("value", "error", "code")
"""Properties that tell an answer of the service from a node: a record that has one is looked at whole."""


class Structs:
    """The decoder for one filter: `lines(bytes)` and `one(bytes)`; `attributes` by the path of the property."""

    __slots__ = ("attributes", "lines", "one")

    def __init__(self, decoder: msgspec.json.Decoder[Any], attributes: dict[str, str]) -> None:
        self.lines: Callable[[bytes | memoryview], list[Any]] = decoder.decode_lines
        self.one: Callable[[bytes], Any] = decoder.decode
        self.attributes = attributes


def available() -> bool:
    """Whether msgspec is installed; it is imported."""
    try:
        import msgspec  # noqa: F401
    except ImportError:
        return False
    return True


def structs(shape: Shape) -> Structs | None:
    """Return the decoder for a shape; None where there can be none (a name that JSON would escape)."""
    import msgspec

    if any(name in shape.properties for name in NO_NODE):
        return None
    attributes: dict[str, str] = {}
    refused = [(name, msgspec.UnsetType, msgspec.UNSET) for name in NO_NODE]
    try:
        made = _struct(shape, "", attributes, refused)
    except (ValueError, RecursionError):
        return None
    return Structs(msgspec.json.Decoder(made), attributes)


def _struct(shape: Shape, path: str, attributes: dict[str, str], refused: list[tuple[str, Any, Any]]) -> Any:
    """Make the type of a structured value; notes its attributes by path."""
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
        gc=False,  # nothing in JSON refers to what holds it
    )


def _type(shape: Shape, path: str, attributes: dict[str, str]) -> Any:
    """Return the type to decode a value as. What is looked at whole is decoded as JSON has it, whatever it is."""
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
    from odatanodes import edm

    return isinstance(shape.type, edm.StructuredType)


def _mapping(attributes: dict[str, str]) -> dict[str, Any]:
    """Return the methods of a mapping, which closures ask: they raise for what a struct does not know."""

    def get(self: Any, name: str) -> Any:
        return getattr(self, attributes[name])

    def refuse(*_: object) -> Any:
        raise TypeError

    return {"get": get, "__getitem__": get, "__contains__": refuse, "keys": refuse}
