"""Mistakes of words, signs and brackets: operators of other languages, operators in the wrong place, what is missing."""

from __future__ import annotations

import re

from odatanodes import ast
from odatanodes.base.text import did_you_mean, quoted, shorten, shown
from odatanodes.diagnostics import Fix
from odatanodes.functions.table import FUNCTIONS
from odatanodes.parse.mistakes.failure import OPENING, in_english
from odatanodes.parse.mistakes.patterns import condition_like

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Diagnostic, Span
    from odatanodes.parse.mistakes.failure import Failure

_SIGN = re.compile(r"===|!==|==|=>|=<|!=|<>|<=|>=|&&|\|\||[=<>!&|+*%/^-]")
WORDS_FOR = {
    "=": "eq", "==": "eq", "===": "eq", "!=": "ne", "!==": "ne", "<>": "ne",
    "<": "lt", "<=": "le", "=<": "le", ">": "gt", ">=": "ge", "=>": "ge",
    "&&": "and", "&": "and", "||": "or", "|": "or", "!": "not",
    "+": "add", "-": "sub", "*": "mul", "/": "div", "%": "mod",
}  # fmt: skip
_ARITHMETIC = frozenset(("add", "sub", "mul", "div", "mod"))
"""What a sign may stand for; `-` and `/` are as often part of a name without quotes."""
OPERATORS = (*ast.COMPARISONS, "and", "or", "in", "has", "add", "sub", "mul", "div", "divby", "mod")
_OTHER_WORDS = {
    "equals": "eq", "equal": "eq", "is": "eq", "neq": "ne", "gte": "ge", "lte": "le", "plus": "add", "minus": "sub", "times": "mul",
}  # fmt: skip
_VALUE = re.compile(r"'[^']*+(?:''[^']*+)*+'|\"[^\"\\]*+\"|[-+.:\w]++")


def _right(f: Failure, offset: int) -> re.Match[str] | None:
    """Return the literal or name that begins at an offset, after blanks."""
    while offset < len(f.text) and f.text[offset].isspace():
        offset += 1
    return _VALUE.match(f.text, offset)


def sign(f: Failure) -> Diagnostic | None:
    """`=`, `!=`, `&&`, `+` and their like."""
    divided = f.last() == "/" and not f.after_operand and re.match(r"[-+]?[0-9(]", f.text[f.start :])
    start = f.before[-1][0] if divided else f.start
    match = _SIGN.match(f.text, start)
    if match is None or match[0] == "^":
        return None
    if match[0] == "/" and not divided:
        return None
    word = WORDS_FOR[match[0]]
    if f.option == "select" and not f.unclosed():
        return None
    before = "" if start == 0 or f.text[start - 1].isspace() else " "
    after = "" if f.text[match.end() : match.end() + 1].isspace() else " "
    fix: Fix | None = Fix(match.span(), before + word + after, guess=word in _ARITHMETIC)
    if word == "not":
        if not f.wants_operand:
            return None
        fix = Fix(match.span(), "not ") if f.text[match.end() :].lstrip()[:1] == "(" else None
        return f.problem("ODN106", "'!' is not an operator", "write not (…) around the condition", match.span(), fix)
    if not (f.after_operand or divided):
        return None
    if word == "add" and (joined := _concatenation(f)):
        span, text = joined
        return f.problem("ODN106", "'+' does not join strings", f"write {text}", match.span(), Fix(span, text))
    return f.problem("ODN106", f"'{match[0]}' is not an operator", f"write '{word}'", match.span(), fix)


def _concatenation(f: Failure) -> tuple[Span, str] | None:
    """Return `'a' + 'b'` as a call of concat, with the span of the two operands."""
    left, right = f.last(), _right(f, f.start + 1)
    if right is None or not {"'", '"'} & {left[:1], right[0][:1]}:
        return None
    path = f.path_before()
    begin, text = (f.before[-1][0], left) if path is None else (path[1], path[0])
    first, second = (quoted(one[1:-1]) if one[:1] == '"' else one for one in (text, right[0]))
    return (begin, right.end()), f"concat({first},{second})"


