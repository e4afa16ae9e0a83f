"""The table of one language: calls that make texts and lists, and what its values look like as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from odatanodes.extract.values import PLAIN_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeVar

    from odatanodes.extract.expression import Written
    from odatanodes.extract.tree.nodes import Call
    from odatanodes.extract.tree.parse import Tree

    T = TypeVar("T")

__all__ = ["NEVER", "Dialect", "entry", "plain", "words"]

NEVER = re.compile(r"(?!)")
_LONGEST_OWNER = 60


class Dialect(NamedTuple):
    """What is particular to a language. Tables of calls have keys as `entry` reads them."""

    language: str
    bare_members: bool
    """Whether members of a class are in scope without `this`."""
    texts: Mapping[str, str]
    """How a call makes a text:

    `same`: that of its object; `of`: that of its first argument; `concat`: those of its arguments one after the other;
    `added`: its object, then its arguments; `format`, `formatted`: a format and what fills it, the format as an argument or as
    the object; `join`, `joined`, `collect`: a separator and items, the items as arguments, as the object, or as a stream;
    `new`: an object that begins with its argument."""
    lists: Mapping[str, str]
    """How a call makes a list: `items` (its arguments), `same` (its object), `of` (its first argument), `map`, `concat`."""
    grows: Mapping[str, str]
    """Methods that add to an object: `add` to a text, `append` an item to a list, `extend` a list."""
    changes: frozenset[str]
    """Methods that change an object in other ways."""
    kinds: Mapping[str, tuple[str, str, str]]
    """Kinds of instants: the text that one is by default, why it has no certain zone, and its zone as `values.formatted` has it."""
    types: Mapping[str, str]
    """Kind of instant by declared type."""
    made: tuple[tuple[re.Pattern[str], str], ...]
    """Kind of instant by the code that makes it, which is matched whole."""
    becomes: Mapping[str, str]
    """Kind of instant after a method or property; `_utc` and its like change the zone only."""
    same_kind: re.Pattern[str]
    """Methods after which an instant is of the same kind."""
    plain_types: re.Pattern[str]
    """Types whose values have no quote in their text."""
    plain_members: re.Pattern[str]
    """Members of objects that have none: counts, and members of enumerations."""
    written: Mapping[str, Written]
    """Texts of what calls return."""
    as_text: frozenset[str]
    """Methods whose text has what the text of their object, or argument, has."""
    empty: frozenset[str] = frozenset()
    """Members that are an empty text."""
    utc: re.Pattern[str] = NEVER
    """Arguments that make an instant one in UTC."""
    placeholder: re.Pattern[str] = NEVER
    """A place in a format that is filled: groups `index`, `format` and, for the value before, `again`."""
    first: int = 0
    """Index of the first value that fills a format."""
    fluent: frozenset[str] = frozenset()
    """Methods that return the object they are called on."""


def entry(table: Mapping[str, T], call: Call, tree: Tree) -> T | None:
    """Return what a table has for a call.

    The first key of these counts: `new Class`; `Owner.name`, `Owner.` for all methods of one, `.name` for a method of any object,
    `name` for a method or a function.
    """
    if call.is_new:
        return table.get(f"new {call.name}")
    keys = [call.name]
    if call.owner is not None:
        owner = call.owner
        shown = tree.text(owner).rpartition(".")[2] if owner.end_byte - owner.start_byte < _LONGEST_OWNER else ""
        keys = [f"{shown}.{call.name}", f"{shown}.", f".{call.name}", call.name]
    return next((table[key] for key in keys if key in table), None)


def plain(keys: str) -> dict[str, Written]:
    """Return entries of calls whose text has no quote."""
    return dict.fromkeys(keys.split(), PLAIN_TEXT)


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())
