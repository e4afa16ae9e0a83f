"""Filter: a `$filter` expression, one checked tree with everything that can be done with it.

Comes in: text, a tree, or an expression of the builder. Flow: parse -> check -> a typed tree, kept; text, predicate and paths
are made from it when first asked for and kept as well (two threads may both make one; they are equal).
"""

from __future__ import annotations

from odatanodes import ast
from odatanodes._frozen import Frozen, by_name, check_schema, dialect_of, schema_named, semantics_of
from odatanodes._loaded import loaded
from odatanodes._value import expect, picture, set_field
from odatanodes.check import check
from odatanodes.diagnostics import Diagnostic, ODataCheckError
from odatanodes.parse import DEFAULT_LIMITS, parse_with_notes
from odatanodes.paths import paths_read
from odatanodes.schema import BATCH_NODE
from odatanodes.select import Select

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, Literal, NoReturn, overload

    from odatanodes import edm
    from odatanodes._frozen import Dialect, Semantics
    from odatanodes.builder.expressions import Logical
    from odatanodes.compile import Predicate
    from odatanodes.decide import Verdict
    from odatanodes.edm import DateTimeOffset
    from odatanodes.parameters import Template
    from odatanodes.parse import Limits
    from odatanodes.plan import Plan
    from odatanodes.scan import OnBadRecord
    from odatanodes.scan.source import Source
    from odatanodes.schema import EntityType
    from odatanodes.service import Service
    from odatanodes.trace import Trace

    OnMissing = Literal["raise", "null"]
    OnError = Literal["raise", "exclude"]

__all__ = ["Filter"]

OPTIONS = ("semantics", "on_missing", "on_error", "clock", "limits", "allow_backtracking_patterns")
SHORT = 60
"""Up to so many characters of text a Filter shows itself as Python."""


