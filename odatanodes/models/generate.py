"""Write the models of the list APIs besides List Nodes: `python -m odatanodes.models.generate SCHEMAS.json`.

The models of nodes are written by hand; every later group of definitions (see `odatanodes.batch.generate`) becomes a module
of its own, which imports from the groups before it. SCHEMAS.json is needed for the names of enumeration members alone.
"""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic.alias_generators import to_camel

from odatanodes import edm
from odatanodes.batch import nodes
from odatanodes.batch.apis import LIST_APIS
from odatanodes.batch.generate import modules_of, read
from odatanodes.schema import item_type, structure
from odatanodes.schema.types import ComplexType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from odatanodes.schema.types import Property

__all__ = ["modules"]

HERE = Path(__file__).parent
WIDTH = 132
COMMAND = "# Made by `python -m odatanodes.models.generate SCHEMAS.json`; do not edit."
_GROUPS = {
    "tasks": "Tasks and subtasks: models of their definitions.",
    "pools": "Pools: models of their definitions.",
    "jobs": "Jobs and job schedules: models of their definitions.",
    "others": "Files, node counts, usage metrics, images, certificates, applications, extensions: models of their definitions.",
}
_PRIMITIVES: dict[edm.Type, tuple[str, str]] = {
    edm.STRING: ("", "str"),
    edm.BOOLEAN: ("base", "Bool"),
    edm.INT32: ("base", "Int32"),
    edm.INT64: ("scalars", "Int64"),
    edm.DOUBLE: ("scalars", "Double"),
    edm.DATE_TIME_OFFSET: ("timestamp", "Timestamp"),
    edm.DURATION: ("timespan", "TimeSpan"),
    edm.BINARY: ("scalars", "Base64"),
    edm.ANY: ("scalars", "Json"),
}
"""Module and name of the Python type of each primitive type."""
_WHOLE = "; one that was fetched with a $select may not validate."


