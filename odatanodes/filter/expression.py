"""State of a Filter: tree, options, text, parameters, combinations.

The typed tree is kept, and so is everything computed from it; two threads may both compute the same value.
"""

from __future__ import annotations

from odatanodes import ast
from odatanodes.base.text import picture
from odatanodes.base.value import Frozen, set_field
from odatanodes.check import check
from odatanodes.diagnostics import Diagnostic, ODataCheckError
from odatanodes.filter.joining import joined, negated
from odatanodes.parse import DEFAULT_LIMITS, parse_with_notes
from odatanodes.schema import BATCH_NODE, by_name
from odatanodes.schema.types import dialect_of, schema_of, semantics_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, NoReturn, Self, TypeGuard

    from odatanodes import edm
    from odatanodes.build.expressions import Logical
    from odatanodes.evaluate import Predicate
    from odatanodes.filter.templates import Template
    from odatanodes.parse import Limits
    from odatanodes.runtime import Clock, OnError, OnMissing, Rules
    from odatanodes.schema.types import Dialect, EntityType, Listing, Semantics

__all__ = ["OPTIONS", "Expression"]

OPTIONS = ("semantics", "on_missing", "on_error", "clock", "limits", "allow_backtracking_patterns")
IDENTITY = ("schema", "semantics", "on_missing", "on_error", "clock", "allow_backtracking_patterns")
"""What tells two filters of one tree apart."""
SHORT = 60
"""Most characters of a text whose `repr` is written as Python."""


