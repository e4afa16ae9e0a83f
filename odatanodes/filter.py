"""Filter and Select: the public objects, each one checked tree with everything that can be done with it.

Comes in: text, a tree, or an expression of the builder. Flow: parse -> check -> a typed tree, kept; text, predicate, trace
and findings are made from it when first asked for and kept as well (two threads may both make one; they are equal).
"""

from __future__ import annotations

from odatanodes import ast
from odatanodes._value import set_field
from odatanodes.check import check, check_select
from odatanodes.diagnostics import MAX_DIAGNOSTICS, Diagnostic, ODataCheckError, ODataSyntaxError
from odatanodes.parse import DEFAULT_LIMITS, parse_with_notes
from odatanodes.schema import BATCH_NODE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, Literal, NoReturn, Self

    from odatanodes.compile import Predicate
    from odatanodes.edm import DateTimeOffset
    from odatanodes.parse import Limits
    from odatanodes.schema import EntityType
    from odatanodes.service import Service
    from odatanodes.trace import Trace

    Dialect = Literal["batch", "odata4"]
    Semantics = Literal["batch", "odata"]

__all__ = ["Filter", "Select", "validate"]


class _Frozen:
    """What Filter and Select share: no attribute changes after construction, equality by `_identity`."""

    __slots__ = ()

    def _identity(self) -> tuple[object, ...]:
        raise NotImplementedError

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable: cannot set '{name}'")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable: cannot delete '{name}'")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        assert isinstance(other, _Frozen)
        return self._identity() == other._identity()

    def __hash__(self) -> int:
        raise NotImplementedError

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self