def modules(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of every generated module of this folder by the module's name."""
    owners = {name: group for name, group in modules_of(data["definitions"]).items() if group != "nodes"}
    made = {group: _module(group, owners, data["definitions"]) for group in _GROUPS}
    return {**made, "index": _index(owners, data["definitions"])}


def _index(owners: Mapping[str, str], definitions: Mapping[str, Any]) -> str:
    wire = {
        prop.python_name: name
        for one in definitions
        if "enum" not in definitions[one]
        for name, prop in structure(one).properties.items()
        if to_camel(prop.python_name) != name
    }
    tables = [
        ("LATER", owners, "Module of each model that is loaded when it is first used."),
        ("WIRE_NAMES", wire, "Wire names that are not the camelCase form of the azure-batch SDK's Python name."),
    ]
    text = f'{COMMAND}\n"""Where the models are, and wire names without a rule."""\n\nfrom __future__ import annotations\n'
    for name, table, doc in tables:
        rows = "".join([f'    "{key}": "{value}",\n' for key, value in sorted(table.items())])
        text += f'\n{name}: dict[str, str] = {{\n{rows}}}\n"""{doc}"""\n'
    return text


# --- modules -----------------------------------------------------------------------------------------------------------


def _module(group: str, owners: Mapping[str, str], definitions: Mapping[str, Any]) -> str:
    own = [name for name, module in owners.items() if module == group]
    enumerations = [_enumeration(name, definitions[name]) for name in own if "enum" in definitions[name]]
    used: set[tuple[str, str]] = {("base", "Definition")}
    structures = [_structure(name, definitions[name], owners, used) for name in _sorted(own, definitions)]
    imports = _imports(used, group)
    head = [COMMAND, f'"""{_GROUPS[group]}"""', "", "from __future__ import annotations", ""]
    head += ["from enum import StrEnum", ""] if enumerations else []
    head += ["from odatanodes.base.loaded import loaded", *imports, "", _names(sorted(own))]
    return "\n".join(head) + "\n\n\n" + "\n\n".join([*enumerations, *structures]) + "\n\nloaded(__name__)\n"


def _imports(used: Iterable[tuple[str, str]], own: str) -> list[str]:
    lines = []
    for module in sorted({module for module, _ in used if module not in ("", own)}):
        names = sorted([name for where, name in used if where == module], key=lambda name: (name.isupper(), name))
        line = f"from odatanodes.models.{module} import {', '.join(names)}"
        if len(line) > WIDTH:
            line = f"from odatanodes.models.{module} import (\n" + "".join([f"    {name},\n" for name in names]) + ")"
        lines.append(line)
    return lines


def _names(names: Iterable[str]) -> str:
    line = f"__all__ = [{', '.join([f'{name!r}'.replace(chr(39), chr(34)) for name in names])}]"
    return line if len(line) <= WIDTH else "__all__ = [\n" + "".join([f'    "{name}",\n' for name in names]) + "]"


def _sorted(names: Iterable[str], definitions: Mapping[str, Any]) -> list[str]:
    """Return the structures among definitions, each after those that it uses."""
    ordered: dict[str, None] = {}
    own = {name for name in names if "enum" not in definitions[name]}

    def visit(type: ComplexType) -> None:
        for prop in type.properties.values():
            inner = item_type(prop.type)
            if isinstance(inner, ComplexType) and inner.name in own and inner.name not in ordered:
                visit(inner)
        ordered[type.name] = None

    for name in sorted(own):
        if name not in ordered:
            visit(structure(name))
    return list(ordered)


# --- classes -----------------------------------------------------------------------------------------------------------


def _enumeration(name: str, definition: Mapping[str, Any]) -> str:
    names = definition["x-ms-enum-names"]
    members = [f'    {names[value]} = "{value}"' for value in definition["enum"]]
    return "\n".join([f"class {name}(StrEnum):", f'    """Values of the enumeration {name}."""', "", *members, ""])


def _structure(name: str, definition: Mapping[str, Any], owners: Mapping[str, str], used: set[tuple[str, str]]) -> str:
    lines = [f"class {name}(Definition):", *_doc(_description(name)), ""]
    for prop in structure(name).properties.values():
        shown = _annotation(prop, definition["properties"][prop.name], owners, used)
        lines.append(f"    {prop.python_name}: {shown}" + (" | None = None" if prop.nullable else ""))
    return "\n".join([*lines, ""])


def _description(name: str) -> str:
    pages = {row["page"]: row["title"] for row in LIST_APIS.values()}
    entities = {row["entity"]: row["title"] for row in reversed(list(LIST_APIS.values()))}
    if name in pages:
        return f'A page of the operation "{pages[name]}".'
    if name in entities:
        selected = any(row["entity"] == name and row["select"] for row in LIST_APIS.values())
        required = selected and not all(prop.nullable for prop in structure(name).properties.values())
        return f'An item of the operation "{entities[name]}"{_WHOLE if required else "."}'
    return f"The definition {name} of the REST API."


def _doc(text: str) -> list[str]:
    return textwrap.wrap(f'"""{text}"""', WIDTH - 4, initial_indent="    ", subsequent_indent="    ")


def _annotation(prop: Property, described: Mapping[str, Any], owners: Mapping[str, str], used: set[tuple[str, str]]) -> str:
    collected = isinstance(prop.type, edm.CollectionType)
    inner = item_type(prop.type)
    if prop.members:
        target = described.get("items", described)["$ref"].rpartition("/")[2]
        used |= {("base", "Open"), (_home(target, owners), target)}
        text = f"Open[{target}]"
    elif isinstance(inner, ComplexType):
        used.add((_home(inner.name, owners), inner.name))
        text = inner.name
    else:
        used.add(_PRIMITIVES[inner])
        text = _PRIMITIVES[inner][1]
    return f"list[{text}]" if collected else text


def _home(name: str, owners: Mapping[str, str]) -> str:
    """Return the module of a model; those of nodes are in the hand-written ones."""
    if name in owners:
        return owners[name]
    if name in nodes.ENUMERATIONS:
        return "enums"
    from odatanodes import models

    return str(getattr(models, name).__module__).rpartition(".")[2]


def main(arguments: list[str]) -> None:
    """Write the modules."""
    if len(arguments) != 1:
        raise SystemExit("usage: python -m odatanodes.models.generate SCHEMAS.json")
    for name, text in modules(read(arguments[0])).items():
        (HERE / f"{name}.py").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
