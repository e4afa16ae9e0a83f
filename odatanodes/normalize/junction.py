"""`and` and `or`: constants, repeated and absorbed terms, contradictions, comparisons joined into `in`."""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.normalize import values
from odatanodes.normalize.constants import by_value, equals_one_of, literals_of

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Span
    from odatanodes.normalize.run import Run

_PARTNERS = 100
"""How many earlier terms are tried for the one that contradicts: only the message depends on it."""


class _Operand:
    """What the terms of one `and` or `or` say about one operand."""

    __slots__ = ("atoms", "boolean", "nan", "node", "null", "places")

    def __init__(self, node: ast.Expr, null: bool) -> None:
        self.node = node
        self.nan = values.may_be_nan(node.type)
        self.boolean = node.type is edm.BOOLEAN
        self.null = null
        self.atoms: list[values.Atom] = []
        self.places: list[int] = []  # which term each atom is from

    def excludes(self, atoms: list[values.Atom]) -> bool:
        """Whether no value of the operand meets all atoms."""
        return values.disjoint(atoms, null=self.null, nan=self.nan, boolean=self.boolean)

    def disjoint(self, count: int | None = None) -> bool:
        """Whether no value meets the first `count` atoms, or all."""
        return self.excludes(self.atoms[:count])


def join(run: Run, kind: type[ast.And | ast.Or], operands: list[ast.Expr], keep: bool, span: Span) -> ast.Expr:
    """Return `and` or `or` of rewritten terms, as simple as it gets. `keep`: only its being true matters."""
    terms = [part for operand in operands for part in (operand.operands if isinstance(operand, kind) else (operand,))]
    undecided = _without_constants(kind, terms, keep)
    if undecided is None:
        return ast.Literal(kind is ast.Or, span=span)
    terms = _without_repetition(run, undecided)
    if _contradiction(run, kind, terms, keep):
        return ast.Literal(kind is ast.Or, span=span)
    terms = _without_absorbed(run, kind, _merged(run, kind, terms))
    if not terms:
        return ast.Literal(kind is ast.And, span=span)
    return terms[0] if len(terms) == 1 else kind(tuple(terms), span)


def _without_constants(kind: type[ast.And | ast.Or], terms: list[ast.Expr], keep: bool) -> list[ast.Expr] | None:
    """Drop constant terms that change nothing; None when one decides the whole. Where null is not kept, it is false."""
    undecided: list[ast.Expr] = []
    for term in terms:
        value = term.value if isinstance(term, ast.Literal) else ...
        if value is None and keep:
            value = False
        if not isinstance(value, bool):
            undecided.append(term)
        elif value is (kind is ast.Or):
            return None
    return undecided


def _without_repetition(run: Run, terms: list[ast.Expr]) -> list[ast.Expr]:
    seen: set[int] = set()
    fresh: list[ast.Expr] = []
    for term in terms:
        number = run.number(term)
        if number in seen:
            run.warn("ODN523", "{} repeats an earlier term", term.span, "leave it out", term)
        else:
            seen.add(number)
            fresh.append(term)
    return fresh


# --- contradictions ----------------------------------------------------------------------------------------------------


def _contradiction(run: Run, kind: type[ast.And | ast.Or], terms: list[ast.Expr], keep: bool) -> bool:
    """Report, and tell, whether terms about one operand exclude each other (`and`) or leave nothing out (`or`)."""
    operands: dict[int, _Operand] = {}
    for place, term in enumerate(terms):
        found = _atom(run, term, keep)
        if found is None:
            continue
        node, atom = found
        operand = operands.get(run.number(node))
        if operand is None:
            operand = operands[run.number(node)] = _Operand(node, run.can_be_null(node))
        operand.atoms.append(atom if kind is ast.And else atom.complement())
        operand.places.append(place)
    for operand in operands.values():
        if operand.disjoint():
            _report(run, kind, terms, operand)
            return True
    return False


def _atom(run: Run, term: ast.Expr, keep: bool) -> tuple[ast.Expr, values.Atom] | None:
    """Return what a term states about which operand; None if it is of no known form."""
    negated = isinstance(term, ast.Not)
    inner = term.operand if isinstance(term, ast.Not) else term
    atom: values.Atom | None = None
    match inner:
        case ast.Compare(op, left, ast.Literal(value)):
            atom = values.comparison(op, value, left.type, run.fold_case)
        case ast.In(left, right) if (items := literals_of(right)) is not None:
            atom = values.membership([item.value for item in items], left.type, run.fold_case)
        case ast.And() | ast.Or():
            return None
        case _:
            left = inner
    if atom is not None:
        return left, atom.complement() if negated else atom
    if isinstance(inner, ast.Compare) and inner.op == "ne":  # known as the negation of its `eq`
        inner, negated = ast.Compare("eq", inner.left, inner.right, inner.span), not negated
    if not keep and run.can_be_null(inner):
        return None  # true, false or null: the sets here know no third value
    return _as_boolean(inner), values.truth(not negated)


