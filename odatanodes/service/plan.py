"""A filter and a $select divided between the service and the client: what is sent, what is done here, and why.

The filter that is sent keeps every item the original keeps (service.weaken); the residual is what it does not express, so
that both together keep the same items. The select that is sent has what was asked for and what the residual reads; the
projection undoes the difference.
"""

from __future__ import annotations

from odatanodes import ast
from odatanodes.base.text import expect, shorten
from odatanodes.base.value import Value, set_field
from odatanodes.serialize import to_text, to_url
from odatanodes.service.clock import with_now
from odatanodes.service.conditions import conjunction, is_constant, shortened, simplified, terms
from odatanodes.service.weaken import Unit, Weakener

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from odatanodes.edm import DateTimeOffset
    from odatanodes.runtime import Rules
    from odatanodes.service.api import Service

__all__ = ["PlannedTrees", "long_url", "plan", "render"]

Reasons = tuple[tuple[str, str], ...]
MAX_URL_BYTES = 8_000
"""Size of a $filter in a URL beyond which servers in common use refuse the request (their limits are 4 to 16 KiB)."""


class PlannedTrees(Value):
    """A plan as trees: send `filter` and `select`, then keep what `residual` matches and apply `project`; skip what is None.

    `filter` is text, `select` and `expand` are lists of property names. `exact`: nothing is left to do here. `never`: no item
    can match, so that nothing needs to be requested. `reasons` are pairs: a part of the filter that was not sent, or not
    fully, and why; last, the beginning of what is sent where that is too long for the URL of many servers.
    """

    __slots__ = ("exact", "expand", "filter", "never", "project", "reasons", "residual", "select")
    __match_args__ = ("filter", "select", "residual", "project", "exact", "never", "reasons", "expand")
    filter: str | None
    select: list[str] | None
    expand: list[str] | None
    residual: ast.Expr | None
    project: ast.SelectList | None
    exact: bool
    never: bool
    reasons: Reasons

    def __init__(
        self,
        filter: str | None,
        select: list[str] | None,
        residual: ast.Expr | None,
        project: ast.SelectList | None,
        exact: bool,
        never: bool = False,
        reasons: Reasons = (),
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
        residual, project = [None if part is None else to_text(part, "batch") for part in (self.residual, self.project)]
        return render(self.filter, self.select, self.expand, residual, project, self.reasons)


def plan(
    expr: ast.Expr,
    service: Service,
    rules: Rules,
    *,
    select: ast.SelectList | None = None,
    now: DateTimeOffset | None = None,
    max_terms: int | None = None,
    trust_ne: bool = False,
    send_aliases: bool = False,
    expand: Sequence[str] = (),
) -> PlannedTrees:
    """Divide a checked filter, and a checked select list, between the service and the client.

    `now` is the value of `now()`, in what is sent and in the residual alike; without it a condition on now() is not sent.
    `max_terms` limits how many comparisons are sent: servers refuse long URLs. `trust_ne` sends `ne` on properties that can be
    missing, trusting the service to count a missing value as different. `send_aliases` sends properties that the documentation
    of $filter names differently than the listed items do, by its name. `expand` is what the caller wants expanded.

    Raises ValueError for a `max_terms` below 0, TypeError for one that is not an integer.
    """
    if max_terms is not None:
        expect(max_terms, int, "max_terms is a number of comparisons")
        if max_terms < 0:
            raise ValueError(f"max_terms is a number of comparisons, not {max_terms}")
    if now is not None:
        expr = with_now(expr, now)
    run = Weakener(service, rules.semantics, trust_ne, send_aliases)
    units = run.units(expr, True, frozenset())
    for unit in units:
        unit.condition = simplified(unit.condition)
    never = any(is_constant(unit.condition, False) for unit in units)
    cut = [] if max_terms is None else _cut(units, max_terms)
    condition = simplified(conjunction([unit.condition for unit in units if not is_constant(unit.condition, False)]))
    residual = _residual(expr, units, never)
    reasons = [*run.reasons, *[(part, want, f"left out to send at most {max_terms} comparisons") for part, want in cut]]
    if never:
        reasons = [(expr, True, "it is never true: nothing needs to be asked")]
    sent, project = _select(select, residual, service)
    text = None if is_constant(condition, True) else to_text(service.as_documented(condition), "batch")
    long = None if text is None or never else long_url(text)
    shown = [(to_text(part if want else ast.Not(part), "batch"), why) for part, want, why in reasons]
    return PlannedTrees(
        text,
        sent,
        residual,
        project,
        residual is None and project is None,
        never,
        (*shown, *([] if text is None or long is None else [(shorten(text, WIDEST_PART), long)])),
        _expand(sent, select, residual, expand, service),
    )


def long_url(text: str) -> str | None:
    """Return what to do about a $filter that makes a URL too long for many servers, None for a shorter one."""
    if len(text) * 3 <= MAX_URL_BYTES or (size := len(to_url(text))) <= MAX_URL_BYTES:
        return None
    return (
        f"the $filter takes {size:,} bytes of the URL, and many servers refuse more than {MAX_URL_BYTES:,}: "
        "split it, or send at most N comparisons with max_terms=N (--max-terms N) and test the rest here"
    )


def _cut(units: list[Unit], most: int) -> list[tuple[ast.Expr, bool]]:
    """Weaken units until they have at most this many terms together, the small ones kept whole; returns what lost something."""
    if sum(terms(unit.condition) for unit in units) <= most:
        return []
    lost: list[tuple[ast.Expr, bool]] = []
    for unit in sorted(units, key=lambda unit: terms(unit.condition)):
        if terms(unit.condition) > most:
            unit.condition, unit.exact = shortened(unit.condition, most), False
            lost += unit.terms
        most -= terms(unit.condition)
    return lost


def _residual(expr: ast.Expr, units: list[Unit], never: bool) -> ast.Expr | None:
    """Return what the sent conditions do not say."""
    left = [unit for unit in units if not unit.exact]
    if never or (left and len(left) == len(units)):
        return expr
    places = sorted([pair for unit in left for pair in zip(unit.places, unit.terms, strict=True)], key=lambda pair: pair[0])
    parts = [part if want else ast.Not(part, part.span) for _, (part, want) in places]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else ast.And(tuple(parts), expr.span)


# --- $select -----------------------------------------------------------------------------------------------------------


def _select(
    select: ast.SelectList | None, residual: ast.Expr | None, service: Service
) -> tuple[list[str] | None, ast.SelectList | None]:
    """Return the properties to ask for (None: all of them) and what to project here (None: nothing)."""
    if select is None or any(isinstance(item.path, ast.Star) and not item.path.namespace for item in select.items):
        return None, None
    wanted: dict[str, None] = {}
    whole = True  # whether the items are properties of the entity and nothing inside them
    for item in select.items:
        names = ast.path_names(item.path)
        if not names:
            return None, select
        wanted[names[0]] = None
        whole = whole and len(names) == 1 and not item.options
    read = _read(residual) if service.selects else None
    if read is None:
        return None, select
    known = service.schema.properties
    asked = {**wanted, **dict.fromkeys([name for name in known if name in read])}
    if len(asked) >= len(known):
        return None, None if whole and len(wanted) == len(asked) else select
    return list(asked), None if whole and len(asked) == len(wanted) else select


def _expand(
    sent: list[str] | None,
    select: ast.SelectList | None,
    residual: ast.Expr | None,
    wanted: Sequence[str],
    service: Service,
) -> list[str] | None:
    """Return what to expand (None: nothing): what is asked for, selected here or read by the residual, and is not selected there.

    A $select that names statistics returns them; without a $select they need an $expand.
    """
    if not service.expands or sent is not None:
        return list(dict.fromkeys(wanted)) or None
    read = _read(residual)
    selected = {names[0] for item in (select.items if select else ()) if (names := ast.path_names(item.path))}
    needed = [name for name in service.expands if read is None or name in read or name in selected]
    return list(dict.fromkeys([*wanted, *needed])) or None


def _read(residual: ast.Expr | None) -> set[str] | None:
    """Return the names of the properties an expression starts its paths from; None when it may read anything."""
    found: set[str] = set()
    if residual is None:
        return found
    stack: list[ast.Node] = [residual]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Member) and (
            node.source is None or (isinstance(node.source, ast.Var) and node.source.name == "$it")
        ):
            found.add(node.name)
            continue
        if isinstance(node, ast.Var) and node.name.startswith("$"):
            return None  # the whole resource, or another one
        if isinstance(node, ast.TypeCast | ast.Annotation) and node.source is None:
            return None
        if isinstance(node, ast.Cast | ast.IsOf) and node.operand is None:
            return None
        stack += node.children()
    return found


