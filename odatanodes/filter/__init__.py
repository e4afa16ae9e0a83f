"""Filter: a `$filter` expression, one checked tree with everything that can be done with it; Plan: how its work is divided."""

from __future__ import annotations

from odatanodes import ast
from odatanodes.base.loaded import loaded
from odatanodes.base.value import Value, set_field
from odatanodes.filter.engines import OnEngines
from odatanodes.filter.expression import OPTIONS
from odatanodes.schema import by_name, schema_named
from odatanodes.schema.types import nouns_of

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, Literal, TypeAlias, overload

    from odatanodes.build.expressions import Logical
    from odatanodes.decide import Verdict
    from odatanodes.edm import DateTimeOffset
    from odatanodes.evaluate import Predicate
    from odatanodes.evaluate.trace import Trace
    from odatanodes.filter.items import N, Node
    from odatanodes.filter.select import Item, Select
    from odatanodes.scan import OnBadRecord
    from odatanodes.scan.source import Source
    from odatanodes.service import Service

    Kept: TypeAlias = Select | Item | Iterable[Item]

__all__ = ["Filter", "Plan"]


class Filter(OnEngines):
    """A `$filter` expression, parsed and checked.

    `source` is text, a template string (PEP 750), a condition of the builder, or a tree. `schema` None means plain OData:
    syntax, arity and literals are checked, names are not. `semantics`: strings compare without case ("batch") or ordinally
    ("odata"); the schema's own by default. `on_missing` "null" reads a required property that an item lacks as null instead
    of raising MissingPropertyError; `on_error` "exclude" drops an item whose evaluation fails instead of raising
    EvaluationError. `clock` returns the instant of `now()`, once per call of matches or apply. `limits` bound what is parsed.
    `allow_backtracking_patterns` runs matchesPattern on Python's engine where google-re2 is missing: for trusted patterns.

    Raises ODataSyntaxError or ODataCheckError.

    >>> Filter("state eq 'idle' and totalTasksRun gt 5").matches({"state": "idle", "totalTasksRun": 7})
    True
    """

    __slots__ = ()

    # --- evaluation ---

    def matches(self, node: Node) -> bool:
        """Return whether an item, a mapping with REST names or a model object, passes the filter.

        Raises MissingPropertyError and EvaluationError (see `on_missing`, `on_error`); ODataCheckError for what only a
        service can evaluate.
        """
        return (self._test or self._current_test())(node)  # one slot: each step more costs a twentieth of a short filter

    __call__ = matches

    def _current_test(self) -> Callable[[Any], bool]:
        """Return the test of an item as it is now; generated code is final, and kept where `matches` finds it."""
        predicate = self._predicate
        if predicate.generated:
            set_field(self, "_test", predicate.matches)
        return predicate.matches

    if TYPE_CHECKING:

        @overload
        def apply(self, nodes: Iterable[N], select: None = None) -> list[N]: ...

        @overload
        def apply(self, nodes: Iterable[Node], select: Kept) -> list[dict[str, Any]]: ...

    def apply(self, nodes: Iterable[Any], select: Kept | None = None) -> list[Any]:
        """Return the items that match, in order: the same objects, or projections of them when `select` is given.

        Raises what `matches` raises.
        """
        kept = (self._compiled or self._predicate).apply(nodes)
        selected = self._selected(select)
        return kept if selected is None else selected.apply_all(kept)

    def _selected(self, select: Kept | None) -> Select | None:
        """Return a Select for the schema of this filter."""
        if select is None:
            return None
        from odatanodes.filter.select import Select

        if not isinstance(select, Select):
            return Select(select, self.schema)
        if None not in (select.schema, self.schema) and select.schema != self.schema:
            raise ValueError(f"this Select is about {nouns_of(select.schema)}, and the filter about {nouns_of(self.schema)}")
        return select

    if TYPE_CHECKING:

        @overload
        def scan(
            self,
            source: Source | Iterable[Source],
            select: Kept | None = None,
            *,
            jobs: int | None = 1,
            on_bad_record: OnBadRecord = "fail",
            raw: Literal[False] = False,
        ) -> Iterator[dict[str, Any]]: ...

        @overload
        def scan(
            self,
            source: Source | Iterable[Source],
            select: None = None,
            *,
            jobs: int | None = 1,
            on_bad_record: OnBadRecord = "fail",
            raw: Literal[True],
        ) -> Iterator[bytes]: ...

    def scan(
        self,
        source: Source | Iterable[Source],
        select: Kept | None = None,
        *,
        jobs: int | None = 1,
        on_bad_record: OnBadRecord = "fail",
        raw: bool = False,
    ) -> Iterator[Any]:
        """Yield the items of files that match, in order: dicts, projections (`select`), or bytes (`raw`).

        `source` is a path, a glob, "-", a binary file, or several: JSON Lines, pages, arrays; plain, gzip or zstd. `jobs`
        processes share a file; `on_bad_record`: "fail", "skip" or a function. See `odatanodes.scan`.
        """
        from odatanodes.scan import scan

        selected = self._selected(select)
        tree = None if selected is None else selected.tree
        return scan(self.expr, self.schema, self.rules, source, tree, jobs=jobs, on_bad_record=on_bad_record, raw=raw)

    def trace(self, node: Node) -> Trace:
        """Return each sub-expression with its value for one item: why it matched or not."""
        from odatanodes.evaluate.trace import trace

        return trace(self.expr, self.schema, self.rules, node)

    @property
    def _predicate(self) -> Predicate:
        if self._compiled is None:
            set_field(self, "_compiled", self._compile())
        assert self._compiled is not None
        return self._compiled

    def _compile(self) -> Predicate:
        from odatanodes.evaluate import compile_predicate

        return compile_predicate(self.expr, self.schema, self.rules)

    # --- all items ---

    def equivalent(self, other: Filter | Logical | str, *, deadline: float = 1.0, known_values: bool = False) -> Verdict:
        """Return whether both filters keep the same items; if not, with an item that only one of them keeps.

        The verdict's `answer` is None where that is not decided within `deadline` seconds. With `known_values` enumerations
        have no values but the schema's. Raises ValueError for filters of another schema, semantics or `on_missing`.
        """
        from odatanodes.decide import equivalent

        other = self._same_nodes(other)
        return equivalent(self.expr, other.expr, self.schema, self.rules, deadline=deadline, known_values=known_values)

    def implies(self, other: Filter | Logical | str, *, deadline: float = 1.0, known_values: bool = False) -> Verdict:
        """Return whether every item that this filter keeps is kept by the other; if not, with an item; see `equivalent`."""
        from odatanodes.decide import implies

        other = self._same_nodes(other)
        return implies(self.expr, other.expr, self.schema, self.rules, deadline=deadline, known_values=known_values)

    def satisfiable(self, *, deadline: float = 1.0, known_values: bool = False) -> Verdict:
        """Return whether there is an item that the filter keeps, with one; see `equivalent`."""
        from odatanodes.decide import satisfiable

        return satisfiable(self.expr, self.schema, self.rules, deadline=deadline, known_values=known_values)

    def _same_nodes(self, other: object) -> Filter:
        """Return a filter about the same items; of a condition or text with the options of this one."""
        from odatanodes.service.clock import is_now

        if not isinstance(other, Filter):
            return self._like(other)
        reads_clock = any(is_now(node) for tree in (self.expr, other.expr) for node in ast.walk(tree))
        names = ("schema", "semantics", "on_missing", *(("clock",) if reads_clock else ()))
        difference = self._difference(other, names)
        if difference:
            raise ValueError(f"these filters are not about the same items, or do not read them the same way: {difference}")
        return other

    # --- the service ---

    def plan(
        self,
        select: Kept | None = None,
        service: Service | str | None = None,
        now: datetime.datetime | DateTimeOffset | None = None,
        max_terms: int | None = None,
        *,
        trust_ne: bool = False,
        send_aliases: bool = False,
        expand: Iterable[str] = (),
    ) -> Plan:
        """Divide the work: what a list API is sent, what is left to do here, and why; `service`: by default the schema's.

        `now` is the instant of `now()` (by default the clock's); `max_terms` limits the comparisons that are sent; `trust_ne`
        sends `ne` on properties that can be missing, `send_aliases` the documented names; `expand`: what else to expand.
        """
        from odatanodes.functions.dates import moment
        from odatanodes.service import LIST_NODES, service_for, service_named
        from odatanodes.service.plan import plan

        service = (service_for(self.schema) or LIST_NODES) if service is None else service_named(service)
        if self.schema is not service.schema:
            raise ValueError(f"this filter was not checked against what {service.name} lists: make it with the service's schema")
        selected = self._selected(select)
        found = plan(
            self.expr,
            service,
            self.rules,
            select=None if selected is None else selected.tree,
            now=moment(self.clock if now is None else lambda: now),
            max_terms=max_terms,
            trust_ne=trust_ne,
            send_aliases=send_aliases,
            expand=_expanded(expand, service),
        )
        residual = None if found.residual is None else self._with(found.residual)
        project = None if found.project is None else selected
        return Plan(found.filter, found.select, residual, project, found.exact, found.never, found.reasons, found.expand)

    def __reduce__(self) -> tuple[Callable[..., Filter], tuple[object, ...]]:
        # by text: small, stable across versions, and positions stay
        text = self.to_text("odata4") if self._derived else self.text
        return _restore, (text, by_name(self.schema), {name: getattr(self, name) for name in OPTIONS})


