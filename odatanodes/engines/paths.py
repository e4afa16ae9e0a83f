"""Property paths as columns and fields of a table, and what is known about the values there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.engines.backend import Unsupported

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from odatanodes.engines.backend import Backend, Term

__all__ = ["ANY_VALUES", "Columns", "Reached", "Shape", "Trust"]


class Shape:
    """The type of a column as the engine has it.

    `kind` is text, integer, real, boolean, object, list, null or other; `name` is the engine's own, for messages. `fields` and
    `item` are those of objects and lists, `low` and `high` the range of integers.
    """

    __slots__ = ("fields", "high", "item", "kind", "low", "name")

    def __init__(
        self,
        kind: str,
        name: str,
        fields: Mapping[str, Shape] | None = None,
        item: Shape | None = None,
        low: int = 0,
        high: int = 0,
    ) -> None:
        self.kind = kind
        self.name = name
        self.fields = fields or {}
        self.item = item
        self.low = low
        self.high = high


def integer_shape(name: str, bits: int, *, signed: bool = True) -> Shape:
    """Return the shape of a column of integers; unsigned ones of 64 bits are not supported."""
    if not signed and bits > 32:
        return Shape("other", name)
    span = bits - signed
    return Shape("integer", name, low=-(2**span) if signed else 0, high=2**span - 1)


class Trust:
    """What is known about the values of a table, so that no check is needed.

    `wire`: values are as the service writes them: required properties are there, texts are ASCII, enumerations have the spelling
    of the reference, instants are in UTC with at most seven fractional digits. The sets name the paths (`pool/state`, through
    collections as well) where that does not hold: texts beyond ASCII or in another spelling, and properties that are missing.
    """

    __slots__ = ("missing", "texts", "wire")

    def __init__(self, wire: bool = False, texts: Collection[str] = (), missing: Collection[str] = ()) -> None:
        self.wire = wire
        self.texts = frozenset(texts)
        self.missing = frozenset(missing)

    def plain(self, path: str) -> bool:
        """Return whether the texts of a path are ASCII, and spelled as the reference spells them."""
        return self.wire and path not in self.texts

    def present(self, path: str) -> bool:
        """Return whether a required property is never missing."""
        return self.wire and path not in self.missing


ANY_VALUES = Trust()


class Reached:
    """Where a path leads: `term` is None for the row itself and where the table has no column for it.

    `names` is the path from the row, `rooted` whether it passes no collection; `shape` is None where it is not known.
    `absent`: the table has no such column or field, so that its value is null everywhere. `depth` is the number of conditions
    about items that it stands in.
    """

    __slots__ = ("absent", "depth", "names", "rooted", "shape", "term")

    def __init__(
        self, term: Term, names: tuple[str, ...], shape: Shape | None, *, depth: int = 0, rooted: bool = True, absent: bool = False
    ) -> None:
        self.term = term
        self.names = names
        self.shape = shape
        self.depth = depth
        self.rooted = rooted
        self.absent = absent

    @property
    def path(self) -> str:
        """The path as text."""
        return "/".join(self.names)

    def value(self) -> Term:
        """Return the expression; raises Unsupported where there is none."""
        if self.term is None:
            raise Unsupported(f"no column for '{self.path}'" if self.names else "the whole row is not one value")
        return self.term


class Columns:
    """The columns of a table: nested as the node is, or flat with names of their own.

    `mapping` gives the column of a path (`startTaskInfo/exitCode`), as a mapping or a function; what it does not name is a column
    of its own name at the top, and has no column below a property of which it names parts. `shape` is that of the row.
    """

    def __init__(
        self,
        backend: Backend,
        mapping: Mapping[str, str] | Callable[[str], str | None] | None = None,
        shape: Shape | None = None,
    ) -> None:
        self._backend = backend
        self._column_of: Callable[[str], str | None]
        self._parts: frozenset[str] = frozenset()
        if mapping is None:
            self._column_of = lambda path: None if "/" in path else path
        elif callable(mapping):
            self._column_of = mapping
        else:
            given = dict(mapping)
            self._parts = frozenset([path.partition("/")[0] for path in given if "/" in path])
            self._column_of = lambda path: given.get(path, None if "/" in path or path in self._parts else path)
        self.root = Reached(None, (), shape)
        self._known: dict[tuple[int, str], Reached] = {}

    def member(self, owner: Reached, name: str) -> Reached:
        """Return a property of what a path reached; one object for equal paths."""
        key = (id(owner), name)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._member(owner, name)
        return found

    def _member(self, owner: Reached, name: str) -> Reached:
        names = (*owner.names, name)
        if owner.absent:
            return Reached(None, names, None, depth=owner.depth, rooted=owner.rooted, absent=True)
        column = self._column_of("/".join(names)) if owner.rooted else None
        if column is not None:
            shape = self.root.shape
            below = None if shape is None else shape.fields.get(column)
            if shape is not None and (below is None or below.kind == "null"):
                return Reached(None, names, None, absent=True)
            return Reached(self._backend.column(column), names, below)
        if owner.term is None:  # the row, or an object that is spread over columns of its own
            return Reached(None, names, None)
        shape = owner.shape
        below = None if shape is None else shape.fields.get(name)
        if shape is not None and shape.kind == "object" and (below is None or below.kind == "null"):
            return Reached(None, names, None, depth=owner.depth, rooted=owner.rooted, absent=True)
        return Reached(self._backend.field(owner.term, name), names, below, depth=owner.depth, rooted=owner.rooted)

    def item(self, collection: Reached, term: Term, depth: int) -> Reached:
        """Return the item of a collection inside a condition about it."""
        shape = collection.shape
        return Reached(term, collection.names, None if shape is None else shape.item, depth=depth, rooted=False)