class Filter(_Frozen):
    """A `$filter` expression, parsed and checked.

    `source` is text, a tree of ast nodes or a builder expression. `schema` None means plain OData: syntax, arity and
    literals are checked, names are not. `semantics` says how strings compare: "batch" ignores case, "odata" does not; the
    schema's own by default. `on_missing` "null" reads a required property that a node lacks as null instead of raising
    MissingPropertyError; `on_error` "exclude" drops a node whose evaluation fails instead of raising EvaluationError.
    `clock` returns the instant that `now()` stands for, once per call of matches or apply.

    Raises ODataSyntaxError or ODataCheckError.

    >>> f = Filter("state eq 'idle' and startTaskInfo/exitCode ne 0")
    >>> f.matches({"state": "idle", "startTaskInfo": {"exitCode": 1}})
    True
    >>> str(f)
    "state eq 'idle' and startTaskInfo/exitCode ne 0"
    """

    __slots__ = ("_cache", "_warnings", "clock", "expr", "limits", "on_error", "on_missing", "schema", "semantics", "text")
    expr: ast.Expr
    schema: EntityType | None
    semantics: Semantics
    on_missing: Literal["raise", "null"]
    on_error: Literal["raise", "exclude"]
    clock: Callable[[], DateTimeOffset] | None
    limits: Limits
    text: str
    _warnings: tuple[Diagnostic, ...]
    _cache: dict[str, Any]

    def __init__(
        self,
        source: str | ast.Expr | Filter,
        schema: EntityType | None = BATCH_NODE,
        *,
        semantics: Semantics | None = None,
        on_missing: Literal["raise", "null"] = "raise",
        on_error: Literal["raise", "exclude"] = "raise",
        clock: Callable[[], DateTimeOffset] | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        text, expr, notes = _read(source, limits)
        expr, found = check(expr, schema)
        errors = [d for d in found if d.severity == "error"]
        if errors:
            raise ODataCheckError(errors, text)
        if semantics is None:
            semantics = "odata" if schema is None else schema.semantics
        _one_of("semantics", semantics, ("batch", "odata"))
        _one_of("on_missing", on_missing, ("raise", "null"))
        _one_of("on_error", on_error, ("raise", "exclude"))
        set_field(self, "expr", expr)
        set_field(self, "schema", schema)
        set_field(self, "semantics", semantics)
        set_field(self, "on_missing", on_missing)
        set_field(self, "on_error", on_error)
        set_field(self, "clock", clock)
        set_field(self, "limits", limits)
        set_field(self, "text", text)
        set_field(self, "_warnings", tuple(sorted([*notes, *found], key=lambda d: d.span)))
        set_field(self, "_cache", {})

    # --- text ---

    def to_text(self, dialect: Dialect | None = None) -> str:
        """Return the canonical text, fewest parentheses; dialect "batch" or "odata4", the schema's own by default."""
        from odatanodes.serialize import to_text

        return to_text(self.expr, dialect or _dialect(self.schema))

    def __str__(self) -> str:
        text: str = self._made("text", self.to_text)
        return text

    def __repr__(self) -> str:
        return f"Filter({str(self)!r})"

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Warnings that did not stop it, sorted by position."""
        return self._warnings

    @property
    def paths(self) -> frozenset[str]:
        """The property paths it reads, such as `startTaskInfo/exitCode`; inside a lambda with the collection's path before."""
        paths: frozenset[str] = self._made("paths", lambda: _paths(self.expr))
        return paths

    # --- evaluation ---

    def matches(self, node: Mapping[str, Any]) -> bool:
        """Return whether a node, a dict with REST names or any Mapping or model object of the same, passes the filter.

        Raises MissingPropertyError or EvaluationError (see `on_missing`, `on_error`), ODataCheckError for what only a
        service can evaluate.
        """
        return self._predicate.matches(node)

    __call__ = matches

    def apply(self, nodes: Iterable[Mapping[str, Any]], select: Select | str | None = None) -> list[Any]:
        """Return the nodes that match, in order: the same objects, or projections of them when `select` is given.

        The filter looks at the whole node, whatever `select` keeps. Raises what `matches` raises.
        """
        kept = self._predicate.apply(nodes)
        if select is None:
            return kept
        return (Select(select, self.schema) if isinstance(select, str) else select).apply_all(kept)

    def trace(self, node: Mapping[str, Any]) -> Trace:
        """Return each sub-expression with its value for one node: why it matched or not."""
        from odatanodes.trace import trace

        return trace(
            self.expr, node, semantics=self.semantics, key=self._key, on_missing=self.on_missing, clock=self.clock, text=self.text
        )

    @property
    def _key(self) -> str:
        return "id" if self.schema is None else self.schema.key

    @property
    def _predicate(self) -> Predicate:
        predicate: Predicate = self._made("predicate", self._compile)
        return predicate

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
        )

    def _made(self, name: str, make: Callable[[], Any]) -> Any:
        cache = self._cache
        if name not in cache:
            cache[name] = make()
        return cache[name]

    # --- combination ---

    def _with(self, expr: ast.Expr) -> Filter:
        return Filter(
            expr,
            self.schema,
            semantics=self.semantics,
            on_missing=self.on_missing,
            on_error=self.on_error,
            clock=self.clock,
            limits=self.limits,
        )

    def _joined(self, other: object, kind: type[ast.And | ast.Or]) -> Filter:
        if not isinstance(other, Filter):
            return NotImplemented
        if self._options() != other._options():
            raise ValueError("filters with different schema, semantics or error handling cannot be combined")
        return self._with(kind((self.expr, other.expr)))

    def __and__(self, other: object) -> Filter:
        return self._joined(other, ast.And)

    def __or__(self, other: object) -> Filter:
        return self._joined(other, ast.Or)

    def __invert__(self) -> Filter:
        return self._with(ast.Not(self.expr))

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "a Filter has no truth value: combine filters with & | ~ instead of and, or, not; call it on a node to test it"
        )

    # --- identity ---

    def _options(self) -> tuple[object, ...]:
        return (self.schema, self.semantics, self.on_missing, self.on_error, self.clock)

    def _identity(self) -> tuple[object, ...]:
        return (self.expr, *self._options())

    def __hash__(self) -> int:
        return hash((self.expr, self.semantics))  # not the schema: hashing it costs more than the lookup saves

    __eq__ = _Frozen.__eq__

    def __reduce__(self) -> tuple[Callable[..., Filter], tuple[object, ...]]:
        # by text: small, stable across versions, and positions stay; every tree kept here was parsed from its text
        return _restore_filter, (
            self.text,
            _by_name(self.schema),
            self.semantics,
            self.on_missing,
            self.on_error,
            self.clock,
            self.limits,
        )