def _expanded(expand: Iterable[str], service: Service) -> list[str]:
    """Return the names to expand; raises ODataCheckError for one that the service does not expand."""
    text = expand if isinstance(expand, str) else ",".join(expand)
    if not text:
        return []
    from odatanodes.service import expand_refusals

    found = expand_refusals(text, service)
    if found:
        from odatanodes.diagnostics import ODataCheckError

        raise ODataCheckError(found, text)
    return [name.strip() for name in text.split(",")]


class Plan(Value):
    """What goes where: send `filter` and `select`, then keep what `residual` matches and apply `project`; skip what is None.

    `filter` is text, `select` and `expand` are lists of property names, as the azure-batch client takes them. `exact`:
    nothing is left to do here. `never`: no item can match, so that nothing needs to be requested. `reasons` are pairs: a part
    of the filter that was not sent, or not fully, and why. `str(plan)` is what `odatanodes plan` prints.
    """

    __slots__ = ("exact", "expand", "filter", "never", "project", "reasons", "residual", "select")
    __match_args__ = ("filter", "select", "residual", "project", "exact", "never", "reasons", "expand")
    filter: str | None
    select: list[str] | None
    expand: list[str] | None
    residual: Filter | None
    project: Select | None
    exact: bool
    never: bool
    reasons: tuple[tuple[str, str], ...]

    def __init__(
        self,
        filter: str | None,
        select: list[str] | None,
        residual: Filter | None,
        project: Select | None,
        exact: bool,
        never: bool = False,
        reasons: tuple[tuple[str, str], ...] = (),
        expand: list[str] | None = None,
    ) -> None:
        set_field(self, "filter", filter)
        set_field(self, "select", select)
        set_field(self, "expand", expand)
        set_field(self, "residual", residual)
        set_field(self, "project", project)
        set_field(self, "exact", exact)
        set_field(self, "never", never)
        set_field(self, "reasons", reasons)

    def _key(self) -> tuple[object, ...]:
        return tuple([tuple(field) if isinstance(field, list) else field for field in self._fields()])

    def __str__(self) -> str:
        residual, project = [None if part is None else part.to_text("batch") for part in (self.residual, self.project)]
        from odatanodes.service.plan import render

        return render(self.filter, self.select, self.expand, residual, project, self.reasons)

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as data for JSON: texts, lists, true and false; `reasons` as objects with `part` and `why`."""
        return {
            "filter": self.filter,
            "select": self.select,
            "expand": self.expand,
            "residual": None if self.residual is None else str(self.residual),
            "project": None if self.project is None else str(self.project),
            "exact": self.exact,
            "never": self.never,
            "reasons": [{"part": part, "why": why} for part, why in self.reasons],
        }


def _restore(text: str, schema: Any, options: dict[str, Any]) -> Filter:
    return Filter(text, schema_named(schema), **options)


loaded(__name__)
