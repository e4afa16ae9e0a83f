"""Write the data modules of this folder: `python -m odatanodes.batch.generate SCHEMAS.json`.

SCHEMAS.json describes the list operations (`operations`) and their definitions (`definitions`) in the manner of Swagger 2.0.
A definition is written into the first module of MODULES whose roots reach it, so that a module needs no more than the
modules before it: loading nodes never loads tasks. What SCHEMAS.json does not say stands in the tables below.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["MODULES", "modules", "modules_of", "read"]

HERE = Path(__file__).parent
WIDTH = 132

MODULES: dict[str, tuple[str, ...]] = {
    "nodes": ("BatchNodeListResult", "BatchError"),
    "tasks": ("BatchTaskListResult", "BatchTaskListSubtasksResult"),
    "pools": ("BatchPoolListResult",),
    "jobs": ("BatchJobListResult", "BatchJobScheduleListResult"),
    "others": (),  # all the rest
}
"""The data modules in the order in which definitions are looked up, each with the definitions it exists for."""

_TITLES = {
    "list-nodes": "List nodes in a pool",
    "list-tasks": "List tasks",
    "list-jobs": "List jobs",
    "list-jobs-in-job-schedule": "List jobs in a job schedule",
    "list-job-schedules": "List job schedules",
    "list-job-preparation-and-release-status": "List job preparation and release status",
    "list-pools": "List pools",
    "list-pool-node-counts": "List pool node counts",
    "list-account-usage-metrics": "List account usage metrics",
    "list-supported-images": "List supported images",
    "list-task-files": "List task files",
    "list-compute-node-files": "List compute node files",
    "list-certificates": "List certificates",
    "list-subtasks": "List subtasks",
    "list-applications": "List applications",
    "list-node-extensions": "List node extensions",
}
"""The names of the operations in the documentation "Create list queries efficiently", or in its style."""

_KEYS = {"BatchJobPreparationAndReleaseTaskStatus": ("poolId", "nodeId")}
"""Keys of more than one property."""

_ALIASES = {"BatchTask": {"lastModifiedTime": "lastModified"}}
"""Other names of properties: those of the tables of filterable properties that the definition does not have."""

_TYPES = {"Int": "Int32", "DateTime": "DateTimeOffset"}
"""Type names of the tables of filterable properties that are not those of EDM."""

_PYTHON_NAMES = {"odata.nextLink": "next_link"}
"""Python names that neither SCHEMAS.json gives nor the rule of `odatanodes.schema.attribute_name`."""

_FORMATS = {
    "date-time": "DateTimeOffset",
    "duration": "Duration",
    "int32": "Int32",
    "int64": "Int64",
    "double": "Double",
    "byte": "Binary",
}
_PLAIN = {"string": "String", "boolean": "Boolean", "object": "Open"}
_COMMON = {"api-version", "timeOut", "timeout", "maxresults", "$filter", "$select", "$expand"}
"""Query parameters that the rows describe in other ways."""


def read(path: str | Path) -> dict[str, Any]:
    """Return the operations and definitions of a SCHEMAS.json."""
    data: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    return data


def modules(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of every generated module of this folder by the module's name."""
    owners = modules_of(data["definitions"])
    made = {name: _module(name, [one for one, owner in owners.items() if owner == name], data) for name in MODULES}
    return {**made, "apis": _apis(data["operations"])}


def modules_of(definitions: Mapping[str, Any]) -> dict[str, str]:
    """Return the name of the module that holds each definition, by the definition's name in alphabetical order."""
    owners: dict[str, str] = {}
    for module, roots in MODULES.items():
        waiting = list(roots or definitions)
        while waiting:
            name = waiting.pop()
            if name not in owners:
                owners[name] = module
                waiting += [used for prop in definitions[name].get("properties", {}).values() if (used := reference(prop))]
    return {name: owners[name] for name in sorted(owners)}


def reference(prop: Mapping[str, Any]) -> str | None:
    """Return the name of the definition that a property, or an item of it, is of."""
    target = str(prop.get("$ref") or prop.get("items", {}).get("$ref", ""))
    return target.removeprefix("#/definitions/") if target.startswith("#") else None


# --- definitions -------------------------------------------------------------------------------------------------------


def _module(name: str, names: Iterable[str], data: Mapping[str, Any]) -> str:
    definitions = {one: data["definitions"][one] for one in names}
    enumerations = {one: tuple(found["enum"]) for one, found in definitions.items() if "enum" in found}
    structures = {one: _structure(found) for one, found in definitions.items() if "enum" not in found}
    keys = {operation["item"]: _key(operation) for operation in data["operations"].values() if operation["item"] in structures}
    aliases = {one: names for one, names in _ALIASES.items() if one in structures}
    return "".join(
        [
            _head(f"Definitions of {_LISTED[name]}, in the notation of `odatanodes.schema.notation`."),
            _table("ENUMERATIONS", "dict[str, tuple[str, ...]]", enumerations),
            _table("STRUCTURES", "dict[str, dict[str, str]]", structures),
            _table("KEYS", "dict[str, tuple[str, ...]]", dict(sorted(keys.items()))),
            _table("ALIASES", "dict[str, dict[str, str]]", aliases),
        ]
    )


