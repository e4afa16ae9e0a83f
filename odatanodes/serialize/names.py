"""Names in canonical text: what may stand where; ValueError for a name that would read as something else.

A tree comes from Python as well, so each name is checked before it becomes text: `Member(None, "a eq 1 or b")` is not a path.
"""

from __future__ import annotations

import re

is_name = re.compile(r"[^\W\d]\w*+").fullmatch
"""The terminal NAME of the grammar."""
LITERAL_WORDS = frozenset(("null", "true", "false", "inf", "nan", "not"))
LAMBDAS = frozenset(("any", "all"))
NOT_CALLED = LITERAL_WORDS | LAMBDAS | {"case", "cast", "isof"}


def plain(name: str) -> str:
    """Return a single name."""
    if not is_name(name):
        raise ValueError(f"'{name}' is not a name: letters, digits and underscores, not a digit first")
    return name


def first(name: str, scope: dict[str, int]) -> str:
    """Return a property that starts a path, where some words are literals and a lambda variable hides it."""
    if name.lower() in LITERAL_WORDS:
        raise ValueError(f"'{name}' cannot start a path, for it means something else there; write $it/{name}")
    if scope.get(name):
        raise ValueError(f"'{name}' is the lambda variable here, not the property; write $it/{name}")
    return plain(name)


def variable(name: str, scope: dict[str, int]) -> str:
    """Return a variable where it is used."""
    if name in ("$it", "$this") or scope.get(name):
        return name
    if name == "$root":
        raise ValueError("'$root' is followed by a slash and a name")
    raise ValueError(f"no lambda around has the variable '{name}'")


def new_variable(name: str) -> str:
    """Return the variable a lambda brings in."""
    if name.lower() in LITERAL_WORDS:
        raise ValueError(f"'{name}' cannot be a lambda variable, for it means something else where it is used")
    return plain(name)


def argument(name: str) -> str:
    """Return the name of an argument."""
    if name.lower() in LITERAL_WORDS:
        raise ValueError(f"'{name}' cannot name an argument, for it means something else there")
    return plain(name)


def annotation(term: str, qualifier: str) -> str:
    """Return an annotation."""
    return f"@{dotted(term)}#{plain(qualifier)}" if qualifier else f"@{dotted(term)}"


def dotted(name: str) -> str:
    """Return a name with or without namespace."""
    for part in name.split("."):
        plain(part)
    return name


def qualified(name: str) -> str:
    """Return a name with its namespace."""
    if "." not in name:
        raise ValueError(f"'{name}' has no namespace: without one it is a property, not a type")
    return dotted(name)


def type(name: str) -> str:
    """Return the type of a cast: with or without namespace, or a collection."""
    inner = name[len("Collection(") : -1] if name.startswith("Collection(") and name.endswith(")") else name
    if inner == "Collection":
        raise ValueError("'Collection' is not a type without that of its items")
    dotted(inner)
    return name


_OPTIONS = frozenset(("$compute", "$count", "$filter", "$orderby", "$search", "$select", "$skip", "$top"))


def option(name: str) -> str:
    """Return the name of a nested query option or alias."""
    if name in _OPTIONS or (name.startswith("@") and is_name(name[1:])):
        return name
    raise ValueError(f"'{name}' is not a query option that can be nested")


def direction(name: str) -> str:
    """Return what stands after an item of $orderby."""
    if name not in ("asc", "desc"):
        raise ValueError(f"'{name}' is not a direction: 'asc' or 'desc'")
    return " desc" if name == "desc" else ""


def computed(name: str) -> str:
    """Return what stands after an item of $compute."""
    return f" as {plain(name)}"
