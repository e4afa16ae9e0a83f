"""Why a node matches a filter or not: the tree with the value of each condition for that node.

A Trace can be shown as text, data or HTML. A condition *decides* when the result depends on it: the first false one of an `and`,
all of them when it is true, and so on downwards. Conditions that evaluation did not reach have no value.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.base.text import MAX_QUOTED, printable, shorten, value_picture
from odatanodes.evaluate import closures
from odatanodes.functions import dates
from odatanodes.functions.casts import cast
from odatanodes.functions.values import structure
from odatanodes.runtime import NodeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from odatanodes.evaluate.scope import Scope
    from odatanodes.runtime import Rules
    from odatanodes.schema.types import EntityType

__all__ = ["Step", "Trace", "trace"]

FEW = 3
"""Items of a collection that are shown before the others are only counted."""
NEAR = 12
"""Characters on either side of the first difference of two long texts."""
LONGEST = 100
"""Most characters of a condition that are shown."""
WIDEST = 60
"""What was read is aligned in a column that begins here at the latest."""
NOT_REACHED = "-"
DEEPEST = 100
"""Most levels of a value in the data of a trace."""
_SAFE = 10**4300


class Step:
    """One condition with its value for a node.

    `value` is True, False, None or the NodeError it raised; `reached` is false where evaluation stopped before it; `decides`
    says whether the result depends on it; `reads` are the operands with their values, `steps` the conditions below. `difference`
    tells where two long texts differ.
    """

    __slots__ = ("decides", "difference", "reached", "reads", "steps", "text", "value")

    def __init__(self, text: str, value: object, *, reached: bool, reads: dict[str, object], steps: list[Step]) -> None:
        self.text = text
        self.value = value
        self.reached = reached
        self.reads = reads
        self.steps = steps
        self.decides = False
        self.difference = ""

    def __reduce__(self) -> tuple[Callable[..., Step], tuple[Any, ...]]:
        return _step, (self.text, self.value, self.reached, self.reads, self.steps, self.decides, self.difference)

    @property
    def note(self) -> str:
        """What was read, or the error, as one line."""
        if isinstance(self.value, NodeError) and not self.steps:
            return self.value.diagnostics[0].message
        return ", ".join([f"{name} is {_picture(value)}" for name, value in self.reads.items()]) + self.difference

    def to_dict(self) -> dict[str, Any]:
        """Return the step as JSON data; an error stands under "error"."""
        found: dict[str, Any] = {"text": self.text, "reached": self.reached, "decides": self.decides}
        if isinstance(self.value, NodeError):
            found["error"] = self.value.diagnostics[0].message
        elif self.reached:
            found["value"] = self.value
        if self.reads:
            found["reads"] = {name: _plain(value) for name, value in self.reads.items()}
        if self.steps:
            found["steps"] = [step.to_dict() for step in self.steps]
        return found


def _step(
    text: str, value: object, reached: bool, reads: dict[str, object], steps: list[Step], decides: bool, difference: str = ""
) -> Step:
    """Return a step that was pickled."""
    step = Step(text, value, reached=reached, reads=reads, steps=steps)
    step.decides = decides
    step.difference = difference
    return step


class Trace:
    """The result for one node: `matched`, `error` if evaluation failed, `root` step.

    A trace is true or false as `matches` is; where evaluation failed, asking raises the error.

    >>> from odatanodes.ast import Compare, Literal, Member
    >>> from odatanodes.runtime import Rules
    >>> why = trace(Compare("eq", Member(None, "state"), Literal("idle")), None, Rules("batch"), {"state": "running"})
    >>> print(why.to_text())
    false > state eq 'idle'   state is 'running'
    """

    __slots__ = ("root",)

    def __init__(self, root: Step) -> None:
        self.root = root

    def __reduce__(self) -> tuple[Callable[..., Trace], tuple[Any, ...]]:
        return Trace, (self.root,)

    @property
    def matched(self) -> bool:
        """Whether the node passes the filter."""
        return self.root.value is True

    @property
    def error(self) -> NodeError | None:
        """What evaluation raised for this node."""
        return self.root.value if isinstance(self.root.value, NodeError) else None

    def to_text(self, color: bool = False) -> str:
        """Return one line for each condition: its value, `>` where it decides, its text, what it read."""
        lines = list(_lines(self.root, 0))
        width = min(WIDEST, max(len(text) for _, text, _ in lines))
        return "\n".join(_line(step, text, note, width, color=color) for step, text, note in lines)

    def to_dict(self) -> dict[str, Any]:
        """Return the trace as JSON data."""
        return {"matched": self.matched, **self.root.to_dict()}

    def __bool__(self) -> bool:
        if self.error is not None:
            raise self.error
        return self.matched

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        """Return the result, the filter, and what was read where it was decided."""
        decisive = next((step.note for step, _ in _walk(self.root, 0) if step.decides and step.note), "")
        why = f"; {shorten(decisive, MAX_QUOTED)}" if decisive else ""
        return printable(f"<Trace {_word(self.root)}: {shorten(self.root.text, MAX_QUOTED)}{why}>")

    def _repr_html_(self) -> str:
        from html import escape

        rows = []
        for step, text, note in _lines(self.root, 0):
            color = {"true": "#188038", "false": "#c5221f", "error": "#c5221f"}.get(_word(step), "#80868b")
            weight = "bold" if step.decides else "normal"
            rows.append(
                f'<tr style="font-weight:{weight}"><td style="color:{color}">{_word(step)}</td>'
                f'<td style="text-align:left;white-space:pre">{escape(text)}</td>'
                f'<td style="text-align:left">{escape(note)}</td></tr>'
            )
        return f'<table style="font-family:monospace">{"".join(rows)}</table>'


def trace(expr: ast.Expr, schema: EntityType | None, rules: Rules, node: Any) -> Trace:
    """Evaluate a checked tree on one node and keep every value. Raises ODataCheckError for what only a service can evaluate."""
    scope = closures.whole_scope(schema, rules)
    tracer = _Tracer(structure(node), rules.text)
    root = tracer.step(expr, scope, (dates.moment(rules.clock),), True)
    _mark(root, expr)
    return Trace(root)


class _Tracer:
    """Evaluates condition by condition. `asked` says which result is wanted: it settles where `and` and `or` stop."""

    def __init__(self, node: Any, text: str) -> None:
        self.node = node
        self.text = text

    def step(self, x: ast.Expr, s: Scope, e: tuple[Any, ...], asked: bool) -> Step:
        match x:
            case ast.And(operands) | ast.Or(operands):
                return self._chain(x, operands, s, e, asked)
            case ast.Not(operand):
                below = self.step(operand, s, e, not asked)
                value = (not below.value) if isinstance(below.value, bool) else below.value
                return Step(self.words(x), value, reached=True, reads={}, steps=[below])
            case ast.Lambda(source, _, variable, predicate) if variable is not None and predicate is not None:
                return self._lambda(x, source, variable, predicate, s, e)
        step = Step(self.words(x), self.value(x, s, e, boolean=True), reached=True, reads=self._reads(x, s, e), steps=[])
        if isinstance(x, ast.Compare) and step.value is False:
            step.difference = _difference(self.value(x.left, s, e), self.value(x.right, s, e))
        return step

    def _chain(self, x: ast.And | ast.Or, operands: tuple[ast.Expr, ...], s: Scope, e: tuple[Any, ...], asked: bool) -> Step:
        decisive = isinstance(x, ast.Or)
        steps: list[Step] = []
        result: object = not decisive
        done = False
        for operand in operands:
            if done:
                steps.append(Step(self.words(operand), None, reached=False, reads={}, steps=[]))
                continue
            step = self.step(operand, s, e, asked)
            steps.append(step)
            if isinstance(step.value, NodeError) or step.value is decisive:
                result, done = step.value, True
            elif step.value is None:
                result, done = None, asked is not decisive
        return Step(self.words(x), result, reached=True, reads={}, steps=steps)

    def _lambda(self, x: ast.Lambda, source: ast.Expr, variable: str, predicate: ast.Expr, s: Scope, e: tuple[Any, ...]) -> Step:
        from odatanodes.evaluate.paths import items

        stop = x.kind == "any"
        try:
            found = items(source, s)(self.node, e)
        except NodeError as error:
            return Step(self.words(x), error, reached=True, reads={}, steps=[])
        inner = s.with_variable(variable, s.path(source))
        result: object = not stop
        steps: list[Step] = []
        for at, item in enumerate(found):
            step = self.step(predicate, inner, (*e, item), True)
            step.text = f"[{at}] {step.text}"
            steps.append(step)
            if isinstance(step.value, NodeError) or (step.value is True) is stop:
                result = step.value if isinstance(step.value, NodeError) else stop
                break
        reads: dict[str, object] = {} if found else {s.path(source) or self.words(source): ()}
        return Step(self.words(x), result, reached=True, reads=reads, steps=steps)

    def value(self, x: ast.Expr, s: Scope, e: tuple[Any, ...], *, boolean: bool = False) -> object:
        compiled = closures.boolean(x, s) if boolean else closures.value(x, s)
        try:
            return compiled(self.node, e)
        except NodeError as error:
            return error

    def _reads(self, x: ast.Expr, s: Scope, e: tuple[Any, ...]) -> dict[str, object]:
        """Return the values of the operands worth showing: everything but literals and what a path leads through.

        Of an operation without a value also the operands that have none; of a `case` all that it reads.
        """
        found: dict[str, object] = {}
        for child in (x,) if isinstance(x, ast.Member | ast.Case) else x.children():
            if isinstance(child, (ast.Literal, ast.List, ast.Array, ast.Object)) or not isinstance(child, ast.Expr):
                continue
            value = self.value(child, s, e)
            if isinstance(value, NodeError):
                continue
            if child is not x:
                found[self.words(child)] = value
            elif isinstance(x, ast.Member) and isinstance(x.source, ast.Member):
                found[self.words(x)] = value
            if isinstance(child, ast.Case) or (value is None and not isinstance(child, ast.Member)):
                found |= self._below(child, s, e, nulls=not isinstance(child, ast.Case))
        return found

    def _below(self, x: ast.Expr, s: Scope, e: tuple[Any, ...], *, nulls: bool) -> dict[str, object]:
        """Return the values of the paths in an operand; with `nulls` those that have none."""
        found: dict[str, object] = {}
        waiting: list[ast.Node] = [x]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.Member):
                value = self.value(node, s, e)
                if not isinstance(value, NodeError) and (value is None or not nulls):
                    found[self.words(node)] = value
            elif not isinstance(node, ast.Lambda):
                waiting += reversed(list(node.children()))
        return found

    def words(self, x: ast.Expr) -> str:
        """Return the text of a node as the author wrote it, else in canonical form."""
        start, end = x.span
        found = self.text[start:end]
        if not found:
            from odatanodes.serialize.excerpt import excerpt

            return excerpt(x, LONGEST)
        return shorten(" ".join(found.split()), LONGEST)


def _mark(root: Step, expr: ast.Expr) -> None:
    """Mark the steps that the result depends on."""
    stack: list[tuple[Step, ast.Expr]] = [(root, expr)]
    while stack:
        step, x = stack.pop()
        step.decides = True
        match x:
            case ast.And(operands) | ast.Or(operands):
                same = [(below, operand) for below, operand in zip(step.steps, operands, strict=True) if below.reached]
                agreeing = [pair for pair in same if pair[0].value is step.value]
                unanimous = len(agreeing) == len(operands)
                stack += agreeing if unanimous else agreeing[:1]
            case ast.Not(operand):
                stack.append((step.steps[0], operand))
            case ast.Lambda(_, kind, _, predicate) if predicate is not None:
                settled = step.value is (kind == "any") or isinstance(step.value, NodeError)
                stack += [(below, predicate) for below in (step.steps[-1:] if settled else step.steps)]


def _lines(root: Step, indent: int) -> Iterator[tuple[Step, str, str]]:
    for step, level in _walk(root, indent):
        yield step, "  " * level + step.text, step.note


def _walk(root: Step, indent: int) -> Iterator[tuple[Step, int]]:
    """Yield the steps with their levels; of many items the first few, how many follow, and the last one if it decides alone."""
    stack = [(root, indent)]
    while stack:
        step, level = stack.pop()
        yield step, level
        below = step.steps
        if len(below) > FEW + 2 and below[0].text.startswith("[0] "):
            last = below[-1:] if below[-1].decides and not below[0].decides else []
            hidden = below[FEW : len(below) - len(last)]
            below = [*below[:FEW], _summary(hidden), *last]
        stack += [(inner, level + 1) for inner in reversed(below)]


def _summary(hidden: list[Step]) -> Step:
    """Return a step that stands for several items."""
    values = {_word(step): step.value for step in hidden}
    same = len(values) == 1
    counts = ", ".join(f"{sum(_word(step) == word for step in hidden)} {word}" for word in values)
    found = Step(f"… {len(hidden)} more items{'' if same else f': {counts}'}", hidden[0].value, reached=same, reads={}, steps=[])
    found.decides = all(step.decides for step in hidden)
    return found


def _difference(left: object, right: object) -> str:
    """Return where two texts first differ, if they are too long to see it."""
    if not (isinstance(left, str) and isinstance(right, str)) or max(len(left), len(right)) < MAX_QUOTED - 1:
        return ""
    at = next((at for at, (one, other) in enumerate(zip(left, right, strict=False)) if one != other), min(len(left), len(right)))
    if at < NEAR:
        return ""  # the beginnings are shown
    one, other = (f"'{text[at - NEAR : at + NEAR]}'" for text in (left, right))
    return f"; from character {at + 1} on they differ: {one}, {other}"


def _word(step: Step) -> str:
    if not step.reached:
        return NOT_REACHED
    return "error" if isinstance(step.value, NodeError) else {True: "true", False: "false", None: "null"}.get(step.value, "?")  # type: ignore[call-overload]


def _line(step: Step, text: str, note: str, width: int, *, color: bool) -> str:
    word = _word(step)
    mark = ">" if step.decides else " "
    padded = printable(f"{text:<{width}}   {note}" if note else text)
    if not color:
        return f"{word:<5} {mark} {padded}".rstrip()
    tint = {"true": "\x1b[32m", "false": "\x1b[31m", "error": "\x1b[31;1m"}.get(word, "\x1b[2m")
    strong = "\x1b[1m" if step.decides else "\x1b[2m"
    return f"{tint}{word:<5}\x1b[0m {mark} {strong}{padded}\x1b[0m"


def _picture(value: object) -> str:
    if isinstance(value, tuple):
        return "empty" if not value else f"{len(value)} item{'s' if len(value) > 1 else ''}"
    if hasattr(value, "keys"):
        return "a structured value"
    if isinstance(value, str) and len(value) > MAX_QUOTED - 2:
        half = MAX_QUOTED // 2 - 2
        return f"'{value[:half]}…{value[-half:]}'"
    return value_picture(value) if value is None or isinstance(value, (str, bool, int, float)) else _text(value)


def _text(value: Any) -> str:
    """Return a value as JSON payloads write it; a decimal far from zero with an exponent."""
    far = type(value).__name__ == "Decimal" and abs(value.adjusted()) > LONGEST
    return value_picture(value) if far else str(cast(value, edm.STRING))


def _plain(value: object, level: int = 0) -> object:
    """Return a value as JSON data; what is nested too deeply for JSON, and numbers too long for it, as text."""
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, int):
        return value if -_SAFE < value < _SAFE else value_picture(value)
    if level > DEEPEST:
        return "…"
    if isinstance(value, tuple):
        return [_plain(item, level + 1) for item in value]
    if hasattr(value, "keys"):
        return {name: _plain(value[name], level + 1) for name in value}  # type: ignore[index, attr-defined]
    return _text(value)
