"""Template strings (PEP 750): text with a parameter alias for each hole, and the values of these."""

from __future__ import annotations

from odatanodes import ast
from odatanodes.filter.parameters import ParameterError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol

    class Interpolation(Protocol):
        """A hole of a template: `string.templatelib.Interpolation`."""

        @property
        def value(self) -> object: ...
        @property
        def expression(self) -> str: ...
        @property
        def conversion(self) -> str | None: ...
        @property
        def format_spec(self) -> str: ...

    class Template(Protocol):
        """A template string: `string.templatelib.Template`."""

        @property
        def strings(self) -> tuple[str, ...]: ...
        @property
        def interpolations(self) -> tuple[Interpolation, ...]: ...


__all__ = ["check_holes", "from_template"]


def from_template(template: Template) -> tuple[str, dict[str, object]]:
    """Return the text of a template with a parameter alias for each hole, and the values of these.

    Holes are named after what stands in them (`{state}` becomes `@state`). Raises ParameterError for a hole inside quotes, one
    that touches a name, one with a conversion or format (which would make text of the value), and for anything but a template.
    """
    try:
        strings, holes = template.strings, template.interpolations
    except AttributeError:
        raise ParameterError(
            f"a template is written t'…' (PEP 750), this is {type(template).__name__}: an f-string no longer knows its values"
        ) from None
    taken = _aliases("\n".join(strings))
    parts: list[str] = [strings[0]]
    values: dict[str, object] = {}
    quote = ""
    for before, hole, after in zip(strings, holes, strings[1:], strict=False):
        quote = _quote_after(before, quote)
        shown = "{" + hole.expression + "}"
        if quote:
            raise ParameterError(f"the hole {shown} stands inside quotes: write {shown} without them, a value brings its own")
        if hole.conversion or hole.format_spec:
            extra = (f"!{hole.conversion}" if hole.conversion else "") + (f":{hole.format_spec}" if hole.format_spec else "")
            raise ParameterError(f"the hole {shown} makes text of its value: leave '{extra}' out")
        if before[-1:] in _TOUCHING_BEFORE or _is_word(before[-1:]) or after[:1] in _TOUCHING_AFTER or _is_word(after[:1]):
            raise ParameterError(f"the hole {shown} touches a name: a hole stands for a whole value")
        name = _alias_name(hole.expression, taken)
        taken.add(name)
        values[name] = hole.value
        parts += ["@", name, after]
    return "".join(parts), values


_TOUCHING_BEFORE = frozenset("/@.$'")
_TOUCHING_AFTER = frozenset("/.#'")


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _aliases(text: str) -> set[str]:
    """Return every word behind an @: what a new alias must not be called."""
    words = set()
    for part in text.split("@")[1:]:
        end = next((place for place, char in enumerate(part) if not _is_word(char)), len(part))
        words.add(part[:end])
    return words


def _alias_name(expression: str, taken: set[str]) -> str:
    stem = expression.rpartition(".")[2] if expression.replace(".", "_").isidentifier() else ""
    stem = stem if stem.isascii() and len(stem) <= 60 else ""
    name, number = stem or "p", 2
    while name in taken:
        name = f"{stem or 'p'}{number}"
        number += 1
    return name


def _quote_after(text: str, quote: str) -> str:
    """Return the quote that is open at the end of a text, given the one that is open at its start; "" for none."""
    escaped = False
    for char in text:
        if escaped:
            escaped = False
        elif quote == '"' and char == "\\":
            escaped = True
        elif quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
    return quote


def check_holes(expr: ast.Expr, values: Mapping[str, object]) -> None:
    """Raise ParameterError unless each hole of a template stands once, where a value stands, beside something to compare with.

    `expr` is the typed tree of the text that `from_template` returned with these values.
    """
    places: dict[str, int] = dict.fromkeys(values, 0)
    for node in ast.walk(expr):
        if isinstance(node, ast.Alias) and node.name in places:
            places[node.name] += 1
        elif isinstance(node, ast.Compare):
            for hole, beside in ((node.left, node.right), (node.right, node.left)):
                lonely = isinstance(hole, ast.Alias) and isinstance(beside, ast.Literal | ast.Alias)
                if lonely and isinstance(hole, ast.Alias) and isinstance(values.get(hole.name), str):
                    raise ParameterError(
                        f"the hole '@{hole.name}' is compared with no property; it stands for a value: write properties out"
                    )
    for name, count in places.items():
        if count != 1:
            raise ParameterError(f"the hole '@{name}' does not stand where a value stands")
