"""Filters and selects over a schema, as texts and as the public objects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from odatanodes.filter import Filter
from odatanodes.filter.select import Select
from odatanodes.schema import BATCH_NODE
from odatanodes.schema.types import ComplexType
from odatanodes.serialize import to_text
from odatanodes.service import service_named
from odatanodes.strategies.arguments import check_entity
from odatanodes.strategies.conditions import expressions
from odatanodes.strategies.sendable import sendable
from odatanodes.strategies.shown import named, schema_shown
from odatanodes.strategies.values import integers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from odatanodes.schema.types import EntityType, Listing
    from odatanodes.serialize import Dialect
    from odatanodes.service import Service

_token = re.compile(r"'(?:[^']|'')*'|[ ]|[^' ]+")


def filters(
    schema: EntityType | Listing = BATCH_NODE,
    depth: int = 3,
    *,
    service: Service | str | None = None,
    without: Collection[str] = (),
    may_fail: bool = False,
    **options: Any,
) -> st.SearchStrategy[Filter]:
    """Well-typed filters over a schema, or that of a list API; arguments as for `expressions`, `options` as for Filter (`clock` …).

    With a `service` (LIST_NODES, or its name "list-nodes") only filters that this list API accepts, over its schema: their
    text can be sent unchanged. Raises ValueError for a service or part that does not exist, and for a service without $filter.
    """
    shown = {} if service is None else {"service": service}
    if service is not None:
        service = service_named(service)
        entity = check_entity(service.schema, depth)
        drawn = sendable(service, depth)
    else:
        entity = check_entity(schema, depth)
        drawn = expressions(entity, depth, without=without, may_fail=may_fail)
    Filter("true", entity, **options)  # a wrong option is an error here, not where a filter is drawn

    def draw_filter(draw: st.DrawFn) -> Filter:
        return Filter(draw(drawn), entity, **options)

    return named("filters", draw_filter, *(() if service else schema_shown(entity)), **shown, **options)


def filter_texts(
    schema: EntityType | Listing = BATCH_NODE, depth: int = 3, *, without: Collection[str] = (), may_fail: bool = False
) -> st.SearchStrategy[str]:
    """Texts of well-typed filters: in either dialect, in canonical form or with more blanks and line breaks."""
    entity = check_entity(schema, depth)
    drawn = expressions(entity, depth, without=without, may_fail=may_fail)

    def draw_text(draw: st.DrawFn) -> str:
        dialect: Dialect = ("odata4", "batch")[draw(integers(0, 1))]
        text = to_text(draw(drawn), dialect)
        return _loose(text, (" ", "  ", "\t", "\n")[draw(integers(0, 3))]) if draw(integers(0, 3)) == 3 else text

    return named("filter_texts", draw_text, *schema_shown(entity))


def _loose(text: str, blank: str) -> str:
    """Return a text with other blanks outside its strings, and one more at either end."""
    return blank + "".join(blank if part == " " else part for part in _token.findall(text)) + blank


def selects(schema: EntityType | Listing = BATCH_NODE, *, nested: bool = True) -> st.SearchStrategy[Select]:
    """Selects over a schema; `nested` with paths into complex values."""
    entity = check_entity(schema)
    drawn = select_texts(entity, nested=nested)

    def draw_select(draw: st.DrawFn) -> Select:
        return Select(draw(drawn), entity)

    return named("selects", draw_select, *schema_shown(entity))


def select_texts(schema: EntityType | Listing = BATCH_NODE, *, nested: bool = True) -> st.SearchStrategy[str]:
    """Texts of selects: no property twice, none inside another that is selected as a whole; or `*`."""
    entity = check_entity(schema)
    some = st.lists(st.sampled_from(list(_paths(entity, nested=nested))), min_size=1, max_size=6, unique=True)

    def draw_text(draw: st.DrawFn) -> str:
        if draw(integers(0, 9)) == 9:
            return "*"
        return (",", ", ")[draw(integers(0, 1))].join(_outermost(draw(some)))

    return named("select_texts", draw_text, *schema_shown(entity))


def _paths(type: ComplexType, before: str = "", *, nested: bool) -> Iterator[str]:
    for name, prop in type.properties.items():
        yield before + name
        if nested and isinstance(prop.type, ComplexType):
            yield from _paths(prop.type, f"{before}{name}/", nested=True)


def _outermost(paths: list[str]) -> list[str]:
    return [path for path in paths if not any(path.startswith(other + "/") for other in paths)]
