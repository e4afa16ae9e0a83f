"""Markdown about a property, a function, an operator or a rule, for an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes import edm
from odatanodes.functions.meanings import WORD_MEANINGS
from odatanodes.schema.types import ComplexType
from odatanodes.service import SERVICES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from odatanodes.diagnostics.rules import Rule
    from odatanodes.functions.table import Function
    from odatanodes.schema.types import EntityType, Property
    from odatanodes.service import Filterable

__all__ = ["filterable_by", "function_page", "property_line", "property_page", "rule_page", "word_page"]


def filterable_by(schema: EntityType | None, path: str) -> list[tuple[str, Filterable | None]]:
    """Return for each list API of a schema's items what it accepts on a path; None where it refuses it."""
    if schema is None:
        return []
    return [(name, service.entry(path)) for name, service in SERVICES.items() if service.entity == schema.name]


def property_line(found: Property) -> str:
    """Return `Edm.Int32, may be null`."""
    return f"{type_text(found.type)}, {'may be null' if found.nullable else 'never null'}"


def type_text(type: edm.Type) -> str:
    """Return a type for a person."""
    return "of a type that is not documented" if type is edm.ANY else str(type)


def property_page(path: str, found: Property, schema: EntityType | None, *, option: str = "filter") -> str:
    """Return the page of a property: type, members, and which list APIs filter on it with which operators."""
    lines = [f"**{path}**: {property_line(found)}"]
    if found.members:
        lines.append(f"one of {_listed(repr(member) for member in found.members)}")
    if isinstance(found.type, ComplexType):
        lines.append(f"has {_listed(found.type.properties)}")
    elif isinstance(found.type, edm.CollectionType):
        item = found.type.item
        inner = f"; an item has {_listed(item.properties)}" if isinstance(item, ComplexType) else ""
        lines.append(f"a collection: test its items with `{path}/any(x: …)`{inner}")
    elif option == "filter":
        lines += [_filterability(name, entry, path) for name, entry in filterable_by(schema, path)]
    return "\n\n".join(lines)


def _filterability(api: str, entry: Filterable | None, path: str) -> str:
    if not SERVICES[api].filterable:
        return f"`{api}` has no $filter; `odatanodes plan` filters here"
    if entry is None:
        return f"not filterable by `{api}`: the service responds with status 400; `odatanodes plan` filters on it here"
    documented = "" if path == entry.property else f"; the documentation of $filter calls it `{entry.property}`"
    return f"filterable by `{api}` with {_listed(entry.operators)}{documented}"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def function_page(function: Function) -> str:
    """Return the page of a function: its signatures and what it computes."""
    signatures = []
    for signature in function.signatures:
        needed = len(signature.parameters) - signature.optional
        names = [kind if at < needed else f"[{kind}]" for at, kind in enumerate(signature.parameters)]
        result = signature.parameters[0] if signature.result == "same" else signature.result
        signatures.append(f"{function.spelling}({', '.join(names)}): {result}")
    null = "null where an argument is null" if function.signatures[0].parameters else ""
    meaning = "; ".join(filter(None, (function.meaning, null)))
    text = "\n".join(["```", *signatures, "```"])
    return f"{text}\n\n{meaning}\n\nOData 4.01 URL Conventions {function.section}"


def word_page(word: str) -> str:
    """Return the page of an operator or another word of the language; empty for one that is none."""
    meaning = WORD_MEANINGS.get(word.lower())
    return f"**{word.lower()}**: {meaning}" if meaning else ""


def rule_page(rule: Rule) -> str:
    """Return the page of a diagnostic code."""
    language = rule.language or "odata"
    return (
        f"**{rule.code}**: {rule.title}\n\n{rule.why}\n\n"
        f"bad:\n```{language}\n{rule.bad}\n```\ngood:\n```{language}\n{rule.good}\n```\nsee: {rule.reference}"
    )
