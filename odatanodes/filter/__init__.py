"""Filter: a `$filter` expression, one checked tree with everything that can be done with it.

Comes in: text, a tree, or an expression of the builder (see _expression). Goes out: nodes that match, why they do, answers about
all nodes, a plan for the service.
"""

from __future__ import annotations

from odatanodes.base.loaded import loaded
from odatanodes.base.text import expect
from odatanodes.base.value import Value, set_field
from odatanodes.filter.engines import OnEngines
from odatanodes.filter.expression import OPTIONS
from odatanodes.schema import by_name, schema_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, Literal, overload

    from odatanodes.decide import Verdict
    from odatanodes.edm import DateTimeOffset
    from odatanodes.evaluate import Predicate
    from odatanodes.evaluate.trace import Trace
    from odatanodes.filter.select import Select
    from odatanodes.scan import OnBadRecord
    from odatanodes.scan.source import Source
    from odatanodes.service import Service

__all__ = ["Filter", "Plan"]


class Filter(OnEngines):
    """A `$filter` expression, parsed and checked.

    `source` is text, a tree of ast nodes or a builder expression. `schema` None means plain OData: syntax, arity and
    literals are checked, names are not. `semantics` says how strings compare: "batch" ignores case, "odata" does not; the
    schema's own by default. `on_missing` "null" reads a required property that a node lacks as null instead of raising
    MissingPropertyError; `on_error` "exclude" drops a node whose evaluation fails instead of raising EvaluationError.
    `clock` returns the instant that `now()` stands for, once per call of matches or apply. `allow_backtracking_patterns`
    runs matchesPattern on Python's engine where google-re2 is not installed: only for patterns that are trusted.

    Raises ODataSyntaxError or ODataCheckError.

    >>> f = Filter("state eq 'idle' and startTaskInfo/exitCode ne 0")
    >>> f.matches({"state": "idle", "startTaskInfo": {"exitCode": 1}})
    True
    >>> str(f)
    "state eq 'idle' and startTaskInfo/exitCode ne 0"
    """

    __slots__ = ()

    # --- evaluation ---

    def matches(self, node: Mapping[str, Any]) -> bool:
        """Return whether a node, a dict with REST names or any Mapping or model object of the same, passes the filter.

        Raises MissingPropertyError or EvaluationError (see `on_missing`, `on_error`), ODataCheckError for what only a
        service can evaluate.
        """
        return (self._test or self._current_test())(node)  # one slot: each step more costs a twentieth of a short filter

    __call__ = matches

    def _current_test(self) -> Callable[[Any], bool]:
        """Return the test of a node as it is now; once it is generated code it stays, and is kept where `matches` looks."""
        predicate = self._predicate
        if predicate.generated:
            set_field(self, "_test", predicate.matches)
        return predicate.matches

    def apply(self, nodes: Iterable[Mapping[str, Any]], select: Select | str | None = None) -> list[Any]:
        """Return the nodes that match, in order: the same objects, or projections of them when `select` is given.

        The filter looks at the whole node, whatever `select` keeps. Raises what `matches` raises.
        """
        kept = (self._compiled or self._predicate).apply(nodes)
        if select is None:
            return kept
        from odatanodes.filter.select import Select

        return (select if isinstance(select, Select) else Select(select, self.schema)).apply_all(kept)

    if TYPE_CHECKING:

        @overload
        def scan(
            self,
            source: Source | Iterable[Source],
            select: Select | str | None = None,
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
        select: Select | str | None = None,
        *,
        jobs: int | None = 1,
        on_bad_record: OnBadRecord = "fail",
        raw: bool = False,
    ) -> Iterator[Any]:
        """Yield the nodes of files that match, in order: dicts, or projections of them when `select` is given.

        `source` is a path, a glob, "-" for standard input, a file opened in binary mode, or several of these: JSON Lines, pages
        of the service (`{"value": […]}`), arrays, one after the other; plain, gzip or zstd. It is read part by part: what is
        held does not grow with the file, but with the largest record (at most 16 MiB). With `raw` the records come as the bytes
        they were, without the line's end (blanks left out of one that spans several lines). `jobs` processes share a plain file
        of JSON Lines, None: one for each core if it is large; a program that uses more than one guards its main module.
        `on_bad_record` "skip" leaves out what is no node, or none that the filter can be evaluated on; a function is called with
        each as a BadRecord; so with an empty file in a glob or among several. Raises BadRecordError (an InputError, a ValueError)
        for the first such record otherwise, and InputError for a source that cannot be read, or is empty and the only one.

        >>> from io import BytesIO
        >>> pages = BytesIO(b'{"value": [{"id": "n1", "state": "idle"}, {"id": "n2", "state": "running"}]}')
        >>> list(Filter("state eq 'idle'").scan(pages, select="id"))
        [{'id': 'n1'}]
        """
        from odatanodes.scan import scan

        if isinstance(select, str):
            from odatanodes.filter.select import Select

            select = Select(select, self.schema)
        tree = None if select is None else select.tree
        return scan(self.expr, self.schema, self.rules, source, tree, jobs=jobs, on_bad_record=on_bad_record, raw=raw)

    def trace(self, node: Mapping[str, Any]) -> Trace:
        """Return each sub-expression with its value for one node: why it matched or not."""
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

    # --- all nodes ---

    def equivalent(self, other: Filter, *, deadline: float = 1.0, known_values: bool = False) -> Verdict:
        """Return whether both filters keep the same nodes; if not, with a node that only one of them keeps.

        The verdict's answer is None where that was not decided, in `deadline` seconds for example. With `known_values`
        enumerations have no other values than the schema's. Raises ValueError for filters that are not about the same nodes:
        of another schema, semantics or `on_missing`.

        >>> Filter("not (totalTasksRun lt 6)").equivalent(Filter("totalTasksRun gt 5"))
        Verdict(answer=True)
        """
        from odatanodes.decide import equivalent

        self._same_nodes(other)
        return equivalent(self.expr, other.expr, self.schema, self.rules, deadline=deadline, known_values=known_values)

    def implies(self, other: Filter, *, deadline: float = 1.0, known_values: bool = False) -> Verdict:
        """Return whether every node that this filter keeps is kept by the other; if not, with a node; see `equivalent`.

        >>> verdict = Filter("startTaskInfo/exitCode ne 0").implies(Filter("startTaskInfo ne null"))
        >>> verdict.answer, "startTaskInfo" in verdict.counterexample
        (False, False)
        """
        from odatanodes.decide import implies

        self._same_nodes(other)
        return implies(self.expr, other.expr, self.schema, self.rules, deadline=deadline, known_values=known_values)

    def satisfiable(self, *, deadline: float = 1.0, known_values: bool = False) -> Verdict:
        """Return whether there is a node that the filter keeps, with one; see `equivalent`.

        >>> Filter("startTaskInfo/exitCode gt 5 and startTaskInfo/exitCode lt 6").satisfiable()
        Verdict(answer=False)
        """
        from odatanodes.decide import satisfiable

        return satisfiable(self.expr, self.schema, self.rules, deadline=deadline, known_values=known_values)

    def _same_nodes(self, other: object) -> None:
        expect(other, Filter, "other is a Filter")
        for name in ("schema", "semantics", "on_missing"):
            if getattr(self, name) != getattr(other, name):
                raise ValueError(
                    f"these filters differ in {name}: they are not about the same nodes, or do not read them the same way"
                )

    # --- the service ---

    def plan(
        self,
        select: Select | str | Iterable[str] | None = None,
        service: Service | None = None,
        now: datetime.datetime | DateTimeOffset | None = None,
        max_terms: int | None = None,
        *,
        trust_ne: bool = False,
        send_aliases: bool = False,
        expand: Iterable[str] = (),
    ) -> Plan:
        """Divide the work: what a list API is sent, what is left to do here, and why; `service` is the schema's by default.

        `now` is what `now()` means, there and here: the present by default, or what `clock` says; `max_terms` limits how many
        comparisons are sent; `trust_ne` sends `ne` on properties that can be missing. `send_aliases` sends a property that the
        documentation of $filter names differently than the items do (tasks: `lastModifiedTime`), by the documentation's name;
        `expand` is what to expand beside what the plan needs. Raises ValueError for a filter of another schema.

        >>> plan = Filter("state eq 'idle' and vmSize eq 'a1'").plan(select="id")
        >>> plan.filter, plan.select, plan.residual
        ("state eq 'idle'", ['id', 'vmSize'], Filter(node.vm_size == "a1"))
        """
        from odatanodes.filter.select import Select
        from odatanodes.functions.dates import moment
        from odatanodes.service import LIST_NODES, Service, service_for
        from odatanodes.service.plan import plan

        service = (service_for(self.schema) or LIST_NODES) if service is None else service
        expect(service, Service, "service is a Service")
        if self.schema is not service.schema:
            raise ValueError(f"this filter was not checked against what {service.name} lists: make it with the service's schema")
        if select is not None and not isinstance(select, Select):
            select = Select(select, self.schema)
        found = plan(
            self.expr,
            service,
            self.rules,
            select=None if select is None else select.tree,
            now=moment(self.clock if now is None else lambda: now),
            max_terms=max_terms,
            trust_ne=trust_ne,
            send_aliases=send_aliases,
            expand=[expand] if isinstance(expand, str) else list(expand),
        )
        residual = None if found.residual is None else self._with(found.residual)
        project = None if found.project is None else select
        return Plan(found.filter, found.select, residual, project, found.exact, found.never, found.reasons, found.expand)

    def __reduce__(self) -> tuple[Callable[..., Filter], tuple[object, ...]]:
        # by text: small, stable across versions, and positions stay
        text = self.to_text("odata4") if self._derived else self.text
        return _restore, (text, by_name(self.schema), {name: getattr(self, name) for name in OPTIONS})


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