def infix_function(f: Failure) -> Diagnostic | None:
    """`id startswith 'x'`."""
    name = f.word.lower()
    function = FUNCTIONS.get("contains" if name == "substringof" else name)
    if not f.after_operand or function is None or not function.searches:
        return None
    name = function.spelling
    left, right = f.path_before(), _right(f, f.span[1])
    if left is None or right is None:
        return f.problem("ODN107", f"'{f.word}' is a function, not an operator", f"write {name}(property,'text')")
    text = f"{name}({left[0]},{right[0]})"
    fix = Fix((left[1], right.end()), text)
    return f.problem("ODN107", f"'{f.word}' is a function, not an operator", f"write {text}", None, fix)


def other_language(f: Failure) -> Diagnostic | None:
    """`like`, `between`, `is null`, `not in`, and `not` behind an operand."""
    word = f.word.lower()
    if not f.after_operand or word not in {"like", "ilike", "between", "is", "not", *_OTHER_WORDS}:
        return None
    left = f.path_before()
    name, begin = left or ("property", f.start)
    for look in (_null_test, _like, _between, _negated):
        found = look(f, name)
        if found is not None:
            text, span, what, complete = found
            fix = Fix((begin, span[1]), text) if left and complete else None
            return f.problem("ODN108", f"'{what}' is not an operator", f"write {text}", span, fix)
    instead = _OTHER_WORDS.get(word, "eq")
    return f.problem("ODN108", f"'{f.word}' is not an operator", f"write '{instead}'", None, Fix(f.span, instead))


_Found = tuple[str, "Span", str, bool]
"""What to write instead, the span of the operator, its name, and whether the text is complete: no part of it is an example."""


def _null_test(f: Failure, name: str) -> _Found | None:
    match = re.compile(r"is\s+(not\s+)?null\b", re.IGNORECASE).match(f.text, f.start)
    if match is None:
        return None
    return f"{name} {'ne' if match[1] else 'eq'} null", match.span(), " ".join(match[0].lower().split()), True


def _like(f: Failure, name: str) -> _Found | None:
    match = re.compile(r"(not\s+)?(i?like)\s+'([^']*+(?:''[^']*+)*+)'", re.IGNORECASE).match(f.text, f.start)
    if match is None:
        what = re.compile(r"(not\s+)?i?like\b", re.IGNORECASE).match(f.text, f.start)
        return (f"contains({name},'text')", what.span(), what[0].lower(), False) if what else None
    text = condition_like(name, match[3])
    return f"not ({text})" if match[1] else text, match.span(), "not like" if match[1] else match[2].lower(), True


def _between(f: Failure, name: str) -> _Found | None:
    match = re.compile(rf"between\s+({_VALUE.pattern})\s+and\s+({_VALUE.pattern})", re.IGNORECASE).match(f.text, f.start)
    if match is not None:
        return f"({name} ge {match[1]} and {name} le {match[2]})", match.span(), "between", True
    if f.word.lower() == "between":
        ranged = re.compile(r"between\s*\(([^\n]{1,200}?)\s*\.\.\s*([^\n]{1,200})\)", re.IGNORECASE).match(f.text, f.start)
        if ranged is not None:  # of Kusto
            return f"({name} ge {ranged[1].strip()} and {name} le {ranged[2].strip()})", ranged.span(), "between", True
        return f"{name} ge … and {name} le …", f.span, "between", False
    return None


def _negated(f: Failure, name: str) -> _Found | None:
    """`state not in ('a')`, `state not eq 'a'`: `not` stands before the whole condition."""
    match = re.compile(rf"not\s+(in\s*\([^()]*+\)|(?:eq|ne|gt|ge|lt|le)\s+(?:{_VALUE.pattern}))", re.IGNORECASE).match(
        f.text, f.start
    )
    if match is not None:
        return f"not ({name} {match[1]})", match.span(), " ".join(match[0].split()[:2]).partition("(")[0], True
    return (f"not ({name} …)", f.span, "not", False) if f.word.lower() == "not" else None


