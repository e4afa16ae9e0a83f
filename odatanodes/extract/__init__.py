r"""The expressions that stand in a text, each with a map from its own offsets to those of the text.

Each language has a module of its own, which is loaded for the first file of it.
"""

from __future__ import annotations

from odatanodes.base.files import InputError
from odatanodes.batch.clients import PLAIN
from odatanodes.extract.expression import Expression, Hole, Skipped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Protocol

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Option as Option

    class Module(Protocol):
        """What the module of a language has."""

        def find(self, source: Source, calls: Mapping[str, str]) -> list[Expression]:
            """Return the expressions of a text; raise Skipped where it cannot be read as that language."""


__all__ = [
    "PLAIN",
    "SUFFIXES",
    "Expression",
    "Hole",
    "Skipped",
    "extract",
    "language_name",
    "language_of",
    "may_hold",
    "name_of_file",
]

_OPTION = (
    *(b"ilter", b"elect", b"ODATADetailLevel", b"-Fil", b"-Sel", b"startswith("),
    *(b"xpand=", b"xpand =", b"xpand:", b'xpand"', b"xpand'", b"xpandClause", b"-expand", b"-Exp"),
    *(b" eq ", b" ne ", b" gt ", b" ge ", b" lt ", b" le "),
)
"""One of these is in every text with an option, or with a filter."""
_EVIDENCE = (
    *(b"atch", b"BATCH", b"odatanodes", b"DetailLevel"),
    *(b"$filter=", b"$select=", b"$expand=", b"%24filter=", b"%24select=", b"%24expand="),
)
"""One of these is in every file of a program that asks Batch, or in its URLs."""


def extract(source: Source, calls: Mapping[str, str] | None = None) -> list[Expression]:
    r"""Find the expressions of a text by the language that its name tells.

    `calls` are functions of one's own that send a filter, and to which list API. Raises InputError where the language is not
    known, and its subclass Skipped where the text is broken.

    >>> from odatanodes.base.files import Source
    >>> extract(Source("nodes.odata", "# comment\n  state eq 'idle'\n"))
    [Expression(option='filter', text="state eq 'idle'", segments=((0, 12),))]
    """
    source.passed_over.clear()  # reported once, however often the text is read
    return language_of(source.name)(source, calls or {})


def language_of(name: str) -> Callable[[Source, Mapping[str, str]], list[Expression]]:
    """Return what finds the expressions of a file."""
    from importlib import import_module

    module: Module = import_module(f"odatanodes.extract.{language_name(name)}")
    return module.find


def language_name(name: str) -> str:
    """Return the language of a file; raises InputError where it is none of SUFFIXES."""
    if name == "<stdin>":
        return "odata"
    from odatanodes.extract.languages import LANGUAGES, name_of_file

    language = name_of_file(name)
    if language is not None:
        return language
    known = ", ".join(f"'{one.suffixes[0]}'" for one in LANGUAGES if one.suffixes)
    raise InputError(f"cannot tell which expressions are in '{name}': known are {known} files and others; '-' reads .odata text")


def may_hold(name: str, data: bytes, calls: Mapping[str, str]) -> bool:
    """Whether a file can hold an expression, by a search of its bytes: most files of a folder need not be parsed."""
    if name.endswith(".odata") or name == "<stdin>":
        return True
    if not data.startswith(b"#!") and "." not in name.replace("\\", "/").rpartition("/")[2] and language_name(name) == "script":
        return False
    if any(call.rpartition(".")[2].encode() in data for call in calls):  # these take a filter as their first argument
        return True
    if not any(word in data for word in _OPTION):
        return False
    return any(word in data for word in _EVIDENCE)