class Expression(Frozen):
    """The base of Filter: see there."""

    __slots__ = (
        "_cache",
        "_compiled",
        "_derived",
        "_test",
        "_warnings",
        "expr",
        "limits",
        "rules",
        "schema",
    )
    expr: ast.Expr
    schema: EntityType | None
    rules: Rules
    limits: Limits
    _warnings: tuple[Diagnostic, ...]
    _derived: bool
    _cache: dict[str, Any]
    _compiled: Predicate | None
    _test: Callable[[Any], bool] | None

    def __init__(
        self,
        source: str | Template | ast.Expr | Expression | Logical,
        schema: EntityType | Listing | None = BATCH_NODE,
        *,
        semantics: Semantics | None = None,
        on_missing: OnMissing = "raise",
        on_error: OnError = "raise",
        clock: Clock | None = None,
        limits: Limits | None = None,
        allow_backtracking_patterns: bool = False,
    ) -> None:
        schema = schema_of(schema)
        if isinstance(source, Expression):  # its options hold where none is given
            schema = source.schema if schema is BATCH_NODE else schema
            semantics = source.semantics if semantics is None else semantics
            on_missing = source.on_missing if on_missing == "raise" else on_missing
            on_error = source.on_error if on_error == "raise" else on_error
            clock, limits = clock or source.clock, limits or source.limits
            allow_backtracking_patterns = allow_backtracking_patterns or source.allow_backtracking_patterns
        elif _is_built(source):
            from odatanodes.filter.origin import origin

            schema = origin([source.expr], schema)
        limits = DEFAULT_LIMITS if limits is None else limits
        if clock is not None and not callable(clock):
            raise TypeError(f"clock is a function that returns an instant, not {picture(clock)}")
        if semantics is None:
            semantics = semantics_of(schema)
        _one_of("semantics", semantics, ("batch", "odata"))
        _one_of("on_missing", on_missing, ("raise", "null"))
        _one_of("on_error", on_error, ("raise", "exclude"))
        values: dict[str, object] | None = None
        if _is_template(source):
            from odatanodes.filter.templates import from_template

            source, values = from_template(source)
        text, expr, notes = _read(source, limits)
        expr, found = _checked(expr, schema, semantics, text)
        if values is not None:
            from odatanodes.filter.parameters import bind
            from odatanodes.filter.templates import check_holes

            check_holes(expr, values)
            holed = expr
            expr, sure = bind(expr, values, partial=True)  # aliases written out in the template are left for bind
            if not sure:
                expr, found = _checked_values(holed, expr, schema, semantics, text)
        from odatanodes.runtime import Rules  # which imports decimal: naming the class needs neither

        rules = Rules(semantics, on_missing, on_error, clock, text, allow_backtracking_patterns)
        set_field(self, "schema", schema)
        set_field(self, "limits", limits)
        self._keep(expr, rules, _by_place(notes, found), derived=values is not None)

    def _keep(self, expr: ast.Expr, rules: Rules, warnings: tuple[Diagnostic, ...], *, derived: bool) -> None:
        if warnings and rules.on_missing == "null":  # a required property can be null then
            warnings = tuple([warning for warning in warnings if warning.code != "ODN501"])
        set_field(self, "expr", expr)
        set_field(self, "rules", rules)
        set_field(self, "_warnings", warnings)
        set_field(self, "_derived", derived)
        set_field(self, "_cache", {})
        set_field(self, "_compiled", None)
        set_field(self, "_test", None)

    def _with(self, expr: ast.Expr, found: Sequence[Diagnostic] = ()) -> Self:
        """Return a filter of a checked tree that was made from this one's, with the same options, text and warnings, and more."""
        made = object.__new__(type(self))
        set_field(made, "schema", self.schema)
        set_field(made, "limits", self.limits)
        made._keep(expr, self.rules, _by_place(self._warnings, found) if found else self._warnings, derived=True)
        return made

    # --- options ---

    @property
    def text(self) -> str:
        """What spans point into; not the whole filter when it was derived from another."""
        return self.rules.text

    @property
    def semantics(self) -> Semantics:
        """How strings compare: "batch" without case, "odata" ordinally."""
        return self.rules.semantics

    @property
    def on_missing(self) -> OnMissing:
        """What a required property does that an item lacks: "raise" or "null"."""
        return self.rules.on_missing

    @property
    def on_error(self) -> OnError:
        """What becomes of an item whose evaluation fails: "raise" or "exclude"."""
        return self.rules.on_error

    @property
    def clock(self) -> Clock | None:
        """What gives the instant of `now()`; None: the system's clock."""
        return self.rules.clock

    @property
    def allow_backtracking_patterns(self) -> bool:
        """Whether matchesPattern may run on Python's engine where google-re2 is not installed."""
        return self.rules.backtracking

    # --- text ---

    def to_text(self, dialect: Dialect | None = None) -> str:
        """Return the canonical text, fewest parentheses; dialect "batch" or "odata4", the schema's own by default."""
        from odatanodes.serialize import to_text

        return to_text(self.expr, dialect or dialect_of(self.schema))

    def __str__(self) -> str:
        text: str = self._made("text", self.to_text)
        return text

    def __repr__(self) -> str:
        from odatanodes.build.python import root_of, to_python

        text = str(self)
        is_python = len(text) <= SHORT and root_of(self.schema)
        given = [to_python(self.expr, self.schema) if is_python else repr(text)]
        given += [f"schema={by_name(self.schema)}"] * (self.schema is not BATCH_NODE)
        usual = (semantics_of(self.schema), "raise", "raise", None, DEFAULT_LIMITS, False)
        for name, default in zip(OPTIONS, usual, strict=True):
            value = getattr(self, name)
            given += [f"{name}={value!r}"] * (value != default)
        return f"Filter({', '.join(given)})"

    def to_python(self) -> str:
        """Return the expression of the builder that makes this filter: `node.state == "idle"`."""
        from odatanodes.build import to_python

        return to_python(self.expr, self.schema)

    def explain(self) -> str:
        """Return the tree, a line for each node, with types."""
        from odatanodes.filter.explain import explain

        return explain(self.expr)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Warnings that did not stop it, sorted by position."""
        return self._warnings

    @property
    def paths(self) -> frozenset[str]:
        """The property paths it reads, such as `startTaskInfo/exitCode`; in a lambda after the collection's path."""
        from odatanodes.ast.reads import paths_read

        paths: frozenset[str] = self._made("paths", lambda: paths_read(self.expr))
        return paths

    # --- parameters ---

    @property
    def parameters(self) -> dict[str, edm.Type]:
        """The parameter aliases it has, without the @, with the types of their places: `{"state": edm.STRING}`."""
        from odatanodes.filter.parameters import parameters

        return parameters(self.expr)

    def bind(self, values: Mapping[str, object] | None = None, /, **named: object) -> Self:
        """Return the filter with a literal in place of each parameter alias: str, numbers, aware datetime, list for `in` …

        Values are given by name or as a mapping, and never read as text of a filter. Raises ParameterError (a TypeError)
        for wrong names and for values that no literal stands for, ODataCheckError for a value of the wrong type.
        """
        from odatanodes.filter.parameters import Binder

        binder: Binder = self._made("binder", lambda: Binder(self.expr))
        expr, sure = binder.bind(named if values is None else {**values, **named})
        if sure:
            return self._with(expr)
        expr, found = _checked_values(self.expr, expr, self.schema, self.semantics, self.text)
        return self._with(expr, [warning for warning in found if warning not in self._warnings])

    @classmethod
    def from_template(cls, template: Template, schema: EntityType | Listing | None = BATCH_NODE, **options: Any) -> Self:
        """Return the filter of a template string (PEP 750), `t"state eq {state}"`: each hole is a value, never text.

        Raises ParameterError for a hole inside quotes or with a format, and for text.
        """
        if not _is_template(template):
            from odatanodes.filter.templates import from_template

            from_template(template)  # which says what it is instead
        return cls(template, schema, **options)

    def _made(self, name: str, make: Callable[[], Any]) -> Any:
        cache = self._cache
        if name not in cache:
            cache[name] = make()
        return cache[name]

    # --- combination ---

    def _joined(self, kind: type[ast.And | ast.Or], conditions: Iterable[object]) -> Self:
        """Return conditions (filters, builder conditions, text) joined by `and` or `or`, with the options of this filter.

        Time is linear in the conditions. Raises ValueError for filters with other options, ODataSyntaxError and
        ODataCheckError for text and conditions.
        """
        filters = [self._like(condition) for condition in conditions]
        if len(filters) == 1:
            return filters[0]
        names: set[str] = set()
        for one in filters:
            if not names.isdisjoint(one._aliases()):  # the places of one parameter have to agree: that is checked
                return self._rebuilt(kind(tuple([each.expr for each in filters])))
            names |= one._aliases()
        depth = max([one._depth() + (not isinstance(one.expr, kind)) for one in filters])
        expr, text, warnings = joined(kind, [(one.expr, one.text, one._warnings) for one in filters])
        limits = self.limits
        if len(text) > limits.length or len(expr.children()) > limits.terms or depth > limits.nesting:
            return self._rebuilt(expr)  # which refuses what is too large
        made = object.__new__(type(self))
        set_field(made, "schema", self.schema)
        set_field(made, "limits", limits)
        made._keep(expr, self.rules.replace(text=text), warnings, derived=any(one._derived for one in filters))
        made._cache.update(aliases=frozenset(names), depth=depth)
        return made

    def _like(self, condition: object) -> Self:
        """Return a condition as a filter with the options of this one."""
        if isinstance(condition, type(self)):
            if condition is not self and (difference := self._difference(condition)):
                raise ValueError(f"these filters cannot be combined: {difference}")
            return condition
        options: dict[str, Any] = {name: getattr(self, name) for name in OPTIONS}
        return type(self)(condition, self.schema, **options)  # type: ignore[arg-type]  # it names what is not a condition

    def _difference(self, other: Expression, names: Sequence[str] = IDENTITY) -> str:
        """Return what tells the options of two filters apart, the first of these names; empty where they agree."""
        for name in names:
            one, two = getattr(self, name), getattr(other, name)
            if one != two:
                return f"they differ in {name}, {picture(one)} and {picture(two)}"
        return ""

    def _rebuilt(self, expr: ast.Expr) -> Self:
        """Return the filter of a tree read from its own canonical text."""
        options: dict[str, Any] = {name: getattr(self, name) for name in OPTIONS}
        return type(self)(expr, self.schema, **options)

    def _aliases(self) -> frozenset[str]:
        names: frozenset[str] = self._made("aliases", lambda: frozenset(self.parameters))
        return names

    def _depth(self) -> int:
        depth: int = self._made("depth", lambda: ast.depth(self.expr))
        return depth

    def _operand(self, other: object, kind: type[ast.And | ast.Or], *, first: bool) -> Self:
        if not isinstance(other, Expression) and not _is_built(other):
            return NotImplemented  # type: ignore[no-any-return]  # what the operators of Python ask for
        return self._joined(kind, (self, other) if first else (other, self))

    def __and__(self, other: Self | Logical) -> Self:
        return self._operand(other, ast.And, first=True)

    def __or__(self, other: Self | Logical) -> Self:
        return self._operand(other, ast.Or, first=True)

    def __rand__(self, other: Logical) -> Self:
        return self._operand(other, ast.And, first=False)

    def __ror__(self, other: Logical) -> Self:
        return self._operand(other, ast.Or, first=False)

    def __invert__(self) -> Self:
        if self._depth() >= self.limits.nesting:
            return self._rebuilt(ast.Not(self.expr))
        expr, text, warnings = negated((self.expr, self.text, self._warnings))
        made = object.__new__(type(self))
        set_field(made, "schema", self.schema)
        set_field(made, "limits", self.limits)
        made._keep(expr, self.rules.replace(text=text), warnings, derived=self._derived)
        return made

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "a Filter has no truth value: combine filters with & | ~ instead of and, or, not; call it on an item to test it; "
            "whether there is one says 'is not None'"
        )

    # --- identity ---

    def _identity(self) -> tuple[object, ...]:
        return (self.expr, *[getattr(self, name) for name in IDENTITY])

    def __hash__(self) -> int:
        return hash((self.expr, self.semantics))  # not the schema: hashing it costs more than the lookup saves

    __eq__ = Frozen.__eq__