def doubled_operator(f: Failure) -> Diagnostic | None:
    """`a and and b`: the second one was parsed as the name of a property."""
    if not f.after_operand or len(f.before) < 2 or f.last().lower() not in OPERATORS:
        return None
    if f.last(2).lower() not in {*OPERATORS, "not", "("}:
        return None
    begin, word = f.before[-1]
    if f.last(2) == "(":
        return f.problem(
            "ODN110", f"nothing stands before '{word}'", "write a value or a property there", (begin, begin + len(word))
        )
    help = f"leave one of them out, or write a value between '{f.last(2)}' and '{word}'"
    return f.problem("ODN110", f"'{word}' directly after '{f.last(2)}'", help, (begin, begin + len(word)))


def leading_operator(f: Failure) -> Diagnostic | None:
    """`and a eq 1`: parsed as a property called `and`."""
    if not f.after_operand or len(f.before) != 1 or f.last().lower() not in OPERATORS:
        return None
    begin, word = f.before[0]
    if _right(f, f.start) is None:
        return None
    help = f"leave '{word}' out, or write a condition before it"
    return f.problem("ODN110", f"nothing stands before '{word}'", help, (begin, begin + len(word)))


def missing_operator(f: Failure) -> Diagnostic | None:
    """Two operands side by side: a word that is nearly an operator, or none at all."""
    if not f.after_operand or f.last() == ")" or not re.match(r"[\w'\"@$]", f.word):
        return None
    right = _right(f, f.start)
    if f.last().isdecimal() and re.fullmatch(r"\d{3}", f.word) and f.before[-1][0] + len(f.last()) + 1 == f.start:
        grouped = re.compile(r"\d{1,3}(?: \d{3})++").match(f.text, f.before[-1][0])
        if grouped is not None:
            text = grouped[0].replace(" ", "")
            help = f"digits are not grouped: write {text}"
            return f.problem("ODN109", "a blank cannot stand in a number", help, grouped.span(), Fix(grouped.span(), text))
    if f.word.isidentifier():
        following = _right(f, f.span[1])
        if following is not None and following[0].lower() not in OPERATORS:
            near = _nearest(f.word.lower())
            help = f"did you mean '{near}'?" if near else f"operators are {' '.join(OPERATORS)}"
            return f.problem(
                "ODN108", f"'{f.word}' is not an operator", help, None, Fix(f.span, near, guess=True) if near else None
            )
    what = f"an operator is missing between {shown(f.last())} and {shown(f.word)}"
    if right is None or f.last(2).lower() in OPERATORS:
        return f.problem("ODN109", what, "write 'and' or 'or' between two conditions")
    if right[0].isidentifier():
        return f.problem("ODN109", what, f"write {shown(f.last())[1:-1]} eq {shown(repr(right[0]))}")
    return f.problem("ODN109", what, f"write {f.last()} eq {shown(right[0], 80)}", None, Fix((f.start, f.start), "eq "))


def _nearest(word: str) -> str:
    """Return the operator a word is a slip of: its letters in another order, else one letter off."""
    for operator in OPERATORS:
        if sorted(word) == sorted(operator):
            return operator
    near = did_you_mean(word, OPERATORS, 1)
    return near[0] if near and len(word) > 1 and abs(len(word) - len(near[0])) == 1 and set(near[0]) <= set(word) else ""


# --- lambdas, names, lists -------------------------------------------------------------------------------------------------


def lambda_mistake(f: Failure) -> Diagnostic | None:
    """`any(…)` without its collection, variable or condition."""
    previous = f.last().lower()
    if f.word == "(" and previous in {"any", "all"} and f.last(2) != "/":
        help = f"write the collection first: errors/{previous}(e:e/code eq 'x')"
        return f.problem("ODN118", f"'{previous}' needs a collection before it", help)
    inside = f.last() == "(" and f.last(2).lower() in {"any", "all"}
    if inside and f.word == ")":
        help = f"write {f.last(2)}(e:condition on e)"
        return f.problem("ODN118", f"'{f.last(2)}' needs a variable and a condition", help)
    if "COLON" in f.expected and len(f.before) >= 3 and f.last(2) == "(" and f.last(3).lower() in {"any", "all"}:
        help = f"name the item first: {f.last(3)}(e:e/{f.last()} …)"
        return f.problem("ODN118", f"'{f.last(3)}' needs a variable and ':' before its condition", help)
    return None


