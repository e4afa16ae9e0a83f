"""Immutable slotted value objects: the base of tree nodes, EDM values, types, properties and diagnostics.

Not `dataclasses`: importing that module costs as much as starting Python, and building a frozen dataclass costs 1.7 times
the classes below (measured: 930 ns against 550 ns for four fields), which is most of what parsing a short filter costs.
Equality, hash, repr and pickling walk with an explicit stack, so that a deep tree never meets the recursion limit.
"""

from __future__ import annotations

from odatanodes.base.text import MAX_INT_BITS, picture

TYPE_CHECKING: bool = False  # typing.TYPE_CHECKING without importing typing
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, ClassVar, NoReturn, Self

set_field = object.__setattr__


class Frozen:
    """Base of objects whose attributes cannot be changed after construction; equal when `_identity` is."""

    __slots__ = ()

    def _identity(self) -> tuple[object, ...]:
        raise NotImplementedError

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable: cannot set '{name}'")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable: cannot delete '{name}'")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        assert isinstance(other, Frozen)
        return self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self


class Value(Frozen):
    """Base of immutable objects that are equal when the fields named in `__match_args__` are.

    A subclass declares `__slots__`, `__match_args__` (what equality, hash and repr see), `_extras` (what copying and
    pickling keep besides: spans, types) and an `__init__` that takes all of them by name and stores them with `set_field`.
    """

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]] = ()
    _extras: ClassVar[tuple[str, ...]] = ()

    def _fields(self) -> tuple[object, ...]:
        return tuple([getattr(self, name) for name in self.__match_args__])

    def _key(self) -> tuple[object, ...]:
        """Key of equality and hash: the fields, except where equal fields are not equal values (NaN; True and 1)."""
        return self._fields()

    def replace(self, **changes: object) -> Self:
        """Return a copy with some fields (or extras) changed."""
        fields = {name: getattr(self, name) for name in (*self.__match_args__, *self._extras)}
        return type(self)(**{**fields, **changes})

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        return _equal(self, other)

    def __hash__(self) -> int:
        folded: int = _fold(self, lambda value: value._key(), hash, lambda value, parts: hash((type(value).__name__, parts)), hash)
        return folded

    def __repr__(self) -> str:
        shown: str = _fold(
            self, lambda value: value._repr_fields(), _repr_leaf, lambda value, parts: value._repr(parts), _repr_tuple
        )
        return shown

    def _repr_fields(self) -> tuple[object, ...]:
        """Fields whose reprs `_repr` receives."""
        return self._fields()

    def _repr(self, parts: tuple[str, ...]) -> str:
        shown = ", ".join(f"{name}={part}" for name, part in zip(self.__match_args__, parts, strict=True))
        return f"{type(self).__name__}({shown})"

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return _rebuild, (_flatten(self),)


class Unsealed:
    """Mixed in before an immutable class: its objects take plain assignments until they are given their real class.

    Storing a field of an immutable object is a method call, which is most of what building it costs; here it is a slot
    store. `__init__` of such a class ends with `self.__class__ = …`, which seals the object (250 ns for five fields, not 600).
    """

    __slots__ = ()
    if not TYPE_CHECKING:
        __setattr__ = object.__setattr__
        __delattr__ = object.__delattr__


def _equal(left: object, right: object) -> bool:
    stack = [(left, right)]
    while stack:
        a, b = stack.pop()
        if a is b:
            continue
        if isinstance(a, Value):
            if type(a) is not type(b):
                return False
            stack += zip(a._key(), b._key(), strict=True)
        elif type(a) is tuple:
            if type(b) is not tuple or len(a) != len(b):
                return False
            stack += zip(a, b, strict=True)
        elif a != b:
            return False
    return True


def _repr_leaf(value: object) -> str:
    return f"<{picture(value)}>" if isinstance(value, int) and value.bit_length() > MAX_INT_BITS else repr(value)


def _repr_tuple(parts: tuple[str, ...]) -> str:
    return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"


def _fold(
    root: Value,
    fields: Callable[[Value], tuple[object, ...]],
    leaf: Callable[[object], Any],
    join: Callable[[Value, tuple[Any, ...]], Any],
    join_tuple: Callable[[tuple[Any, ...]], Any],
) -> Any:
    """Combine a value from its parts upwards: values with `join`, tuples with `join_tuple`, all else with `leaf`."""
    results: list[Any] = []
    stack: list[tuple[object, int]] = [(root, -1)]  # -1: not opened; otherwise how many results belong to it
    while stack:
        item, size = stack.pop()
        if size >= 0:
            parts = tuple(results[len(results) - size :])
            del results[len(results) - size :]
            results.append(join(item, parts) if isinstance(item, Value) else join_tuple(parts))
        elif isinstance(item, Value) or type(item) is tuple:
            below = fields(item) if isinstance(item, Value) else item
            stack.append((item, len(below)))
            stack += [(part, -1) for part in reversed(below)]
        else:
            results.append(leaf(item))
    return results[0]


def _all_fields(value: Value) -> tuple[object, ...]:
    return tuple([getattr(value, name) for name in (*value.__match_args__, *value._extras)])


def _flatten(root: Value) -> tuple[tuple[Any, int], ...]:
    """Return instructions in post-order: (leaf, -1), or (class or None for a tuple, how many parts)."""
    out: list[tuple[Any, int]] = []
    stack: list[tuple[object, int]] = [(root, -1)]
    while stack:
        item, size = stack.pop()
        if size >= 0:
            out.append((type(item) if isinstance(item, Value) else None, size))
        elif (isinstance(item, Value) and type(item).__reduce__ is Value.__reduce__) or type(item) is tuple:
            below = _all_fields(item) if isinstance(item, Value) else item
            stack.append((item, len(below)))
            stack += [(part, -1) for part in reversed(below)]
        else:
            out.append((item, -1))
    return tuple(out)


def _rebuild(instructions: tuple[tuple[Any, int], ...]) -> Any:
    results: list[Any] = []
    for what, size in instructions:
        if size < 0:
            results.append(what)
            continue
        parts = results[len(results) - size :]
        del results[len(results) - size :]
        if what is None:
            results.append(tuple(parts))
        else:
            names = (*what.__match_args__, *what._extras)
            results.append(what(**dict(zip(names, parts, strict=True))))
    return results[0]
