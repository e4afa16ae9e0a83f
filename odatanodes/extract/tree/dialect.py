"""The table of one language: calls that make texts and lists, and what its values look like as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from odatanodes.extract.values import PLAIN_TEXT, instant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeVar

    from odatanodes.extract.expression import Written
    from odatanodes.extract.tree.nodes import Call, Tree

    T = TypeVar("T")

__all__ = ["NEVER", "Dialect", "entry", "table", "written"]

NEVER = re.compile(r"(?!)")


class Dialect(NamedTuple):
    """What is particular to a language. Tables of calls have keys as `entry` reads them.

    `bare_members`: members of a class are in scope without `this`.
    `texts`: how a call makes a text: `same` (that of its object), `of` (that of its first argument), `like` (one that has a quote
    only if its object has), `concat` (those of its arguments), `added` (of its object and its arguments), `format` and `formatted`
    (a format, the first argument or the object, and what fills it), `join`, `joined` and `collect` (a separator and items, which
    are arguments, the object, or a stream), `new` (an object that begins with its argument).
    `replaced`: that of its object with one text replaced by another.
    `lists`: how a call makes a list: `items` (its arguments), `same` (its object), `of` (its first argument), `map`, `concat`.
    `grows`: methods that `add` to a text, or add what they have `made` of a format, `append` an item to a list, `extend` a list, or
    change an object in some `other` way.
    `kinds`: kinds of instants: the text that one is by default, why it has no certain zone, and its zone as `formatted` has it.
    `types`, `made`, `becomes`: the kind of an instant by its declared type, by the code that makes it, and after a method or
    property; one such as `_utc` changes the zone only. After methods of `same_kind` it is as before. `utc`: arguments for UTC.
    `plain_types`, `plain_members`: types, and members of objects, whose text has no quote: numbers, counts, enumerations.
    `written`: texts of what calls return.
    `placeholder`: a place in a format: groups `index`, `format` and, for the value before, `again`; `first` is the first index.
    `fluent`: methods that return the object they are called on.
    """

    language: str
    bare_members: bool
    texts: Mapping[str, str]
    lists: Mapping[str, str]
    grows: Mapping[str, str]
    kinds: Mapping[str, tuple[str, str, str]]
    types: Mapping[str, str]
    made: tuple[tuple[re.Pattern[str], str], ...]
    becomes: Mapping[str, str]
    same_kind: re.Pattern[str]
    plain_types: re.Pattern[str]
    plain_members: re.Pattern[str]
    written: Mapping[str, Written]
    utc: re.Pattern[str] = NEVER
    placeholder: re.Pattern[str] = NEVER
    first: int = 0
    fluent: frozenset[str] = frozenset()


def entry(table: Mapping[str, T], call: Call, tree: Tree) -> T | None:
    """Return what a table has for a call.

    The first key of these counts: `new.Class`; `Owner.name`, `Owner.` for all methods of one, `.name` for a method of any object,
    `name` for a method or a function, `name()` for a function alone.
    """
    if call.is_new:
        return table.get(f"new.{call.name}")
    keys = [f"{call.name}()", call.name]
    if call.owner is not None:
        owner = call.owner
        shown = tree.text(owner).rpartition(".")[2] if owner.end_byte - owner.start_byte < 60 else ""
        keys = [f"{shown}.{call.name}", f"{shown}.", f".{call.name}", call.name]
    return next((table[key] for key in keys if key in table), None)


def table(rows: str) -> dict[str, str]:
    """Return a table by rows of a value and its keys.

    >>> table("same .trim .strip|of String")
    {'.trim': 'same', '.strip': 'same', 'String': 'of'}
    """
    return {key: value for value, *keys in map(str.split, rows.split("|")) for key in keys}


def written(rows: str) -> dict[str, Written]:
    """Return the texts that calls write, by rows of `text = keys`; an empty one stands for any text without a quote."""
    pairs = [row.partition("= ") for row in rows.split("|")]
    return {key: instant(text.strip()) if text else PLAIN_TEXT for text, _, keys in pairs for key in keys.split()}
