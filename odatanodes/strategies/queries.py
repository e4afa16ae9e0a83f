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
from odatanodes.strategies.conditions import expressions
from odatanodes.strategies.sendable import sendable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from odatanodes.schema.types import EntityType
    from odatanodes.serialize import Dialect
    from odatanodes.service import Service

_token = re.compile(r"'(?:[^']|'')*'|[ ]|[^' ]+")


def filters(
    schema: EntityType = BATCH_NODE,
    depth: int = 3,
    *,
    service: Service | None = None,
    without: Collection[str] = (),
    may_fail: bool = False,
    **options: Any,
) -> st.SearchStrategy[Filter]:
    """Well-typed filters; arguments as for `expressions`, and `options` go to Filter (`semantics`, `clock` …).

    With a `service` (service.LIST_NODES) only what that list API takes, over its schema: their text can be sent as it is.
    """
    if service is not None:
        schema = service.schema
        drawn = sendable(service, depth)
    else:
        drawn = expressions(schema, depth, without=without, may_fail=may_fail)
    return drawn.map(lambda expr: Filter(expr, schema, **options))


def filter_texts(
    schema: EntityType = BATCH_NODE, depth: int = 3, *, without: Collection[str] = (), may_fail: bool = False
) -> st.SearchStrategy[str]:
    """Texts of well-typed filters: in either dialect, plain, or with more blanks and line breaks."""
    drawn = expressions(schema, depth, without=without, may_fail=may_fail)

    @st.composite
    def draw_text(draw: st.DrawFn) -> str:
        dialect: Dialect = draw(st.sampled_from(("odata4", "batch")))
        text = to_text(draw(drawn), dialect)
        return _loose(text, draw(st.sampled_from((" ", "  ", "\t", "\n")))) if draw(st.integers(0, 3)) == 3 else text

    return draw_text()


def _loose(text: str, blank: str) -> str:
    """Write blanks outside strings another way, and one more at either end."""
    return blank + "".join(blank if part == " " else part for part in _token.findall(text)) + blank


def selects(schema: EntityType = BATCH_NODE, *, nested: bool = True) -> st.SearchStrategy[Select]:
    """Selects over a schema; `nested` with paths into parts."""
    return select_texts(schema, nested=nested).map(lambda text: Select(text, schema))


def select_texts(schema: EntityType = BATCH_NODE, *, nested: bool = True) -> st.SearchStrategy[str]:
    """Texts of selects: no property named twice, none inside another that is named as a whole; or `*`."""
    paths = list(_paths(schema, nested=nested))
    some = st.lists(st.sampled_from(paths), min_size=1, max_size=6, unique=True).map(_outermost)
    return st.builds(lambda paths, comma: comma.join(paths), some, st.sampled_from((",", ", "))) | st.just("*")


def _paths(type: ComplexType, before: str = "", *, nested: bool) -> Iterator[str]:
    for name, prop in type.properties.items():
        yield before + name
        if nested and isinstance(prop.type, ComplexType):
            yield from _paths(prop.type, f"{before}{name}/", nested=True)


def _outermost(paths: list[str]) -> list[str]:
    return [path for path in paths if not any(path.startswith(other + "/") for other in paths)]