class Filter(Frozen):
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

    __slots__ = (
        "_cache",
        "_compiled",
        "_derived",
        "_warnings",
        "allow_backtracking_patterns",
        "clock",
        "expr",
        "limits",
        "on_error",
        "on_missing",
        "schema",
        "semantics",
        "text",
    )
    expr: ast.Expr
    schema: EntityType | None
    semantics: Semantics
    on_missing: OnMissing
    on_error: OnError
    clock: Callable[[], DateTimeOffset] | None
    limits: Limits
    allow_backtracking_patterns: bool
    text: str  # what the spans of the tree point into; not the whole filter when that was derived from another
    _warnings: tuple[Diagnostic, ...]
    _derived: bool
    _cache: dict[str, Any]
    _compiled: Predicate | None

    def __init__(
        self,
        source: str | ast.Expr | Filter | Logical,
        schema: EntityType | None = BATCH_NODE,
        *,
        semantics: Semantics | None = None,
        on_missing: OnMissing = "raise",
        on_error: OnError = "raise",
        clock: Callable[[], DateTimeOffset] | None = None,
        limits: Limits = DEFAULT_LIMITS,
        allow_backtracking_patterns: bool = False,
    ) -> None:
        check_schema(schema)
        if clock is not None and not callable(clock):
            raise TypeError(f"clock is a function that returns an instant, not {picture(clock)}")
        if semantics is None:
            semantics = semantics_of(schema)
        _one_of("semantics", semantics, ("batch", "odata"))
        _one_of("on_missing", on_missing, ("raise", "null"))
        _one_of("on_error", on_error, ("raise", "exclude"))
        text, expr, notes = _read(source, limits)
        expr, found = _checked(expr, schema, semantics, text)
        set_field(self, "schema", schema)
        set_field(self, "semantics", semantics)
        set_field(self, "on_missing", on_missing)
        set_field(self, "on_error", on_error)
        set_field(self, "clock", clock)
        set_field(self, "limits", limits)
        set_field(self, "allow_backtracking_patterns", allow_backtracking_patterns)
        self._keep(expr, text, tuple(sorted([*notes, *found], key=lambda d: d.span)), derived=False)

    def _keep(self, expr: ast.Expr, text: str, warnings: tuple[Diagnostic, ...], *, derived: bool) -> None:
        set_field(self, "expr", expr)
        set_field(self, "text", text)
        set_field(self, "_warnings", warnings)
        set_field(self, "_derived", derived)
        set_field(self, "_cache", {})
        set_field(self, "_compiled", None)

    def _with(self, expr: ast.Expr) -> Filter:
        """Return a filter of a checked tree that was made from this one's, with the same options and the same text."""
        made = object.__new__(Filter)
        set_field(made, "schema", self.schema)
        for name in OPTIONS:
            set_field(made, name, getattr(self, name))
        made._keep(expr, self.text, self._warnings, derived=True)
        return made

    # --- text ---

    def to_text(self, dialect: Dialect | None = None) -> str:
        """Return the canonical text, fewest parentheses; dialect "batch" or "odata4", the schema's own by default."""
        from odatanodes.serialize import to_text

        return to_text(self.expr, dialect or dialect_of(self.schema))

    def __str__(self) -> str:
        text: str = self._made("text", self.to_text)
        return text

    def __repr__(self) -> str:
        text = str(self)
        if self.schema is BATCH_NODE and len(text) <= SHORT:
            from odatanodes.build import to_python

            return f"Filter({to_python(self.expr)})"
        return f"Filter({text!r})"

    def to_python(self) -> str:
        """Return the expression of the builder that makes this filter.

        >>> Filter("state eq 'idle' or startTaskInfo/exitCode ne 0").to_python()
        '(node.state == "idle") | (node.start_task_info.exit_code != 0)'
        """
        from odatanodes.build import to_python

        return to_python(self.expr, self.schema)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Warnings that did not stop it, sorted by position."""
        return self._warnings

    @property
    def paths(self) -> frozenset[str]:
        """The property paths it reads, such as `startTaskInfo/exitCode`; inside a lambda with the collection's path before."""
        paths: frozenset[str] = self._made("paths", lambda: paths_read(self.expr))
        return paths

    # --- parameters ---

    @property
    def parameters(self) -> dict[str, edm.Type]:
        """The parameter aliases it has, without the @, with the types their places ask for.

        >>> Filter("state eq @state and totalTasksRun gt @most").parameters
        {'state': PrimitiveType(name='Edm.String'), 'most': PrimitiveType(name='Edm.Int32')}
        """
        from odatanodes.parameters import parameters

        return parameters(self.expr)

    def bind(self, /, **values: object) -> Filter:
        """Return the filter with a literal in place of each parameter alias: str, numbers, aware datetime, list for `in` …

        A value is never read as text of a filter. Raises ParameterError (a TypeError) for names that are missing or unknown
        and values that no literal stands for, ODataCheckError for a value of the wrong type.

        >>> str(Filter("state eq @state").bind(state="idle"))
        "state eq 'idle'"
        """
        return self._bound(values, partial=False)

    def _bound(self, values: dict[str, object], *, partial: bool) -> Filter:
        from odatanodes.parameters import Binder

        binder: Binder = self._made("binder", lambda: Binder(self.expr))
        expr, sure = binder.bind(values, partial=partial)
        if not sure:
            expr, _ = _checked(expr, self.schema, self.semantics, self.text)
        return self._with(expr)

    @classmethod
    def from_template(cls, template: Template, schema: EntityType | None = BATCH_NODE, **options: Any) -> Filter:
        """Return the filter of a template string (PEP 750), `t"state eq {state}"`: each hole is a value, never text.

        `options` are those of the constructor. Raises ParameterError for a hole inside quotes, one with a format, and for an
        f-string, which no longer knows its values.
        """
        from odatanodes.parameters import check_holes, from_template

        text, values = from_template(template)
        made = cls(text, schema, **options)
        check_holes(made.expr, values)
        return made._bound(values, partial=True)  # aliases written out in the template are left for bind

    # --- evaluation ---

    def matches(self, node: Mapping[str, Any]) -> bool:
        """Return whether a node, a dict with REST names or any Mapping or model object of the same, passes the filter.

        Raises MissingPropertyError or EvaluationError (see `on_missing`, `on_error`), ODataCheckError for what only a
        service can evaluate.
        """
        return (self._compiled or self._predicate).matches(node)  # a slot: asking _made costs as much as a short filter

    __call__ = matches

    def apply(self, nodes: Iterable[Mapping[str, Any]], select: Select | str | None = None) -> list[Any]:
        """Return the nodes that match, in order: the same objects, or projections of them when `select` is given.

        The filter looks at the whole node, whatever `select` keeps. Raises what `matches` raises.
        """
        kept = self._predicate.apply(nodes)
        if select is None:
            return kept
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
        each as a BadRecord. Raises BadRecordError (an InputError, a ValueError) for the first such record otherwise, and
        InputError for a source that cannot be read.

        >>> from io import BytesIO
        >>> pages = BytesIO(b'{"value": [{"id": "n1", "state": "idle"}, {"id": "n2", "state": "running"}]}')
        >>> list(Filter("state eq 'idle'").scan(pages, select="id"))
        [{'id': 'n1'}]
        """
        from odatanodes.scan import scan

        if isinstance(select, str):
            select = Select(select, self.schema)
        return scan(self, source, select, jobs=jobs, on_bad_record=on_bad_record, raw=raw)

    def without_clock(self) -> Filter:
        """Return the same filter with the system's clock, which can be pickled whatever the clock was."""
        if self.clock is None:
            return self
        made = self._with(self.expr)
        set_field(made, "clock", None)
        return made

    def trace(self, node: Mapping[str, Any]) -> Trace:
        """Return each sub-expression with its value for one node: why it matched or not."""
        from odatanodes.trace import trace

        return trace(
            self.expr,
            node,
            semantics=self.semantics,
            key=self._key,
            on_missing=self.on_missing,
            clock=self.clock,
            text=self.text,
            allow_backtracking_patterns=self.allow_backtracking_patterns,
        )

    @property
    def _key(self) -> str:
        return "id" if self.schema is None else self.schema.key

    @property
    def _predicate(self) -> Predicate:
        if self._compiled is None:
            set_field(self, "_compiled", self._compile())
        assert self._compiled is not None
        return self._compiled

    def _compile(self) -> Predicate:
        from odatanodes.compile import compile_predicate

        return compile_predicate(
            self.expr,
            semantics=self.semantics,
            key=self._key,
            on_missing=self.on_missing,
            on_error=self.on_error,
            clock=self.clock,
            text=self.text,
            allow_backtracking_patterns=self.allow_backtracking_patterns,
        )

    def _made(self, name: str, make: Callable[[], Any]) -> Any:
        cache = self._cache
        if name not in cache:
            cache[name] = make()
        return cache[name]

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

        expect(other, Filter, "other is a Filter")
        return equivalent(self, other, deadline=deadline, known_values=known_values)

    def implies(self, other: Filter, *, deadline: float = 1.0, known_values: bool = False) -> Verdict:
        """Return whether every node that this filter keeps is kept by the other; if not, with a node; see `equivalent`.

        >>> verdict = Filter("startTaskInfo/exitCode ne 0").implies(Filter("startTaskInfo ne null"))
        >>> verdict.answer, "startTaskInfo" in verdict.counterexample
        (False, False)
        """
        from odatanodes.decide import implies

        expect(other, Filter, "other is a Filter")
        return implies(self, other, deadline=deadline, known_values=known_values)

    def satisfiable(self, *, deadline: float = 1.0, known_values: bool = False) -> Verdict:
        """Return whether there is a node that the filter keeps, with one; see `equivalent`.

        >>> Filter("startTaskInfo/exitCode gt 5 and startTaskInfo/exitCode lt 6").satisfiable()
        Verdict(answer=False)
        """
        from odatanodes.decide import satisfiable

        return satisfiable(self, deadline=deadline, known_values=known_values)

    # --- the service ---

    def plan(
        self,
        select: Select | str | Iterable[str] | None = None,
        service: Service | None = None,
        now: datetime.datetime | DateTimeOffset | None = None,
        max_terms: int | None = None,
        *,
        trust_ne: bool = False,
    ) -> Plan:
        """Divide the work: what a list API is sent, what is left to do here, and why; `service` is List Nodes by default.

        `now` is what `now()` means, there and here: the present by default, or what `clock` says; `max_terms` limits how many
        comparisons are sent; `trust_ne` sends `ne` on properties that can be missing. Raises ValueError for a filter that was
        checked against another schema.

        >>> plan = Filter("state eq 'idle' and vmSize eq 'a1'").plan(select="id")
        >>> plan.filter, plan.select, plan.residual
        ("state eq 'idle'", ['id', 'vmSize'], Filter(node.vm_size == "a1"))
        """
        from odatanodes.functions.dates import moment
        from odatanodes.plan import plan
        from odatanodes.service import LIST_NODES, Service

        service = LIST_NODES if service is None else service
        expect(service, Service, "service is a Service")
        if self.schema is not service.schema:
            raise ValueError(f"this filter was not checked against what {service.name} lists: make it with the service's schema")
        if select is not None and not isinstance(select, Select):
            select = Select(select, self.schema)
        found = plan(
            self.expr,
            select=None if select is None else select.tree,
            service=service,
            semantics=self.semantics,
            now=moment(self.clock if now is None else lambda: now),
            max_terms=max_terms,
            trust_ne=trust_ne,
        )
        return found.replace(
            residual=None if found.residual is None else self._with(found.residual),  # type: ignore[arg-type]  # plan() makes trees
            project=None if found.project is None else select,
        )

    # --- combination ---

    def _joined(self, other: object, kind: type[ast.And | ast.Or]) -> Filter:
        if not isinstance(other, Filter):
            return NotImplemented  # type: ignore[no-any-return]  # what the operators of Python ask for
        if self._options() != other._options():
            raise ValueError("filters with different schema, semantics or error handling cannot be combined")
        return self._rebuilt(kind((self.expr, other.expr)))

    def _rebuilt(self, expr: ast.Expr) -> Filter:
        """Return the filter of a tree that has no one text: it gets its own, so that positions mean something."""
        options: dict[str, Any] = {name: getattr(self, name) for name in OPTIONS}
        return Filter(expr, self.schema, **options)

    def __and__(self, other: object) -> Filter:
        return self._joined(other, ast.And)

    def __or__(self, other: object) -> Filter:
        return self._joined(other, ast.Or)

    def __invert__(self) -> Filter:
        return self._rebuilt(ast.Not(self.expr))

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "a Filter has no truth value: combine filters with & | ~ instead of and, or, not; call it on a node to test it"
        )

    # --- identity ---

    def _options(self) -> tuple[object, ...]:
        return (self.schema, self.semantics, self.on_missing, self.on_error, self.clock, self.allow_backtracking_patterns)

    def _identity(self) -> tuple[object, ...]:
        return (self.expr, *self._options())

    def __hash__(self) -> int:
        return hash((self.expr, self.semantics))  # not the schema: hashing it costs more than the lookup saves

    __eq__ = Frozen.__eq__

    def __reduce__(self) -> tuple[Callable[..., Filter], tuple[object, ...]]:
        # by text: small, stable across versions, and positions stay
        text = self.to_text("odata4") if self._derived else self.text
        return _restore, (text, by_name(self.schema), {name: getattr(self, name) for name in OPTIONS})


