"""Filters recognised by their content: texts that read as conditions over properties of Batch, whatever way they take to a call.

Used in files with evidence of Azure Batch (see evidence.py): an import, a type, a command or a URL. Measured on 25 public
repositories, this finds every filter that following values finds, and takes none of another service's but by a name that both
have. Arguments of calls of other services, log messages and documentation are left out by the readers.
"""

from __future__ import annotations

import re

from odatanodes.base.text import edit_distance
from odatanodes.batch.apis import LIST_APIS
from odatanodes.batch.clients import ANY
from odatanodes.extract.draft import GAP, Run, cut, expression
from odatanodes.extract.expression import host_parts

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression

__all__ = ["MAYBE", "MAYBE_PART", "PROSE", "Covered", "by_content", "is_foreign", "is_log", "other_type", "reads_as_filter"]

_WORDS = "eq|ne|gt|ge|lt|le|in|has"
_CALLS = r"\b(?:startswith|endswith|contains|substringof)[ \t]*\("
MAYBE = re.compile(rf"[\w)'\ufffc]\s+(?:{_WORDS})\s|{_CALLS}", re.IGNORECASE)
"""What every text has that reads as a filter: a quick test."""
MAYBE_PART = re.compile(rf"(?:^|[\s\w)'\"`}}])(?:{_WORDS})(?:$|[\s'\"`{{])|{_CALLS}", re.IGNORECASE)
"""The same of the literals that a text is put together of."""
_TOKEN = re.compile(
    r"\s*(?:(?P<string>'(?:[^']|'')*+'?|\"[^\"]*\"?)|(?P<word>@?[A-Za-z_$\ufffc][\w/.\ufffc$-]*)|(?P<number>[-+]?\d[\w.:+-]*)"
    r"|(?P<open>\()|(?P<close>\))|(?P<sign>&&|\|\||[=!<>]=?|,|\S))"
)
_OPERATORS = frozenset({"eq", "ne", "gt", "ge", "lt", "le", "in", "has"})
_JOINS = frozenset({"and", "or", "&&", "||", "&", "|"})
_FUNCTIONS = frozenset({"startswith", "endswith", "contains", "substringof"})
_LEADING_JOIN = re.compile(r"\s*(?:and|or)\s+", re.IGNORECASE)
_TRAILING_JOIN = re.compile(r"(?<!\s)\s+(?:and|or)(?:\s+not)?(?:\s*\()*\s*\Z", re.IGNORECASE)
_LONGEST = 8000
_SHORTEST_NEAR = 4
_LOGS = frozenset(
    {
        *("print", "pprint", "echo", "log", "debug", "info", "warn", "warning", "error", "exception", "critical", "fatal", "trace"),
        *("println", "printf", "writeline", "write", "fail", "comment", "describe", "it", "help", "fprintf"),
        *("logdebug", "loginformation", "logwarning", "logerror", "logtrace", "write-host", "write-output", "write-verbose"),
    }
)
PROSE = frozenset(
    {"help", "description", "epilog", "usage", "msg", "message", "placeholder", "title", "label", "helpertext", "alt"}
    | {"tooltip", "helptext", "summary", "example"}
)
"""Names of arguments and attributes whose text is read by people."""
_OTHER_CALLS = re.compile(
    r"^(?:query_entities|list_entities|list_by_\w+|listby\w+|queryasync|queryentities|listentities|search|aggregate|execute|read_sql"
    r"|find_all|eval|\w*sql\w*|grep|re\.\w+)$",
    re.IGNORECASE,
)
_OTHER_OWNERS = re.compile(
    r"table|graph|mgmt|management|resource|role|monitor|metric|search|cosmos|devops|keyvault|subscription|insights|dynamics|crm"
    r"|sharepoint|msgraph|odataclient|tableclient|dataframe|\bdf\b|cursor|session",
    re.IGNORECASE,
)
_OTHER_TYPES = re.compile(
    r"(?:Search|Suggest|Autocomplete|Table|ODataQuery|Graph|Metrics?|Monitor|Cosmos|Dynamics)|.*[qQ]ueryParameters$"
)
_OTHER_PATHS = frozenset(
    {
        *("partitionkey", "rowkey", "timestamp", "eventtimestamp", "eventchannels", "resourceprovider", "resourceuri"),
        *("rolename", "roledefinitionid", "principalid", "principaltype", "resourcegroup", "resourcegroupname", "resourcetype"),
        *("tagname", "tagvalue", "userprincipalname", "mail", "mailnickname", "givenname", "surname", "jobtitle", "department"),
        *("accountenabled", "usertype", "appid", "securityenabled", "proxyaddresses", "createddatetime", "companyname"),
    }
)
"""Properties of tables, roles, resources, Graph and Monitor, none of which Batch has: a text with one is for these."""
_MORE = "vmsize isdedicated schedulingstate ipaddress affinityid totaltasksrun runningtaskscount poolid"
"""Properties that no list API filters on, as people try them."""
_PATHS: set[str] = set()
_BY_LENGTH: dict[int, list[str]] = {}


