"""Weaken a filter to the strongest condition that a service accepts, and report whether both mean the same.

The condition (comparisons and `startswith` joined with `and` and `or`) holds for every node for which the filter is true.

It is built from the top down, with the wanted truth. "a and b is true" needs both, so what can be sent of either is sent; "a or
b is true" needs one, so there must be something to send for each branch. `not` inverts the wanted truth ("a and b is false" is
an `or`), and a comparison that is to be false becomes its opposite where no missing value can lie in between. Null is neither
true nor false, so nothing is sent for calls and lambdas that are to be false.

Missing values: by the standard a missing x meets `x ne 5`; a service may leave such nodes out. So a condition that a
missing value meets is sent only where the value cannot be missing: required by the schema, or needed by another term
of the same `and` ("present"). Comparisons with eq, gt, ge, lt and le never hold for a missing value, there and here.
Text: the service ignores case. With semantics "odata" its `eq` keeps too many (tested again here) and its `ne` too few (not sent).
Times: a service returns UTC, which makes a day, month or year a range; it keeps seven fractional digits.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.service.calendar import periods
from odatanodes.service.conditions import FALSE, TRUE, compare, conjunction, disjunction, is_constant, simplified
from odatanodes.service.operands import (
    any_value,
    at_once,
    bare,
    compared,
    folded,
    isolated,
    members,
    needed,
    nullable,
    one_of,
    plain,
    presence_of,
    why_not,
)
from odatanodes.service.ranges import day_span, instant_bounds, span_bounds, whole_bounds, year_span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from odatanodes.ast import CompareOp
    from odatanodes.service.api import Filterable, Service
    from odatanodes.service.conditions import Names, Wanted

    Sent = tuple[ast.Expr, bool]  # the condition, and whether it says the same

NOTHING: Sent = (TRUE, False)
NEVER: Sent = (FALSE, True)
ALWAYS: Sent = (TRUE, True)
_LONGEST_CHOICE = 100
"""Terms of an `or` that are looked through for a choice of states: no enumeration has more."""
EACH_BRANCH = "every branch of an 'or' needs a part that can be sent"


class Unit:
    """Terms of one `and` that are sent together: dropped from what is tested here when the condition is `exact`."""

    __slots__ = ("condition", "exact", "places", "terms")

    def __init__(self, places: tuple[int, ...], terms: tuple[Wanted, ...], sent: Sent) -> None:
        self.places = places
        self.terms = terms
        self.condition, self.exact = sent


def weaken(
    expr: ast.Expr, service: Service, *, semantics: str = "batch", trust_ne: bool = False, send_aliases: bool = False
) -> Sent:
    """Return the strongest condition the service takes that follows from a filter, and whether it says the same.

    The literals `true` and `false` stand for "nothing can be sent" (exact: always true) and "never true".
    """
    condition, exact = Weakener(service, semantics, trust_ne, send_aliases).condition(expr, True, frozenset())
    return simplified(condition), exact


class Weakener:
    """One run. `reasons` collects, for each part not sent or not fully, the part, the wanted truth and why."""

    def __init__(self, service: Service, semantics: str, trust_ne: bool, send_aliases: bool = False) -> None:
        self.service = service
        self.filterable = service.with_aliases() if send_aliases else service.filterable
        self.fold_case = semantics == "batch"
        self.trust_ne = trust_ne
        self.reasons: list[tuple[ast.Expr, bool, str]] = []

    # --- and, or, not ---

    def condition(self, expr: ast.Expr, want: bool, present: frozenset[Names]) -> Sent:
        """Return what follows from an expression being true, or false; `present` are paths known to have a value."""
        expr, want = bare(expr, want)
        if isinstance(expr, ast.Compare):
            return self._comparison(expr, want, present)
        if isinstance(expr, ast.And | ast.Or):
            if isinstance(expr, ast.And) is want:
                units = self.units(expr, want, present)
                joined = conjunction([unit.condition for unit in units])
                return joined, joined is FALSE or all(unit.exact for unit in units)
            return self._any(expr, one_of(expr, want), want, present)
        match expr:
            case ast.Literal(value):
                return ALWAYS if value is want else NEVER  # null is neither
            case ast.In(left, ast.List(items) | ast.Array(items)) if items:
                return self._membership(expr, left, items, want, present)
            case ast.Member():
                return self._leaf(expr, want, expr, "eq", want, False, present)
            case ast.Call(None, "startswith", (ast.Expr() as subject, ast.Literal(str(prefix)))) if want:
                return self._prefix(expr, subject, prefix)
            case _:
                return self._refuse(expr, want, why_not(expr))

    def units(self, expr: ast.Expr, want: bool, present: frozenset[Names]) -> list[Unit]:
        """Take an expression apart into what must hold at once, and say for each part, or few together, what can be sent."""
        parts = at_once(expr, want)
        if len(parts) == 1:
            return [Unit((0,), (parts[0],), self.condition(*parts[0], present))]
        present |= frozenset([names for part in parts for names in needed(*part)])
        units: list[Unit] = self._calendar(parts, present)
        taken = {place for unit in units for place in unit.places}
        waiting = []
        for place, part in enumerate(parts):
            if place in taken:
                continue
            if presence_of(*part) is not None:
                waiting.append(place)
            else:
                units.append(Unit((place,), (part,), self.condition(*part, present)))
        units += self._presences(parts, waiting, units)
        return sorted(units, key=lambda unit: unit.places)

    def _any(self, whole: ast.Expr, branches: Sequence[Wanted], want: bool, present: frozenset[Names]) -> Sent:
        """Return what follows from one branch at least being as wanted."""
        sent: list[Sent] = []
        blocked: list[tuple[ast.Expr, bool, str]] = []
        start, stopped = len(self.reasons), 0
        for branch in branches:
            mark = len(self.reasons)
            sent.append(self.condition(*branch, present))
            if is_constant(sent[-1][0], True):
                if sent[-1][1]:
                    del self.reasons[start:]
                    return ALWAYS
                blocked += [reason for reason in self.reasons[mark:] if reason[2] is not EACH_BRANCH]  # once, for the whole
                stopped += 1
        if stopped:
            self.reasons[start:] = blocked
            if stopped < len(branches):
                self.reasons.append((whole, want, EACH_BRANCH))
            return NOTHING
        exact = all(same for _, same in sent)
        joined, complement = self._complement(disjunction([condition for condition, _ in sent]))
        if complement:
            self.reasons.append((whole, want, "sent as what it is not, which is shorter; values not known yet are left out here"))
        return joined, exact and not complement

    def _complement(self, condition: ast.Expr) -> tuple[ast.Expr, bool]:
        """Say `state ne 'x'` for a long choice of all other states; services grow, so it says less, never more."""
        if not isinstance(condition, ast.Or) or not 4 <= len(condition.operands) <= _LONGEST_CHOICE:
            return condition, False
        chosen: dict[Names, dict[str, ast.Compare]] = {}
        for part in condition.operands:
            if isinstance(part, ast.Compare) and part.op == "eq" and isinstance(part.left, ast.Member) and members(part.left):
                assert isinstance(part.right, ast.Literal)
                chosen.setdefault(ast.path_names(part.left) or (), {})[str(part.right.value).casefold()] = part
        for names, parts in chosen.items():
            path = next(iter(parts.values())).left
            states = members(path)
            others = [member for member in states if member.casefold() not in parts]
            known = set(parts) <= {member.casefold() for member in states}
            entry = self.filterable["/".join(names)]
            if known and not nullable(path) and "ne" in entry.operators and len(others) * 2 <= len(parts) > 3:
                taken = {id(part) for part in parts.values()}
                left = [part for part in condition.operands if id(part) not in taken]
                return disjunction([*left, conjunction([compare("ne", path, other) for other in others])]), True
        return condition, False

    # --- single conditions ---

    def _refuse(self, expr: ast.Expr, want: bool, why: str) -> Sent:
        self.reasons.append((expr, want, why))
        return NOTHING

    def _membership(
        self, whole: ast.Expr, left: ast.Expr, items: Sequence[ast.Expr], want: bool, present: frozenset[Names]
    ) -> Sent:
        """Read `in` as a chain of comparisons; one reason for all of them."""
        mark = len(self.reasons)
        chain = [ast.Compare("eq" if want else "ne", left, item, whole.span) for item in items]
        if len(chain) == 1:
            sent = self.condition(chain[0], True, present)
        elif want:
            sent = self._any(whole, [(each, True) for each in chain], True, present)
        else:
            sent = self.condition(ast.And(tuple(chain)), True, present)
        if len(self.reasons) > mark:
            self.reasons[mark:] = [(whole, want, self.reasons[mark][2])]
        return sent

    def _prefix(self, whole: ast.Expr, subject: ast.Expr, prefix: str) -> Sent:
        if isinstance(subject, ast.Call) and subject.name == "tolower" and subject.source is None:
            inner = subject.arguments[0]
            return (
                self._inexact(whole, self._prefix(whole, inner, prefix))
                if isinstance(inner, ast.Member)
                else self._refuse(whole, True, why_not(inner))
            )
        names = ast.path_names(subject)
        if names is None:
            return self._refuse(whole, True, "the service tests how a property starts, nothing else")
        entry = self.filterable.get("/".join(names))
        if entry is None:
            return self._refuse(whole, True, self._not_filterable(names))
        if "startswith" not in entry.operators:
            return self._refuse(whole, True, f"the service does not accept 'startswith' on '{entry.property}'")
        if not prefix or not prefix.isascii():
            return self._refuse(whole, True, "how the service compares such text is not known")
        sent = ast.Call(None, "startswith", (plain(subject), ast.Literal(prefix)), type=edm.BOOLEAN)
        return (sent, True) if self.fold_case else self._inexact(whole, (sent, True))

    def _inexact(self, whole: ast.Expr, sent: Sent) -> Sent:
        if sent[1]:
            self.reasons.append((whole, True, "the service ignores case, so what it returns is tested again here"))
        return sent[0], False

    def _comparison(self, node: ast.Compare, want: bool, present: frozenset[Names]) -> Sent:
        op, left, right = node.op, folded(node.left, fold_case=self.fold_case), folded(node.right, fold_case=self.fold_case)
        if isinstance(left, ast.Literal):
            if isinstance(right, ast.Literal):
                return self._constant(node, want, left.value, right.value)
            op, left, right = ast.FLIPPED[op], right, left
        if not isinstance(right, ast.Literal):
            return self._refuse(node, want, why_not(right if ast.path_names(left) else left))
        value = right.value
        if value is None:
            return self._null(node, op, left, want)
        if want:
            return self._leaf(node, want, left, op, value, op == "ne", present)
        return self._leaf(node, want, left, ast.NEGATED[op], value, op != "ne", present)

    def _constant(self, node: ast.Compare, want: bool, left: object, right: object) -> Sent:
        from odatanodes.functions import operators

        try:
            holds = operators.compare(node.op, left, right, self.fold_case)
        except (TypeError, ValueError, ArithmeticError):
            return self._refuse(node, want, "the service compares a property with a literal only")
        return ALWAYS if holds is want else NEVER

    def _null(self, node: ast.Compare, op: CompareOp, left: ast.Expr, want: bool) -> Sent:
        if op in {"gt", "lt"}:
            return NEVER if want else ALWAYS
        if (op == "ne") is want and isinstance(left, ast.Member) and ast.path_names(left):
            if not nullable(left):
                return ALWAYS
            condition = any_value(left, self.filterable)
            if condition is not None:
                return condition, True
        return self._refuse(node, want, "the service does not compare with null")

    def _leaf(
        self, whole: ast.Expr, want: bool, left: ast.Expr, op: CompareOp, value: object, missing: bool, present: frozenset[Names]
    ) -> Sent:
        """Return what is sent for `left op value`, a condition that also a missing value meets where `missing` is set."""
        left, op, value = isolated(left, op, value)
        outcome: Sent | str
        if isinstance(left, ast.Member):
            outcome = self._property(left, op, value, missing, present)
        elif isinstance(left, ast.Call) and left.source is None and len(left.arguments) == 1:
            outcome = self._computed(left, op, value, missing, present)
        else:
            outcome = why_not(left)
        if isinstance(outcome, str):
            return self._refuse(whole, want, outcome)
        if not outcome[1]:
            why = (
                "the service keeps seven fractional digits" if isinstance(value, edm.DateTimeOffset) else "the service ignores case"
            )
            self.reasons.append((whole, want, f"{why}, so what it returns is tested again here"))
        return outcome

    def _computed(self, call: ast.Call, op: CompareOp, value: object, missing: bool, present: frozenset[Names]) -> Sent | str:
        """Return what is sent for a function of a property: days and years are ranges, case is ignored anyway."""
        path = call.arguments[0]
        if not isinstance(path, ast.Member):
            return why_not(call)
        span = None
        if call.name == "date" and isinstance(value, edm.Date):
            span = day_span(value)
        elif call.name == "year":
            span = year_span(value)
        elif op == "eq" and (call.name == "tolower" or (call.name == "toupper" and members(path))):
            sent = self._property(path, op, value, missing, present)
            return sent if isinstance(sent, str) else (sent[0], sent[1] and self.fold_case and bool(members(path)))
        if span is None:
            return why_not(call)
        sides = [self._property(path, each, instant, missing, present) for each, instant in span_bounds(op, *span)]
        refused = [side for side in sides if isinstance(side, str)]
        if refused:
            return refused[0]
        join = disjunction if op == "ne" else conjunction
        return join([side[0] for side in sides if not isinstance(side, str)]), True

    def _property(self, path: ast.Member, op: CompareOp, value: object, missing: bool, present: frozenset[Names]) -> Sent | str:
        """Return what is sent for `property op literal`, or why nothing is."""
        names = ast.path_names(path)
        if names is None:
            return "the service has no such path"
        entry = self.filterable.get("/".join(names))
        if entry is None:
            return self._not_filterable(names)
        found = self._bounds(entry, op, value)
        if isinstance(found, str):
            return found
        bounds, exact = found
        for each, _ in bounds:
            if each not in entry.operators:
                accepted = ", ".join(f"'{name}'" for name in entry.operators)
                return f"the service accepts only {accepted} on '{entry.property}'"
        if missing and names not in present and nullable(path, present) and not (op == "ne" and self.trust_ne):
            where = f"true where '{entry.property}' is missing, which"
            remedy = f"add 'and {'/'.join(names)} ne null'"
            if op == "ne":
                return f"{where} the service may leave out: {remedy}, or send it with trust_ne=True (--trust-ne)"
            return f"{where} no comparison finds there: {remedy}"
        return conjunction([compare(each, plain(path), bound) for each, bound in bounds]), exact

    def _not_filterable(self, names: Names) -> str:
        path = "/".join(names)
        if not self.service.filterable:
            return f"'{self.service.name}' has no $filter"
        documented = self.service.entry(path)
        if documented is None:
            return f"the service does not filter on '{path}'"
        return f"the documentation calls '{path}' '{documented.property}', and which name the service takes is not known"

    def _bounds(self, entry: Filterable, op: CompareOp, value: object) -> tuple[Sequence[tuple[CompareOp, object]], bool] | str:
        """Return the comparisons that say `op value` in the types of the service, or why there are none."""
        if entry.type is edm.DATE_TIME_OFFSET and isinstance(value, edm.DateTimeOffset) and value.valid:
            return instant_bounds(op, value) or "the service holds no such time"
        if entry.type is edm.INT32:
            whole = whole_bounds(op, value)
            return "the service compares with whole numbers of 32 bits only" if whole is None else (whole, True)
        if entry.type is edm.BOOLEAN and isinstance(value, bool) and op in {"eq", "ne"}:
            return ((op, value),), True
        if entry.type is not edm.STRING or not isinstance(value, str):
            return "the service has no such literal for this property"
        if op not in {"eq", "ne"}:
            return "how the service orders text is not documented"
        if not value.isascii():
            return "how the service compares such text is not known"
        if op == "ne" and not self.fold_case:
            return "the service ignores case, so it would leave out what only differs in case"
        return ((op, value),), self.fold_case

    # --- terms that are sent together ---

    def _calendar(self, parts: list[Wanted], present: frozenset[Names]) -> list[Unit]:
        """Join conditions on the year, month and day of a property into one range."""
        units = []
        for places, path, bounds in periods(parts):
            sides = [self._property(path, op, instant, False, present) for op, instant in bounds]
            if not any(isinstance(side, str) for side in sides):
                condition = conjunction([side[0] for side in sides if not isinstance(side, str)])
                units.append(Unit(tuple(places), tuple([parts[place] for place in places]), (condition, True)))
        return units

    def _presences(self, parts: list[Wanted], waiting: list[int], units: list[Unit]) -> list[Unit]:
        """Return units for `x ne null`, where it is not part of another one that holds for no missing x.

        `x ne 5` is made such a one: beside `x ne null` it says the same as `x lt 5 or x gt 5`.
        """
        hosts: dict[Names, Unit] = {}
        unequal: dict[Names, Unit] = {}
        for unit in units if waiting else ():
            if unit.exact:
                for names in compared(unit.condition):
                    hosts.setdefault(names, unit)
                unequal_to = ast.path_names(unit.condition.left) if isinstance(unit.condition, ast.Compare) else None
                if unequal_to and unequal_to not in hosts:
                    unequal.setdefault(unequal_to, unit)
        alone = []
        for place in waiting:
            names = ast.path_names(presence_of(*parts[place])) or ()
            host = hosts.get(names) or self._split(names, unequal.get(names))
            if host is None:
                alone.append(Unit((place,), (parts[place],), self.condition(*parts[place], frozenset())))
            else:
                hosts[names] = host
                host.places, host.terms = (*host.places, place), (*host.terms, parts[place])
        return alone

    def _split(self, names: Names, unit: Unit | None) -> Unit | None:
        """Make `x ne 5` two ranges, where the service has an order for x."""
        if unit is None or not isinstance(unit.condition, ast.Compare) or not isinstance(unit.condition.right, ast.Literal):
            return None
        entry, path, value = self.filterable["/".join(names)], unit.condition.left, unit.condition.right.value
        if entry.type is edm.STRING or not {"lt", "gt"} <= set(entry.operators):
            return None
        unit.condition = ast.Or((compare("lt", path, value), compare("gt", path, value)))
        return unit