def _checked(expr: ast.Expr, schema: EntityType | None, semantics: Semantics, text: str) -> tuple[ast.Expr, list[Diagnostic]]:
    expr, found = check(expr, schema, semantics=semantics)
    if found:
        errors = [d for d in found if d.severity == "error"]
        if errors:
            raise ODataCheckError(errors, text)
    return expr, found


def _checked_values(
    holed: ast.Expr, expr: ast.Expr, schema: EntityType | None, semantics: Semantics, text: str
) -> tuple[ast.Expr, list[Diagnostic]]:
    """Check a tree with values in the places of its aliases; help is about values, not about text."""
    try:
        return _checked(expr, schema, semantics, text)
    except ODataCheckError as error:
        from odatanodes.filter.parameters import about_values

        raise ODataCheckError(about_values(error.diagnostics, holed), text) from None


def _by_place(notes: Sequence[Diagnostic], found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted([*notes, *found], key=lambda finding: finding.span)) if notes or found else ()


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

    text = source.text if isinstance(source, Expression) and not source._derived else to_text(expr, "odata4")
    tree, _ = parse_with_notes(text, "filter", limits)  # for the spans: a tree that was built has none
    assert isinstance(tree, ast.Expr)
    return text, tree, []


def _is_template(source: object) -> TypeGuard[Template]:
    """Whether a source is a template string: not one of the common kinds, and it has what a template has."""
    return not isinstance(source, (str, ast.Expr)) and not hasattr(source, "expr") and hasattr(source, "interpolations")


def _is_built(source: object) -> TypeGuard[Logical]:
    """Whether a source is an expression of the builder."""
    return not isinstance(source, (str, ast.Expr, Expression)) and isinstance(getattr(source, "expr", None), ast.Expr)


def _one_of(name: str, value: object, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{name} is one of {', '.join(map(repr, allowed))}, not {value!r}")