_LISTED = {
    "nodes": "Compute Nodes and errors",
    "tasks": "tasks and subtasks",
    "pools": "pools",
    "jobs": "jobs and job schedules",
    "others": "the other list APIs",
}


def _structure(definition: Mapping[str, Any]) -> dict[str, str]:
    required = set(definition.get("required", ()))
    return {name: _property(name, prop, required) for name, prop in definition["properties"].items()}


def _property(name: str, prop: Mapping[str, Any], required: set[str]) -> str:
    sure = "!" if name in required and "x-nullable" not in prop else ""
    python = prop.get("x-python-name") or _PYTHON_NAMES.get(name)
    return f"{_notation(prop)}{sure}" + (f" {python}" if python else "")


def _notation(prop: Mapping[str, Any]) -> str:
    if prop.get("type") == "array":
        return f"[{_notation(prop['items'])}]"
    named = reference(prop)
    return named or _FORMATS.get(prop.get("format", "")) or _PLAIN[prop["type"]]


def _key(operation: Mapping[str, Any]) -> tuple[str, ...]:
    own = (operation["key"],) if operation["key"] else ()
    return _KEYS.get(operation["item"], own)


# --- operations --------------------------------------------------------------------------------------------------------


def _apis(operations: Mapping[str, Any]) -> str:
    head = _head("The list APIs of the Batch service: one row each, described by `ListApi`.", names="ListApi")
    return head + _table("LIST_APIS", "dict[str, ListApi]", {name: _row(name, one) for name, one in operations.items()})


def _row(name: str, operation: Mapping[str, Any]) -> dict[str, Any]:
    names = {parameter["name"] for parameter in operation["parameters"]}
    table = {path: _filterable(entry) for path, entry in operation.get("filterable", {}).items()}
    return {
        "title": _TITLES[name],
        "path": operation["path"],
        "entity": operation["item"],
        "page": operation["result"],
        "method": operation["client_method"] or "",
        "until": operation.get("x-gone-in", ""),
        "filter": operation["filter"],
        "select": operation["select"],
        "expand": tuple(operation["expand"]),
        "max_results": "maxresults" in names,
        "parameters": {
            parameter["name"]: f"{_notation(parameter)} {parameter.get('x-python-name', parameter['name'])}"
            for parameter in operation["parameters"]
            if parameter["in"] == "query" and parameter["name"] not in _COMMON
        },
        "filterable": table,
    }


def _filterable(entry: Mapping[str, Any]) -> str:
    return " ".join([_TYPES.get(entry["type"], entry["type"]), *entry["operators"]])


# --- text --------------------------------------------------------------------------------------------------------------


def _head(first: str, names: str = "") -> str:
    lines = ["# Made by `python -m odatanodes.batch.generate SCHEMAS.json`; do not edit.", f'"""{first}"""', ""]
    lines += ["from __future__ import annotations"]
    if names:
        lines += ["", "TYPE_CHECKING: bool = False", "if TYPE_CHECKING:", f"    from odatanodes.batch.rows import {names}"]
    return "\n".join(lines) + "\n"


def _table(name: str, type: str, value: Mapping[str, Any]) -> str:
    return f"\n{name}: {type} = {_literal(value, 0, len(name) + len(type) + 5)}\n"


def _literal(value: object, depth: int, before: int) -> str:
    """Return a literal as ruff formats it: on one line where it fits and is not a dict of the outer levels."""
    if isinstance(value, dict):
        parts = [f"{_text(key)}: " for key in value]
        items = [
            part + _literal(one, depth + 1, 4 * depth + 4 + len(part)) for part, one in zip(parts, value.values(), strict=True)
        ]
        return _broken("{", items, "}", depth) if items else "{}"
    if isinstance(value, tuple):
        inline = f"({', '.join(map(_text, value))}{',' if len(value) == 1 else ''})"
        if before + len(inline) + 1 <= WIDTH:
            return inline
        return _broken("(", [_text(one) for one in value], ")", depth)
    return _text(value)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _broken(opening: str, items: Iterable[str], closing: str, depth: int) -> str:
    inside = "".join([f"{' ' * (4 * depth + 4)}{item},\n" for item in items])
    return f"{opening}\n{inside}{' ' * (4 * depth)}{closing}"


def main(arguments: list[str]) -> None:
    """Write the modules."""
    if len(arguments) != 1:
        raise SystemExit("usage: python -m odatanodes.batch.generate SCHEMAS.json")
    for name, text in modules(read(arguments[0])).items():
        (HERE / f"{name}.py").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