def reads_as_filter(text: str) -> bool:
    """Whether a text, in which holes are GAP, reads from its first word to its last as conditions over Batch properties.

    A beginning `and` or `or` is allowed: pieces of filters are put together.

    >>> reads_as_filter("stat eq 'idle' and (vmSize eq 'a')"), reads_as_filter("PartitionKey eq 'a'")
    (True, False)
    >>> reads_as_filter("state eq 'idle' nodes are listed"), reads_as_filter("state = 'idle'")
    (False, False)
    """
    if len(text) > _LONGEST or not MAYBE.search(text):
        return False
    paths = _paths_in(text)
    is_others = any(not _OTHER_PATHS.isdisjoint(path.lower().split("/")) for path in paths)
    return not is_others and any(_is_of_batch(path) for path in paths)


def by_content(draft: Draft, among: tuple[str, ...], language: str) -> Expression | None:
    """Return the filter that a draft is by its content; `among` are the list APIs that its file calls."""
    if not reads_as_filter("".join([piece.text if isinstance(piece, Run) else GAP for piece in draft])):
        return None
    draft = _without_joins(draft)
    found = expression(draft, "filter", among[0] if len(among) == 1 else ANY, language)
    return None if found is None else found.replace(among=among)


def _without_joins(draft: Draft) -> Draft:
    """Return a piece without what joins it to one before or behind: `and`, `or`, brackets that the next one closes."""
    first, last = draft[0], draft[-1]
    if isinstance(last, Run) and (join := _TRAILING_JOIN.search(last.text)) and join.start():
        draft = (*draft[:-1], cut(last, 0, join.start()))
        first = draft[0]
    if isinstance(first, Run) and (join := _LEADING_JOIN.match(first.text)):
        draft = (cut(first, join.end(), len(first.text)), *draft[1:])
    return draft


class Covered:
    """The parts of a text that expressions were found in."""

    def __init__(self, found: Iterable[Expression] = ()) -> None:
        self._places: set[int] = set()
        for one in found:
            self.add(one)

    def leave(self, draft: Draft) -> None:
        """Note a text that is for another service, with all that it is put together of."""
        for piece in draft:
            if isinstance(piece, Run):
                self._note(piece.places, len(piece.text))

    def add(self, found: Expression) -> None:
        """Note where an expression stands."""
        self._note(found.segments, len(found.text))

    def _note(self, places: tuple[tuple[int, int], ...], length: int) -> None:
        for start, end in host_parts(places, length):
            self._places.update(range(start, end))

    def filters(self, drafts: Iterable[Draft], among: tuple[str, ...], language: str) -> Iterator[Expression]:
        """Yield what drafts are filters by their content and stand in no other part yet."""
        for draft in [draft for draft in drafts if not self.has(draft)]:  # alternatives have parts in common
            found = by_content(draft, among, language)
            if found is not None:
                self.add(found)
                yield found

    def has(self, draft: Draft) -> bool:
        """Whether the first text of a draft stands in one of them."""
        draft = _without_joins(draft) if draft else draft
        places = [piece.places[0][1] + len(piece.text) - len(piece.text.lstrip()) for piece in draft if isinstance(piece, Run)]
        return not self._places.isdisjoint(places)