def type_alone(f: Failure) -> Diagnostic | None:
    """`Model.Available` alone: a type that must be followed by a property, or a call without its parentheses."""
    name = f.last()
    if "SLASH" not in f.expected or f.wants_operand or "." not in name or name[:1] in "'\"@" or "EQUALITY" in f.expected:
        return None
    path = name.replace(".", "/")
    begin = f.before[-1][0]
    if re.fullmatch(r"(?:\w+\.)?(?:datetime|datetimeoffset|date|instant)\.(?:now|utcnow|today)", name, re.IGNORECASE):
        today = name.lower().endswith("today")
        fix = Fix((begin, begin + len(name)), "date(now())" if today else "now()")
        left = re.compile(r"([A-Za-z_][\w/]*+)\s+(eq|ne|gt|ge|lt|le)\s+$").search(f.text[:begin], max(0, begin - 200))
        if today and left is not None:
            fix = Fix((left.start(), fix.span[1]), f"date({left[1]}) {left[2]} date(now())")
        span = (begin, begin + len(name))
        return f.problem("ODN119", f"'{name}' is a property of another language", f"write {fix.text}", span, fix)
    help = f"write {path} for a path, {name}() for a function, {name}/property for a property of that type"
    span = (begin, begin + len(name))
    return f.problem("ODN119", f"'{name}' is a type or a function, not a value", help, span, Fix(span, path))


def comma(f: Failure) -> Diagnostic | None:
    """Commas too many, and lists where none can be."""
    brackets = f.unclosed()
    if f.option == "select" and not brackets and f.word and "COMMA" in f.expected:
        help = "items of $select are separated by commas"
        behind = len(f.text[: f.start].rstrip())
        fix = Fix((behind, behind), ",") if f.word.isidentifier() else None
        return f.problem("ODN120", f"{shown(f.word)} does not belong to the item before it", help, None, fix)
    if f.word == "," and not brackets and not f.text[f.start + 1 :].strip():
        return f.problem("ODN120", "nothing follows the comma", "leave the comma out", None, Fix(f.span, ""))
    if f.last() == "," and f.word in {"", ",", ")", "]", "}"}:
        begin = f.before[-1][0]
        help = "leave the comma out, or write what is missing after it"
        return f.problem("ODN120", "nothing follows the comma", help, (begin, begin + 1), Fix((begin, begin + 1), ""))
    if f.word != ",":
        return None
    if f.last() in {"(", "[", ""}:
        help = "leave the comma out, or write what is missing before it"
        return f.problem("ODN120", "nothing stands before the comma", help, None, Fix(f.span, ""))
    before = [token.lower() for _, token in f.before]
    if brackets and brackets[-1][1] == "(":
        opened = before[[offset for offset, _ in f.before].index(brackets[-1][0]) - 1]
        if opened == "in":
            return _no_literals(f, brackets[-1][0])
        help = "lists stand on the right of 'in': state in ('idle','offline')"
        return f.problem("ODN122", "a list cannot stand here", help)
    help = "lists stand in parentheses on the right of 'in': state in ('idle','offline')"
    if len(f.before) > 1 and f.last(2).lower() == "in":
        begin = f.before[-1][0]
        listed = re.compile(rf"(?:{_VALUE.pattern})(?:\s*+,\s*+(?:{_VALUE.pattern}))++").match(f.text, begin)
        if listed is not None:
            text = f"({listed[0]})"
            help = f"a list stands in parentheses: write {shorten(text, 80)}"
            return f.problem("ODN120", "a comma cannot stand here", help, None, Fix(listed.span(), text))
    return f.problem("ODN120", "a comma cannot stand here", help)