# --- text --------------------------------------------------------------------------------------------------------------


def render(
    filter: str | None,
    select: list[str] | None,
    expand: list[str] | None,
    residual: str | None,
    project: str | None,
    reasons: Reasons,
) -> str:
    """Return a plan for people: what is sent, what is done here, and why, aligned.

    >>> print(render("state eq 'idle'", ["id", "vmSize"], None, "vmSize eq 'a1'", None, ()))
    sent  $filter  state eq 'idle'
          $select  id,vmSize
    here  filter   vmSize eq 'a1'
    """
    named = [("$select", select), ("$expand", expand)]
    sent = [("$filter", filter), *[(name, None if names is None else ",".join(names)) for name, names in named]]
    here = [("filter", residual), ("select", project)]
    lines = [
        *_block("sent", sent, "neither $filter nor $select: everything is asked for"),
        *_block("here", here, "nothing is left to do"),
    ]
    width = min(WIDEST_PART, max([len(part) for part, _ in reasons], default=0))
    lines += [f"{'' if place else 'why':<4}  {part:<{width}}  {why}" for place, (part, why) in enumerate(reasons)]
    return "\n".join(lines)


WIDEST_PART = 60
"""Cells of the column of parts; longer ones run over it."""


def _block(heading: str, rows: list[tuple[str, str | None]], empty: str) -> list[str]:
    shown = [f"{name:<7}  {text}" for name, text in rows if text is not None] or [empty]
    return [f"{'' if place else heading:<4}  {line}" for place, line in enumerate(shown)]