def _restore(text: str, schema: Any, options: dict[str, Any]) -> Filter:
    return Filter(text, schema_named(schema), **options)


def _checked(expr: ast.Expr, schema: EntityType | None, semantics: Semantics, text: str) -> tuple[ast.Expr, list[Diagnostic]]:
    expr, found = check(expr, schema, semantics=semantics)
    errors = [d for d in found if d.severity == "error"]
    if errors:
        raise ODataCheckError(errors, text)
    return expr, found


def _read(source: object, limits: Limits) -> tuple[str, ast.Expr, list[Diagnostic]]:
    """Return the text (for positions), the tree and the notes of what a Filter is made from."""
    if isinstance(source, str):
        tree, notes = parse_with_notes(source, "filter", limits)
        assert isinstance(tree, ast.Expr)
        return source, tree, notes
    expr = source if isinstance(source, ast.Expr) else getattr(source, "expr", None)
    if not isinstance(expr, ast.Expr):
        raise TypeError(f"a Filter is made from text, a tree or a builder expression, not {type(source).__name__}")
    from odatanodes.serialize import to_text

    text = source.text if isinstance(source, Filter) and not source._derived else to_text(expr, "odata4")
    tree, _ = parse_with_notes(text, "filter", limits)  # for the spans: a tree that was built has none
    assert isinstance(tree, ast.Expr)
    return text, tree, []


def _one_of(name: str, value: object, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{name} is one of {', '.join(map(repr, allowed))}, not {value!r}")


loaded(__name__)