def _no_literals(f: Failure, begin: int) -> Diagnostic:
    """Report `state in (idle,running)`, `state in (@x,@y)`: a list with names or parameters in it."""
    bare = re.compile(r"\(\s*+([A-Za-z_]\w*+(?:\s*+,\s*+[A-Za-z_]\w*+)++)\s*+\)").match(f.text, begin)
    if bare is not None:
        text = f"({','.join(quoted(word.strip()) for word in bare[1].split(','))})"
        help = f"strings stand in quotes: write {shorten(text, 80)}"
        return f.problem("ODN122", "a list holds literals only", help, None, Fix(bare.span(), text, guess=True))
    path = f.listed() or "property"
    item = rf"(?:{_VALUE.pattern}|@\w++|[\w/]++)"
    whole = re.compile(rf"\(\s*+({item}(?:\s*+,\s*+{item})++)\s*+\)").match(f.text, begin)
    items = re.findall(item, whole[1]) if whole else []
    text = " or ".join(f"{path} eq {one}" for one in items) or f"{path} eq … or {path} eq …"
    help = f"{'write' if items else 'compare with each value:'} {shorten(text, 80)}"
    if any(one[0] == "@" for one in items):
        help = f"{help}; or {path} in @values, and bind a list to it"
    left = f.text.rfind(path, 0, begin)
    fix = Fix((left, whole.end()), f"({text})") if whole and left >= 0 else None
    return f.problem("ODN122", "a list holds literals only", help, None, fix)


# --- brackets, the end -----------------------------------------------------------------------------------------------------


def unopened(f: Failure) -> Diagnostic | None:
    """A closing bracket that was never opened."""
    if f.word not in OPENING.values() or any(OPENING[token] == f.word for _, token in f.unclosed()):
        return None
    opening = next(key for key, value in OPENING.items() if value == f.word)
    return f.problem(
        "ODN105", f"'{f.word}' without '{opening}'", f"leave it out, or open it with '{opening}'", None, Fix(f.span, "")
    )


def nothing_there(f: Failure) -> Diagnostic | None:
    """A value is wanted, and there is an operator, a bracket or the end."""
    if not f.wants_operand or f.last() == "," or not (f.word == "" or f.word in ")]}:;" or f.word.lower() in OPERATORS):
        return None
    last = f.last()
    if not last or (last == "(" and f.word):
        found = f"'{f.word}'" if f.word else "the end"
        return f.problem(
            "ODN110", f"expected {in_english(f.expected, f.option)}, found {found}", "write a condition: state eq 'idle'"
        )
    if last == "(":
        return None
    help = f"write what follows it, or leave '{last}' out"
    begin = f.before[-1][0]
    return f.problem("ODN110", f"nothing follows '{last}'", help, (begin, begin + len(last)))


def search(f: Failure) -> Diagnostic | None:
    """`$search=` with nothing, or nothing complete, behind it."""
    match = re.compile(r"\$search\s*=", re.IGNORECASE).match(f.text, f.start)
    if match is None:
        return None
    if not f.before:
        help = "write a condition instead: startswith(id,'x')"
        return f.problem("ODN123", "'$search=' is another option, which Batch does not have", help, match.span())
    help = "write the words to look for, with every parenthesis and quote closed: $search=blue"
    return f.problem("ODN110", "'$search=' has nothing to look for", help, match.span())


def unclosed(f: Failure) -> Diagnostic | None:
    """The text ends, or another bracket closes, inside brackets: the open one is reported."""
    brackets = f.unclosed()
    if not brackets or (f.word and f.word not in OPENING.values()):
        return None
    begin, opening = brackets[-1]
    closing = OPENING[opening]
    if f.word == closing:
        return None
    fix = Fix((f.start, f.start), closing) if f.word else None
    return f.problem("ODN104", f"'{opening}' is never closed", f"write '{closing}' where it ends", (begin, begin + 1), fix)
