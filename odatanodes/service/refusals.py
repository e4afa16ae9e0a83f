"""Diagnostics for valid OData that a list API refuses (ODN401 to ODN407).

There is one for each property, operator, construct or literal that makes the service respond with status 400, and its help has an
equivalent that the service accepts where there is one. What no documentation shows and no public program uses counts as refused.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.base.text import shorten
from odatanodes.diagnostics import MAX_DIAGNOSTICS, Diagnostic, Fix
from odatanodes.service.clock import is_now, with_now

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from odatanodes.diagnostics import Span
    from odatanodes.service.api import Service

__all__ = ["expand_refusals", "refusals", "select_refusals"]


def refusals(expr: ast.Expr, service: Service, *, canonical: bool = False, planner: str = "plan") -> list[Diagnostic]:
    """Return what the service would refuse of a checked filter, in the order of the text, at most 100 findings.

    `canonical` says that the tree's canonical text is what will be sent, so that how a literal was written does not matter.
    `planner` names what sends the rest of such a filter, for the help: the command, or a function.
    """
    if not service.filterable:
        help = "leave it out and filter here, as 'odatanodes filter' does"
        return [Diagnostic("ODN409", f"'{service.name}' has no $filter", expr.span, help)]
    run = _Refusals(expr, service, canonical, planner)
    run.conditions()
    return sorted(run.found, key=lambda finding: finding.span[0])[:MAX_DIAGNOSTICS]


class _Refusals:
    """One run. `found` grows in the order of the text, but for findings about a whole and its parts."""

    def __init__(self, root: ast.Expr, service: Service, canonical: bool, planner: str) -> None:
        self.root = root
        self.service = service
        self.canonical = canonical
        self.planner = planner
        self.here = f"'{planner}' tests this here and sends the rest"
        self.found: list[Diagnostic] = []
        self.negated = False  # inside a `not`, where an equal would have to be equal for missing values as well

    def conditions(self) -> None:
        """Examine each condition, except the parts of one that can be written in another way."""
        stack = [(self.root, False)]
        while stack and len(self.found) < MAX_DIAGNOSTICS:
            node, self.negated = stack.pop()
            match node:
                case ast.And() | ast.Or():
                    stack += [(operand, self.negated) for operand in reversed(node.operands)]
                case ast.Not():
                    span = (node.span[0], node.span[0] + len("not"))
                    if not self.construct("'not'", node, span):
                        stack.append((node.operand, True))
                case ast.Compare():
                    self.comparison(node)
                case ast.In():
                    if not self.membership(node):
                        self.known(node.left)
                case ast.Call(None, "startswith"):
                    self.prefix(node)
                case ast.Call(None, "contains", (ast.Member() as path, ast.Literal() as part)):
                    self.construct(_named(node), node, more=self.as_prefix(path, part))
                case ast.Member():
                    if self.known(node):
                        self.construct("a property without operator", node)
                case _:
                    self.construct(_named(node), node)

    def comparison(self, node: ast.Compare) -> None:
        left, right = node.left, node.right
        paths = [side for side in (left, right) if ast.path_names(side)]
        literals = [side for side in (left, right) if isinstance(side, ast.Literal)]
        if len(literals) == 2:
            self.order("compares two literals", node)
        elif len(paths) == 2:
            self.order("compares two properties", node)
            for path in paths:
                self.known(path)
        elif paths and literals:
            self.pair(node, paths[0], literals[0])
        else:
            other = next(side for side in (left, right) if not isinstance(side, ast.Literal) and not ast.path_names(side))
            inner = next((below for below in ast.walk(other) if not isinstance(below, ast.Literal | ast.Member)), other)
            if not self.construct(_named(inner), node, inner.span):
                for path in paths:
                    self.known(path)

    def pair(self, node: ast.Compare, path: ast.Expr, literal: ast.Literal) -> None:
        """Look at a property compared with a literal."""
        flipped = path is node.right
        fixed = flipped and self.order("has the property on the right", node)
        known = self.known(path)
        if known and self.operator(ast.FLIPPED[node.op] if flipped else node.op, path, node) and not fixed:
            self.literal(node, path, literal)

    def known(self, path: ast.Expr) -> bool:
        """Report a path the service does not filter on; say whether it does."""
        names = ast.path_names(path)
        if names is None or self.service.entry("/".join(names)):
            return True
        accepted = f"{self.service.name} filters on {_words(self.service.filterable)}"
        help = f"{accepted}; '{self.planner}' sends what it can and tests the rest here"
        self.add("ODN401", f"the service does not filter on '{'/'.join(names)}'", path.span, help)
        return False

    def operator(self, op: str, path: ast.Expr, node: ast.Expr) -> bool:
        """Report an operator, or `startswith`, that the service does not accept on this property; say whether it does."""
        entry = self.service.entry("/".join(ast.path_names(path) or ()))
        if entry is None or op in entry.operators:
            return True
        help = f"on this property it accepts {_words(entry.operators)}; '{self.planner}' tests the condition here"
        self.add("ODN402", f"the service does not accept '{op}' on '{entry.property}'", node.span, help)
        return False

    def prefix(self, node: ast.Call) -> None:
        subject, prefix = (*node.arguments, None, None)[:2]
        if isinstance(subject, ast.Member) and ast.path_names(subject) and isinstance(prefix, ast.Literal):
            if self.known(subject):
                self.operator("startswith", subject, node)
        else:
            self.construct("'startswith' of anything but a property and a string", node)

    def as_prefix(self, path: ast.Expr, part: ast.Literal) -> str:
        """Return the `startswith` that the service accepts where a text is searched for, if it does."""
        entry = self.service.entry("/".join(ast.path_names(path) or ()))
        if entry is None or "startswith" not in entry.operators:
            return ""
        from odatanodes.serialize import to_text

        text = to_text(ast.Call(None, "startswith", (path, part)), "batch")
        return f"; it accepts {shorten(text)}, if a beginning is meant"

    def membership(self, node: ast.In) -> bool:
        """Report `in`; a list of one item may stand for a list that a program fills in, whose length is not known."""
        done = self.construct("'in'", node)
        if done and isinstance(node.right, ast.List) and len(node.right.items) == 1:
            help = "compare with 'eq', and join the comparisons with 'or' where there are several values"
            self.found[-1] = self.found[-1].replace(help=help)
        return done

    def literal(self, node: ast.Compare, path: ast.Expr, literal: ast.Literal) -> None:
        """Report null, and literals in a form the service is not known to read."""
        value = literal.value
        entry = self.service.entry("/".join(ast.path_names(path) or ()))
        if value is None:
            self.refuse("ODN404", "the service does not compare with 'null'", node, literal.span)
        elif isinstance(value, edm.DateTimeOffset) and not literal.form and not self.canonical:
            from odatanodes.serialize import literal_text

            text = literal_text(value, "batch")
            message = f"the service does not read the bare date '{value}'"
            self.add("ODN406", message, literal.span, f"write {text}", Fix(literal.span, text))
        elif entry is not None and entry.type is edm.INT32 and not isinstance(value, int):
            self.refuse("ODN406", f"the service compares '{entry.property}' with whole numbers only", node, literal.span)

    # --- findings ---

    def add(self, code: str, message: str, span: Span, help: str, fix: Fix | None = None) -> None:
        self.found.append(Diagnostic(code, message, span, help, "error", fix))

    def order(self, what: str, node: ast.Compare) -> bool:
        message = f"the condition {what}; the service takes a property on the left and a literal on the right"
        return self.refuse("ODN405", message, node, node.span)

    def construct(self, what: str, node: ast.Expr, span: Span | None = None, *, more: str = "") -> bool:
        return self.refuse("ODN403", f"the service does not support {what}", node, span or node.span, more)

    def refuse(self, code: str, message: str, node: ast.Expr, span: Span, more: str = "") -> bool:
        """Report a condition; return whether the help says what to write instead. `more` follows a help that does not."""
        if self.negated:  # an outer 'not' has been weakened with all that is in it
            self.add(code, message, span, self.here + more)
            return False
        sent, exact = self.weakened(node)
        if not isinstance(sent, ast.Literal) and exact:
            from odatanodes.serialize import to_text

            text = to_text(sent, "batch")
            fix = f"({text})" if isinstance(sent, ast.And | ast.Or) and node is not self.root else text
            self.add(code, message, span, f"write {text}", Fix(node.span, fix))
            return True
        self.add(code, message, span, self.what_a_plan_does(node, sent) + more)
        return False

    def weakened(self, node: ast.Expr) -> tuple[ast.Expr, bool]:
        from odatanodes.service.weaken import weaken

        sent, exact = weaken(node, self.service, semantics=self.service.schema.semantics, send_aliases=True)
        return self.service.as_documented(sent), exact

    def what_a_plan_does(self, node: ast.Expr, sent: ast.Expr) -> str:
        for below in ast.walk(node):
            if isinstance(below, ast.Alias):
                return f"give '@{below.name}' a value"
            if is_now(below):
                some = edm.DateTimeOffset(edm.Date(2025, 1, 1), 0)
                if not isinstance(self.weakened(with_now(node, some))[0], ast.Literal):
                    return f"'{self.planner}' sends it, given a value for 'now()'"
        if isinstance(sent, ast.Literal):
            return self.here
        from odatanodes.serialize import to_text

        return f"'{self.planner}' sends the weaker {to_text(sent, 'batch')} and tests this here"


_NAMED: dict[type[ast.Node], str] = {
    ast.Lambda: "'any' and 'all'",
    ast.Has: "'has'",
    ast.In: "'in'",
    ast.Not: "'not'",
    ast.Neg: "the sign '-' before an expression",
    ast.Case: "'case'",
    ast.Cast: "'cast'",
    ast.IsOf: "'isof'",
    ast.Count: "'$count'",
    ast.FilterSegment: "'$filter' in a path",
    ast.TypeCast: "a type in a path",
    ast.Annotation: "annotations",
    ast.Array: "lists",
    ast.List: "lists",
    ast.Object: "objects",
    ast.Literal: "a literal as condition",
}


def _named(node: ast.Node) -> str:
    """Name a construct as a person would."""
    match node:
        case ast.Call():
            return f"the function '{node.name}'"
        case ast.Arith():
            return f"arithmetic ('{node.op}')"
        case ast.Alias():
            return f"the parameter '@{node.name}'"
        case ast.Var():
            return f"'{node.name}'"
        case _:
            return _NAMED.get(type(node), "this expression")


def select_refusals(select: ast.SelectList, service: Service, *, planner: str = "plan") -> list[Diagnostic]:
    """Return what the service is not known to accept of a checked $select: nested paths, options, or a $select at all."""
    if not service.selects:
        return [Diagnostic("ODN407", f"'{service.name}' has no $select", select.span, "leave it out and project the response here")]
    found = []
    for item in select.items:
        if isinstance(item.path, ast.Star) and not item.path.namespace and not item.options:
            continue
        names = ast.path_names(item.path)
        if names and len(names) == 1 and not item.options:
            continue
        does = f"select '{names[0]}': '{planner}' does so" if names else f"'{planner}' selects everything"
        help = f"{does} and projects here"
        found.append(Diagnostic("ODN407", "the service selects whole properties, nothing inside them", item.span, help))
    return found[:MAX_DIAGNOSTICS]


def expand_refusals(text: str, service: Service) -> list[Diagnostic]:
    """Return what the service is not known to accept of the names in an $expand, separated by commas."""
    found: list[Diagnostic] = []
    start = 0
    for part in text.split(","):
        name, place = part.strip(), start + len(part) - len(part.lstrip())
        start += len(part) + 1
        if name in service.expands:
            continue
        span = (place, place + max(1, len(name)))
        if not service.expands:
            found.append(Diagnostic("ODN410", f"'{service.name}' has no $expand", (0, len(text)), "leave it out"))
            break
        near = [one for one in service.expands if one.lower() == name.lower()]
        help = f"write {near[0]}" if near else f"it expands {_words(service.expands)}; all other properties are returned without it"
        fix = Fix(span, near[0]) if near else None
        message = f"'{service.name}' does not expand '{shorten(name)}'" if name else "a name is missing"
        found.append(Diagnostic("ODN410", message, span, help, "error", fix))
    return found[:MAX_DIAGNOSTICS]


def _words(names: Iterable[str]) -> str:
    """Return `'a', 'b' and 'c'`."""
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
