"""Write the classes that type checkers and editors see for `node`, `task` and the other builders, as `entities.pyi`.

`python -m odatanodes.build.generate` writes a class for each structured type of the listed items, with the docstrings of the
models. The stub is never loaded when a program runs: there the builder reads the schemas. A test fails when it is stale.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from odatanodes import build, edm, models
from odatanodes.build.expressions import CLASSES
from odatanodes.build.values import kind_of
from odatanodes.schema import complex_types, entity
from odatanodes.schema.entities import ENTITIES, definitions
from odatanodes.schema.types import ComplexType, item_type

if TYPE_CHECKING:
    from odatanodes.schema.types import Property

TARGET = Path(__file__).with_name("entities.pyi")
HEAD = '''\
# Made by `python -m odatanodes.build.generate` from the schemas; do not edit.
# ruff: noqa: PYI021
"""What type checkers and editors see of `node`, `task` and the others: each property with its type. Never loaded at run time."""

from typing import Literal, TypeAlias, overload

'''
WIDTH = 132


def generate() -> str:
    """Return the text of the stub."""
    types = {name: type for entity_name in ENTITIES.values() for name, type in complex_types(entity(entity_name)).items()}
    assert issubclass(CLASSES["structured"], build.ComplexExpr)  # build has loaded every class
    enumerations = {
        prop.members: _enumeration(prop) for type in types.values() for prop in type.properties.values() if prop.members
    }
    classes = "\n".join([_class(type, enumerations) for type in types.values()])
    imports = "\n".join(_imports(classes))
    aliases = "\n".join([_alias(name, members) for members, name in sorted(enumerations.items(), key=lambda item: item[1])])
    return f"{HEAD}{imports}\n\n{aliases}\n\n{classes}"


def _imports(classes: str) -> list[str]:
    """Return the imports of the expression classes that the text of the stub's classes names, each from its own module."""
    by_module: dict[str, set[str]] = {}
    for cls in CLASSES.values():
        if re.search(rf"\b{cls.__name__}\b", classes):
            by_module.setdefault(cls.__module__, set()).add(cls.__name__)
    return [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(by_module.items())]


def _enumeration(prop: Property) -> str:
    return next(name for name, members in definitions()[0].items() if members == prop.members)


def _alias(name: str, members: tuple[str, ...]) -> str:
    inside = ", ".join([f'"{member}"' for member in members])
    line = f"{name}: TypeAlias = Literal[{inside}]"
    if len(line) <= WIDTH:
        return line
    return f"{name}: TypeAlias = Literal[\n" + "".join([f'    "{member}",\n' for member in members]) + "]"


def _class(type: ComplexType, enumerations: dict[tuple[str, ...], str]) -> str:
    model = getattr(models, type.name)
    lines = [f"class {type.name}(ComplexExpr):", *_doc((model.__doc__ or type.name).strip().partition("\n")[0]), ""]
    items = []
    for prop in type.properties.values():
        assert not hasattr(CLASSES["structured"], prop.python_name), f"{prop.python_name} is a method"
        shown = _type(prop.type, prop.members, enumerations)
        described = model.model_fields[prop.python_name].description or _described(prop)
        lines += [f"    {prop.python_name}: {shown}", *_doc(described)]
        items.append(f'    def __getitem__(self, path: Literal["{prop.name}"]) -> {shown}: ...')
    if len(items) > 1:
        items = [line for item in items for line in ("    @overload", item)]
    return "\n".join([*lines, *items]) + "\n"


def _described(prop: Property) -> str:
    return f"`{prop.name}` on the wire{'' if prop.nullable else ', never null'}."


def _doc(text: str) -> list[str]:
    text = f'    """{text}"""'
    if len(text) <= WIDTH:
        return [text]
    return [*textwrap.wrap(text, WIDTH - 4, subsequent_indent="    ", initial_indent="    ")]


def _type(type: edm.Type, members: tuple[str, ...], enumerations: dict[tuple[str, ...], str]) -> str:
    if isinstance(type, edm.CollectionType):
        return f"{CLASSES['collection'].__name__}[{_type(item_type(type), members, enumerations)}]"
    if isinstance(type, ComplexType):
        return type.name
    if members:
        return f"{CLASSES['enumeration'].__name__}[{enumerations[members]}]"
    return CLASSES[kind_of(type)].__name__


def main() -> None:
    """Write the stub."""
    TARGET.write_text(generate(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