def _as_boolean(node: ast.Expr) -> ast.Expr:
    """A term stands where a Boolean must be, whether its type is known or not."""
    return node if node.type is edm.BOOLEAN else node.replace(type=edm.BOOLEAN)


def _report(run: Run, kind: type[ast.And | ast.Or], terms: list[ast.Expr], operand: _Operand) -> None:
    """Name the first term with which nothing is left, and the one before it that it clashes with."""
    low, high = 1, len(operand.atoms)
    while low < high:
        middle = (low + high) // 2
        if operand.disjoint(middle):
            high = middle
        else:
            low = middle + 1
    last = operand.atoms[low - 1]
    term = terms[operand.places[low - 1]]
    before = zip(operand.atoms[: min(low - 1, _PARTNERS)], operand.places, strict=False)
    clash = next((terms[place] for atom, place in before if operand.excludes([atom, last])), None)
    both = _operator(clash) if clash is not None and _operator(clash) == _operator(term) else ""
    other, *shown = ("the terms before it",) if clash is None else ("{}", clash)
    if kind is ast.And:
        help = "a property has one value: join the comparisons with 'or'" if both == "eq" else ""
        run.warn("ODN521", f"{{}} is never true together with {other}", term.span, help, term, *shown)
    elif both == "ne":
        run.warn("ODN524", f"{{}} or {other} is always true", term.span, "join the comparisons with 'and'", term, *shown)
    else:
        are = "is" if shown else "are"
        run.warn("ODN522", f"{{}} is true whenever {other} {are} not: always true", term.span, "", term, *shown)


def _operator(term: ast.Expr) -> str:
    return term.op if isinstance(term, ast.Compare) else ""


# --- joining and absorbing ---------------------------------------------------------------------------------------------


def _merged(run: Run, kind: type[ast.And | ast.Or], terms: list[ast.Expr]) -> list[ast.Expr]:
    """Join `x eq 'a'` and `x in (…)` of one operand, at the place of the first: union for `or`, intersection for `and`."""
    groups: dict[int, list[int]] = {}
    for place, term in enumerate(terms):
        if _choices(term) is not None:
            assert isinstance(term, ast.Compare | ast.In)
            groups.setdefault(run.number(term.left), []).append(place)
    gone: set[int] = set()
    merged = list(terms)
    for places in groups.values():
        if len(places) > 1:
            joined = _one_of(run, kind, [terms[place] for place in places])
            if len(joined) == 1:
                merged[places[0]] = joined[0]
                gone.update(places[1:])
    return [term for place, term in enumerate(merged) if place not in gone]


def _choices(term: ast.Expr) -> tuple[ast.Literal, ...] | None:
    """Return the literals of a term that says an operand equals one of them."""
    match term:
        case ast.Compare("eq", left, ast.Literal() as right) if not isinstance(left, ast.Literal):
            return (right,)
        case ast.In(_, ast.List(items)):
            return items
        case _:
            return None


def _one_of(run: Run, kind: type[ast.And | ast.Or], terms: list[ast.Expr]) -> list[ast.Expr]:
    """Join terms about one operand into one; unchanged where their literals cannot be distinguished for certain."""
    first, *others = terms
    assert isinstance(first, ast.Compare | ast.In)
    found, *rest = (by_value(_choices(term) or (), first.left.type, run.fold_case) for term in terms)
    if kind is ast.And:
        if len({_sort(key) for choices in (found, *rest) for key in choices} - {"null"}) > 1:
            return terms
        for choices in rest:
            found = {key: item for key, item in found.items() if key in choices}
    for term, choices in zip(others, rest, strict=True) if kind is ast.Or else ():
        if all(key in found for key in choices):
            run.warn("ODN523", "{} is true only where an earlier term is", term.span, "leave it out", term)
        for key, item in choices.items():
            found.setdefault(key, item)
    return [equals_one_of(first.left, list(found.values()), first.span)]


def _sort(key: tuple[str, object]) -> object:
    """Return what kind of value a key of `by_value` stands for; each literal without a kind is one of its own."""
    return key if key[0] == "literal" else key[0]


def _without_absorbed(run: Run, kind: type[ast.And | ast.Or], terms: list[ast.Expr]) -> list[ast.Expr]:
    """Drop `a and b` beside `a` in an `or`, and `a or b` beside `a` in an `and`."""
    inner = ast.Or if kind is ast.And else ast.And
    plain = {run.number(term): term for term in terms if not isinstance(term, inner)}
    kept: list[ast.Expr] = []
    for term in terms:
        parts = term.operands if isinstance(term, inner) else ()
        absorbing = next((part for part in parts if run.number(part) in plain), None)
        if absorbing is None:
            kept.append(term)
        else:
            run.warn("ODN523", "{} adds nothing to {}", term.span, "leave it out", term, absorbing)
    return kept