def _paths_in(text: str) -> list[str]:
    """Return the paths that stand in comparisons and functions; none where the text is prose."""
    tokens = [(found.lastgroup or "", found[found.lastgroup or 0], found.start(), found.end()) for found in _TOKEN.finditer(text)]
    paths: list[str] = []
    at = 0
    if tokens and tokens[0][1].lower() in _JOINS:
        at = 1
    compared = False
    while at < len(tokens):
        kind, token, _, _ = tokens[at]
        lower = token.lower()
        if kind in {"open", "close"} or lower == "not" or lower in _JOINS:
            at += 1
            continue
        following = tokens[at + 1][1].lower() if at + 1 < len(tokens) else ""
        if kind == "word" and following == "(":
            close = _close(tokens, at + 1)
            if lower in _FUNCTIONS:
                paths += [word for one, word, _, _ in tokens[at + 2 : close] if one == "word"]
                compared = True
            at = close + 1
            if at < len(tokens) and tokens[at][1].lower() in _OPERATORS:
                at += 2
                compared = True
        elif kind in {"word", "string", "number"} and following in _OPERATORS:
            value = tokens[at + 2][1] if at + 2 < len(tokens) else GAP
            if following == "in" and value[0] != "(" and GAP not in value:
                return []
            paths += [token] if kind == "word" else [value]
            compared = True
            at += 2
            if at < len(tokens) and tokens[at][0] == "open":
                at = _close(tokens, at)
            elif at + 1 < len(tokens) and tokens[at + 1][0] == "string" and tokens[at + 1][2] == tokens[at][3]:
                at += 1  # DateTime'…'
            at += 1
        elif kind == "word" and following in {"=", "==", "!=", "<", ">", "<=", ">="}:
            at += 3
        elif GAP in token and len(token) < 3:
            at += 1
            continue
        else:
            return []
        if at < len(tokens) and tokens[at][0] == "word" and not _goes_on(tokens, at):
            return []
    return paths if compared else []


def _goes_on(tokens: list[tuple[str, str, int, int]], at: int) -> bool:
    """Whether a word after a complete condition joins it with more, or is stuck to it: not another word of a sentence."""
    word = tokens[at][1]
    return word.lower() in _JOINS or GAP in word or tokens[at][2] == tokens[at - 1][3]


def _close(tokens: list[tuple[str, str, int, int]], at: int) -> int:
    depth = 0
    for number in range(at, len(tokens)):
        depth += {"open": 1, "close": -1}.get(tokens[number][0], 0)
        if not depth:
            return number
    return len(tokens) - 1


def _is_of_batch(path: str) -> bool:
    """Whether a path is one that a list API filters on, in any spelling, or one letter away from it."""
    name = path.replace("_", "").replace(".", "/").lower()
    if not _PATHS:
        _PATHS.update([path.lower() for api in LIST_APIS.values() for path in api["filterable"]], _MORE.split())
        for one in _PATHS:
            _BY_LENGTH.setdefault(len(one), []).append(one)
    if name in _PATHS:
        return True
    near = (one for length in range(len(name) - 1, len(name) + 2) for one in _BY_LENGTH.get(length, ()))
    return len(name) >= _SHORTEST_NEAR and any(edit_distance(name, one, 1) <= 1 for one in near)


def is_foreign(name: str, owner: str) -> bool:
    """Whether a call is known to be one of another service, by its name and the text of what it is called on."""
    return _OTHER_CALLS.match(name) is not None or _OTHER_OWNERS.search(owner) is not None


def other_type(name: str) -> bool:
    """Whether a type is known to hold the options of another service."""
    return _OTHER_TYPES.match(name) is not None


def is_log(name: str) -> bool:
    """Whether a call writes messages or raises errors: a filter in it is spoken of, not sent."""
    return name.lower() in _LOGS or name.endswith(("Error", "Exception"))