class Select(_Frozen):
    """A `$select` expression, parsed and checked; `apply` projects a node as the service would, and nested paths as well.

    `source` is the comma-separated text, or the items one by one. Raises ODataSyntaxError or ODataCheckError.

    >>> Select("id,startTaskInfo/exitCode").apply({"id": "n1", "vmSize": "small", "startTaskInfo": {"exitCode": 1}})
    {'id': 'n1', 'startTaskInfo': {'exitCode': 1}}
    """

    __slots__ = ("_warnings", "schema", "text", "tree")
    tree: ast.SelectList
    schema: EntityType | None
    text: str
    _warnings: tuple[Diagnostic, ...]

    def __init__(
        self,
        source: str | Iterable[str] | ast.SelectList,
        schema: EntityType | None = BATCH_NODE,
        *,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        notes: list[Diagnostic] = []
        if isinstance(source, ast.SelectList):
            text, tree = _text_of(source), source
        else:
            text = source if isinstance(source, str) else ",".join(source)
            tree, notes = parse_with_notes(text, "select", limits)
        tree, found = check_select(tree, schema)
        errors = [d for d in found if d.severity == "error"]
        if errors:
            raise ODataCheckError(errors, text)
        set_field(self, "tree", tree)
        set_field(self, "schema", schema)
        set_field(self, "text", text)
        set_field(self, "_warnings", tuple(sorted([*notes, *found], key=lambda d: d.span)))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Warnings that did not stop it, sorted by position."""
        return self._warnings

    def apply(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """Return a projected copy of a node: absent properties stay absent, explicit nulls stay."""
        from odatanodes.project import project

        return project(self.tree, node)

    def apply_all(self, nodes: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return projected copies, in order."""
        from odatanodes.project import project_all

        return project_all(self.tree, nodes)

    def to_text(self, dialect: Dialect | None = None) -> str:
        """Return the canonical text."""
        from odatanodes.serialize import to_text

        return to_text(self.tree, dialect or _dialect(self.schema))

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return f"Select({str(self)!r})"

    def _identity(self) -> tuple[object, ...]:
        return (self.tree, self.schema)

    def __hash__(self) -> int:
        return hash(self.tree)

    __eq__ = _Frozen.__eq__

    def __reduce__(self) -> tuple[Callable[..., Select], tuple[object, ...]]:
        return _restore_select, (self.text, _by_name(self.schema))


def validate(
    text: str,
    option: Literal["filter", "select"] = "filter",
    schema: EntityType | None = BATCH_NODE,
    service: Service | None = None,
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> list[Diagnostic]:
    """Return everything wrong or suspicious in a text, sorted by position; never raises for bad text.

    With a `service` (service.LIST_NODES) its schema is used, and what it refuses is reported as well (ODN4xx).

    >>> [d.code for d in validate("stat eq 'idle'")]
    ['ODN201']
    """
    if service is not None:
        schema = service.schema
    try:
        tree, found = parse_with_notes(text, option, limits)
    except ODataSyntaxError as error:
        return list(error.diagnostics)
    found += _findings_of_select(tree, schema, service) if isinstance(tree, ast.SelectList) else _findings(tree, schema, service)
    return sorted(found, key=lambda d: d.span)[:MAX_DIAGNOSTICS]


def _findings(tree: ast.Expr, schema: EntityType | None, service: Service | None) -> list[Diagnostic]:
    expr, found = check(tree, schema)
    if any(d.severity == "error" for d in found):
        return found
    if service is not None:
        from odatanodes.service import refusals

        found += refusals(expr, service)
    return found + _suspicious(expr, schema)


def _findings_of_select(tree: ast.SelectList, schema: EntityType | None, service: Service | None) -> list[Diagnostic]:
    checked, found = check_select(tree, schema)
    if service is None or any(d.severity == "error" for d in found):
        return found
    from odatanodes.service import select_refusals

    return found + select_refusals(checked, service)


def _suspicious(expr: ast.Expr, schema: EntityType | None) -> list[Diagnostic]:
    from odatanodes.normalize import findings

    return findings(expr, "odata" if schema is None else schema.semantics)


def _read(source: object, limits: Limits) -> tuple[str, ast.Expr, list[Diagnostic]]:
    """Return the text (for positions), the tree and the notes of what a Filter is made from."""
    if isinstance(source, str):
        tree, notes = parse_with_notes(source, "filter", limits)
        return source, tree, notes
    if isinstance(source, Filter):
        return source.text, source.expr, []
    if isinstance(source, ast.Expr):
        return _with_positions(source, limits)
    raise TypeError(f"a Filter is made from text, a tree or a builder expression, not {type(source).__name__}")


def _with_positions(tree: ast.Expr, limits: Limits) -> tuple[str, ast.Expr, list[Diagnostic]]:
    """Give a tree that was built, not parsed, a text and spans in it, so that errors can point at something."""
    text = _text_of(tree)
    parsed, _ = parse_with_notes(text, "filter", limits)
    assert isinstance(parsed, ast.Expr)
    return text, parsed, []


def _text_of(tree: ast.Node) -> str:
    from odatanodes.serialize import to_text

    return to_text(tree, "odata4")


def _paths(root: ast.Expr) -> frozenset[str]:
    """Collect the property paths; the variable of a lambda stands for the path of its collection."""
    found: set[str] = set()
    stack: list[tuple[ast.Node, dict[str, str]]] = [(root, {})]
    while stack:
        node, scope = stack.pop()
        if isinstance(node, ast.Lambda):
            base = _path(node.source, scope)
            stack.append((node.source, scope))
            if node.predicate is not None and node.variable is not None:
                stack.append((node.predicate, {**scope, node.variable: base}))
            continue
        if isinstance(node, ast.Member):
            found.add(_path(node, scope))
            inner = node.source
            while isinstance(inner, ast.Member):
                inner = inner.source
            if inner is not None:
                stack.append((inner, scope))
            continue
        stack += [(child, scope) for child in node.children()]
    return frozenset(found)


def _path(node: ast.Expr | None, scope: dict[str, str]) -> str:
    names: list[str] = []
    while node is not None:
        if isinstance(node, ast.Member):
            names.append(node.name)
        elif isinstance(node, ast.Var) and node.name in scope:
            names.append(scope[node.name])
        node = getattr(node, "source", None)
    return "/".join(reversed(names))


def _dialect(schema: EntityType | None) -> Dialect:
    return "batch" if schema is not None and schema.semantics == "batch" else "odata4"


def _one_of(name: str, value: object, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{name} is one of {', '.join(map(repr, allowed))}, not {value!r}")


def _by_name(schema: EntityType | None) -> EntityType | str | None:
    return "BATCH_NODE" if schema is BATCH_NODE else schema


def _restore_filter(text: str, schema: Any, semantics: Any, on_missing: Any, on_error: Any, clock: Any, limits: Limits) -> Filter:
    schema = BATCH_NODE if schema == "BATCH_NODE" else schema
    return Filter(text, schema, semantics=semantics, on_missing=on_missing, on_error=on_error, clock=clock, limits=limits)


def _restore_select(text: str, schema: Any) -> Select:
    return Select(text, BATCH_NODE if schema == "BATCH_NODE" else schema)
