"""The example page of every list API, read from its file: each value found by a filter on it, projected, and in the table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import Filter, Select, edm
from odatanodes.scan.table import Cells, columns_for, table
from odatanodes.schema.types import ComplexType
from odatanodes.service import SERVICES, Service
from tests.kit.support import shared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Leaf = tuple[str, edm.Type, Any]

WRITTEN = {"Edm.String": "'{}'", "Edm.Duration": "duration'{}'", "Edm.DateTimeOffset": "{}", "Edm.Int64": "{}"}


def example(service: Service) -> tuple[Path, list[dict[str, Any]]]:
    path = shared(f"reference/examples/{service.name}.json")
    return path, json.loads(path.read_text(encoding="utf-8"))["value"]


def leaves(item: dict[str, Any], type: ComplexType, before: str = "") -> Iterator[Leaf]:
    """Yield the values of an item that a comparison can reach without a lambda."""
    for name, value in item.items():
        known = type.properties[name].type
        if isinstance(known, ComplexType):
            yield from leaves(value, known, f"{before}{name}/")
        elif not isinstance(known, edm.CollectionType) and known not in {edm.ANY, edm.BINARY}:
            yield before + name, known, value


def at(item: Any, path: str) -> Any:
    for name in path.split("/"):
        item = item.get(name) if isinstance(item, dict) else None
    return item


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_every_value_is_found_by_a_filter_on_it(service: Service) -> None:
    path, items = example(service)
    wanted: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        for name, type, value in leaves(item, service.schema):
            text = json.dumps(value) if type.name not in WRITTEN else WRITTEN[type.name].format(str(value).replace("'", "''"))
            wanted[f"{name} eq {text}"] = [other for other in items if at(other, name) == value]
    assert wanted
    for text, found in wanted.items():
        filter = Filter(text, schema=service)
        assert filter.apply(items) == found, text
        assert list(filter.scan(path)) == found, text
        assert (~filter).apply(items) == [item for item in items if item not in found], text
    everything = Filter(" or ".join(wanted), schema=service)
    assert list(everything.scan(path)) == items


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_every_value_is_projected(service: Service) -> None:
    path, items = example(service)
    for name in dict.fromkeys(name for item in items for name, _, _ in leaves(item, service.schema)):
        kept = list(Filter("true", schema=service).scan(path, name))
        assert kept == Select(name, schema=service).apply_all(items)
        assert [at(item, name) for item in kept] == [at(item, name) for item in items]
    every = Select(",".join(service.schema.properties), schema=service)
    assert list(Filter("true", schema=service).scan(path, every)) == items


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_the_table_shows_every_item(service: Service) -> None:
    path, items = example(service)
    columns = columns_for(service.schema)
    rows = [Cells(columns)(record) for record in Filter("true", schema=service).scan(path, raw=True)]
    head, rule, *lines = table(columns, [rows], None)
    assert head.split() == list(columns)
    assert len(rule.split()) == len(columns)
    assert len(lines) == len(items)
    for item, line in zip(items, lines, strict=True):
        shown = [at(item, column) for column in columns]
        assert all(value in line for value in shown if isinstance(value, str))
        assert any(value is not None for value in shown[1:])
