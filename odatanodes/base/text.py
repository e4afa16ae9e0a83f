"""Text for messages: cut, quote and describe what a user wrote, and find the name that was meant."""

from __future__ import annotations

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "MAX_INT_BITS",
    "MAX_QUOTED",
    "cells",
    "did_you_mean",
    "edit_distance",
    "expect",
    "inert",
    "marked",
    "picture",
    "printable",
    "quoted",
    "shorten",
    "shown",
    "value_picture",
]

MAX_QUOTED = 60
"""Characters of the user's text that a message repeats: a name may be as long as the whole expression."""

MAX_INT_BITS = 14_000
"""Size up to which Python writes an integer as text (its own limit is 4,300 digits)."""

MAX_EDIT_LENGTH = 200
"""Length from which a name is not compared with others: the distance takes quadratic time."""


# --- pieces of a text ------------------------------------------------------------------------------------------------


def shorten(text: str, most: int = MAX_QUOTED) -> str:
    """Cut a text to at most `most` characters, the last of them an ellipsis.

    >>> shorten("startTaskInfo", 9)
    'startTas…'
    """
    return text if len(text) <= most else text[: most - 1] + "…"


def shown(text: str, most: int = 40) -> str:
    """Return a piece of an expression for a message: shortened, in single quotes unless it is quoted already.

    >>> shown("state"), shown("'idle'")
    ("'state'", "'idle'")
    """
    text = shorten(text, most)
    return text if text[:1] in {"'", '"'} and len(text) > 1 else marked(text)


def marked(code: str) -> str:
    """Return a piece of code for a message: in single quotes, in backticks where it has such quotes itself.

    >>> marked("state"), marked("state eq 'idle'")
    ("'state'", "`state eq 'idle'`")
    """
    return f"`{code}`" if "'" in code else f"'{code}'"


def quoted(text: str) -> str:
    """Return a string as an OData literal.

    >>> print(quoted("O'Neil"))
    'O''Neil'
    """
    return "'" + text.replace("'", "''") + "'"


def printable(text: str) -> str:
    """Replace control characters, which would move the cursor or colour the terminal, by their pictures."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else " " if char == "\t" else chr(0x2400 + ord(char)) if char < " " else "\ufffd"
        for char in text
    )


def inert(line: str) -> str:
    """Return a line of output so that it cannot be a command of a CI system, if it begins with what others chose.

    GitHub Actions and Azure Pipelines execute lines such as `::error::…` and `##vso[…]` that a step prints.

    >>> inert("::error::x  matched"), inert("n1 ##[error]x"), inert("n1  matched")
    ("'::error::x  matched'", 'n1 # #[error]x', 'n1  matched')
    """
    if "##" in line:
        line = line.replace("##", "# #")
    return f"'{line}'" if line.lstrip()[:2] == "::" else line


def cells(text: str) -> int:
    """Return how many terminal cells a text takes: wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


# --- Python objects and values ---------------------------------------------------------------------------------------


def expect(value: object, kind: type | tuple[type, ...], what: str) -> None:
    """Raise TypeError unless a value is of a class; `what` states the requirement: "schema is an EntityType"."""
    if not isinstance(value, kind):
        raise TypeError(f"{what}, not {picture(value)}")


def picture(value: object) -> str:
    """Return a short `repr` of any object: deep and long ones are cut, and it never fails."""
    from reprlib import Repr

    if isinstance(value, int) and value.bit_length() > MAX_INT_BITS:
        return f"a number of some {value.bit_length() * 0.30103:,.0f} digits"
    short = Repr()
    short.maxlevel, short.maxstring, short.maxother, short.maxlong = 3, MAX_QUOTED, MAX_QUOTED, MAX_QUOTED
    try:
        return short.repr(value)
    except (ValueError, RecursionError):
        return f"<{type(value).__name__}>"


def value_picture(value: object) -> str:
    """Return a value of an item as an expression would write it, shortened; what has no literal as its `repr`.

    >>> value_picture(None), value_picture(True), value_picture("idle")
    ('null', 'true', "'idle'")
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{shorten(value, MAX_QUOTED - 2)}'"
    if isinstance(value, float) or type(value).__name__ == "Decimal":
        text = str(value)
    else:
        text = picture(value)
        if text[:1] == "'":
            text = f"{type(value).__name__} {text}"  # a UserString has the repr of a string and is not one
    return text if len(text) <= MAX_QUOTED else text[: MAX_QUOTED - 3] + "…" + text[-1]


# --- misspelt names --------------------------------------------------------------------------------------------------


def did_you_mean(name: str, candidates: Iterable[str], most: int = 3) -> list[str]:
    """Return the candidates nearest to a misspelt name, best first; empty when nothing is near.

    >>> did_you_mean("stat", ["state", "startTask", "url"])
    ['state']
    """
    wanted = name.lower()
    limit = int(len(name) * 0.4) + 1
    near = []
    for candidate in candidates:
        distance = edit_distance(wanted, candidate.lower(), limit)
        if distance <= limit:
            near.append((distance, candidate))
    near.sort()
    if near and near[0][0] <= 1:  # a slip of one letter leaves no room for guesses further off
        near = [pair for pair in near if pair[0] <= 1]
    return [candidate for _, candidate in near[:most]]


def edit_distance(a: str, b: str, limit: int) -> int:
    """Return the optimal string alignment distance (a swap of neighbours counts one), or `limit + 1` when it is larger."""
    if a == b:
        return 0
    if abs(len(a) - len(b)) > limit or len(a) > MAX_EDIT_LENGTH:
        return limit + 1
    before_last: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before_last, last = last, row
    return last[-1]
