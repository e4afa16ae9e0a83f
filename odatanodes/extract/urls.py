"""URLs of the Batch service: their `$filter`, `$select` and `$expand`, percent-decoded, and the list API that their path asks.

A URL counts as one of Batch by its host (`….batch.azure.com`), or by a path of the service with `api-version` beside it; the
`$filter` of other services is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from odatanodes.batch.clients import PLAIN, REST_PATHS, SHARED_PATHS
from odatanodes.extract.draft import GAP, Flat, Gap, Run, expression, literal, merged, substituted
from odatanodes.extract.evidence import HOST, MARK
from odatanodes.extract.expression import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression, Option, Remark

__all__ = ["MARK", "Value", "api_of", "asked", "drafts", "elsewhere", "expressions", "names_batch", "speaks_of_batch", "unfilled"]

_OPTION = re.compile(r"[?&](?:\$|%24)(filter|select|expand)=")
_NAMED = re.compile(r"(?:\$|%24)(filter|select|expand)=")
_BATCH_HOST = re.compile(HOST, re.IGNORECASE)
_OTHER_HOST = re.compile(
    r"\.(?:azure\.(?:com|net|cn)|windows\.net|microsoft\.com|azure-devices\.net|googleapis\.com|amazonaws\.com)(?::\d+)?$",
    re.IGNORECASE,
)
_NAMED_HOST = re.compile(r"(?!localhost\b|\d+\.\d+\.)[\w-]+(?:\.[\w-]+)+(?::\d+)?$")
"""A host that is written out; what a file is about says nothing of it."""
_WHOLE = re.compile(r"\s*https?://([^/?#\s]*)", re.IGNORECASE)
_OTHER_PATH = re.compile(r"/(?:subscriptions|resourceGroups|providers|batchAccounts)(?:/|$)", re.IGNORECASE)
_VERSION = re.compile(r"(?:^|[&?])api-version=")
_BATCH_VERSION = re.compile(r"(?:^|[&?])api-version=20\d\d-\d\d-\d\d\.\d+\.\d+")
_SPEAKS = re.compile(
    r"batch\.azure|azure[-_./ ]?batch|\baz batch\b|Microsoft\.(?:Azure\.)?Batch\b|Azure\.Compute\.Batch|Batch(?:Service)?Client"
    r"|-AzBatch|batchmodels|batch_?account",
    re.IGNORECASE,
)
_ENCODED = re.compile(r"%[0-7][0-9A-Fa-f]|(?:%[89A-Fa-f][0-9A-Fa-f])+|\+(?!\d\d(?::|%3[Aa])?\d\d)")
"""A plus is a blank, but not that of a date's offset from UTC."""
_PLUS = re.compile(r"\d(\+)\d\d(?::|%3[Aa])?\d\d(?!\d)")
_ENDS = {"'": "'", '"': '"', "`": "`", "<": ">"}
_END_OF_WHOLE = re.compile(r"[\r\n#]|\s(?=https?://|HTTP/\d)")
"""What ends a URL that begins a literal, whose blanks need not be encoded."""
_PLACEHOLDER = re.compile(r"[\[({<%$]+[\w .-]{0,80}[\])}>%]+\Z|\.{3}\Z|\u2026\Z")
"""What documentation has in the place of a value: `{filter}`, `<odata-filter>`, `...`."""
_LONGEST_HEAD = 2000


class Value(NamedTuple):
    """The value of a query option of a URL, decoded, and the list API (as `Expression.api`)."""

    option: Option
    api: str | None
    draft: Draft
    is_raw: bool
    """Whether a '+' of a date stands in it unencoded."""


def speaks_of_batch(text: str) -> bool:
    """Whether a file names Azure Batch, so that a path such as `/jobs`, or no path at all, is taken for one of Batch."""
    return _SPEAKS.search(text) is not None


def names_batch(draft: Draft) -> bool:
    """Whether what fills a gap has Batch in its name: `${BATCH_ENDPOINT}/pools`."""
    return any("batch" in piece.name.lower() for piece in draft if isinstance(piece, Gap))


def expressions(draft: Draft, language: str, *, is_batch: bool = False) -> list[Expression]:
    """Return the expressions of the Batch URLs in a literal."""
    found = []
    for value in drafts(draft, is_batch=is_batch):
        one = expression(value.draft, value.option, value.api, language)
        if one is not None:
            plus = _PLUS.search(one.text) if value.is_raw else None
            found.append(one.replace(remarks=(("raw-plus", plus.span(1)),)) if plus is not None else one)
    return found


def unfilled(draft: Draft, remark: str) -> tuple[Draft, tuple[Remark, ...]]:
    """Return a draft in which `$filter` and `$select` that a shell would fill are names of options, and the remark on that."""
    pieces = list(draft)
    for at, piece in enumerate(draft):
        before, after = literal(draft[:at][-1:]), literal(draft[at + 1 : at + 2])
        name = piece.name.strip("${}") if isinstance(piece, Gap) else ""
        if isinstance(piece, Gap) and name in OPTIONS and before.endswith(("?", "&")) and after.startswith("="):
            pieces[at] = Run(f"${name}", ((0, piece.span[0]),))
    return (draft, ()) if pieces == list(draft) else (merged(tuple(pieces)), ((remark, (0, 0)),))


def drafts(draft: Draft, *, is_batch: bool = False) -> list[Value]:
    """Return the values of `$filter`, `$select` and `$expand` in the Batch URLs of a literal, in order.

    `is_batch`: the file is known to be about Azure Batch (see speaks_of_batch). Blanks and quotes may be encoded or not.
    """
    if not any(isinstance(piece, Run) and any(f"{name}=" in piece.text for name in OPTIONS) for piece in draft):
        return []
    flat = Flat(draft, GAP)
    text = flat.text
    is_batch = is_batch or names_batch(draft)
    found: list[Value] = []
    done = 0
    while option := _OPTION.search(text, done):
        start, query, done = _url(text, done, option)
        known, api = api_of(text[start : query - 1], text[query:done], is_batch=is_batch)
        if known:
            spans = _options(text, query, done)
            for name, span in spans:
                if not _PLACEHOLDER.match(text, *span):
                    found.append(Value(name, api, _decoded(flat.part(*span)), _PLUS.search(text, *span) is not None))
    return found


def api_of(head: str, query: str, *, is_batch: bool = False) -> tuple[bool, str | None]:
    """Return whether a URL is one of Batch, and its list API; gaps in it are U+FFFC or anything without a slash.

    >>> api_of("https://a.westeurope.batch.azure.com/pools/p/nodes", "api-version=2025-06-01")
    (True, 'list-nodes')
    """
    host, path = _parted(head)
    if _OTHER_PATH.search(path) or (_OTHER_HOST.search(host) and not _BATCH_HOST.search(host)):
        return False, None
    of_batch = _BATCH_HOST.search(host) is not None
    is_batch = is_batch and (of_batch or not _NAMED_HOST.match(host))
    segments = [segment for segment in path.split("/") if segment]
    for pattern, api in REST_PATHS:
        wanted = pattern.split("/")
        if len(wanted) <= len(segments) and all(
            want in {"*", given.lower()} for want, given in zip(wanted, segments[-len(wanted) :], strict=True)
        ):
            certain = is_batch or bool(_BATCH_VERSION.search(query))
            return of_batch or certain or (pattern not in SHARED_PATHS and bool(_VERSION.search(query))), api
    unknown = not segments or GAP in path or GAP in host
    return of_batch or (is_batch and unknown), PLAIN


def asked(draft: Draft, *, is_batch: bool) -> tuple[bool, str | None]:
    """Return whether a whole text is a URL of Batch, and its list API."""
    head, _, query = Flat(draft, GAP).text.strip().partition("?")
    if ("/" not in head and "batch." not in head) or any(char.isspace() for char in head):
        return False, None
    return api_of(head, query, is_batch=is_batch or names_batch(draft))


def elsewhere(draft: Draft) -> bool:
    """Whether a whole text is a URL of a host that is written out and not one of Batch."""
    text = Flat(draft, GAP).text
    found = _WHOLE.match(text)
    if found is None or not _NAMED_HOST.match(found[1]) or "batch" in found[1].lower():
        return False
    head, _, query = text.partition("?")
    return not api_of(head.strip(), query)[0]


def _parted(head: str) -> tuple[str, str]:
    """Return host and path of what stands before the question mark."""
    scheme, found, rest = head.rpartition("://")
    if not found:
        rest = scheme or head
    host, slash, path = rest.partition("/")
    if not found and host and GAP not in host and "." not in host and ":" not in host:
        return "", rest  # a path such as `pools/p/nodes`
    return host, slash + path


def _url(text: str, done: int, option: re.Match[str]) -> tuple[int, int, int]:
    """Return where the URL of an option starts, where its query starts, and where it ends."""
    mark = text.rfind("?", done, option.start() + 1)
    query = (mark if mark >= 0 else option.start()) + 1
    first = max(done, query - _LONGEST_HEAD)
    head = text[first : query - 1]
    start = max((head.rfind(char) for char in " \t\r\n\"'`<>(){}[]|,;"), default=-1) + 1 + first
    before = text[start - 1 : start] if start else ""
    if before in _ENDS:
        return start, query, _first(text, query, _ENDS[before] + "\r\n")
    if before:
        return start, query, _end_in_prose(text, query)
    end = _END_OF_WHOLE.search(text, query)
    return start, query, end.start() if end else len(text)


def _first(text: str, at: int, chars: str) -> int:
    found = re.compile(f"[{re.escape(chars)}]").search(text, at)
    return found.start() if found else len(text)


def _end_in_prose(text: str, at: int) -> int:
    """Return the end of a URL with words around it: a blank, and a bracket that it does not open."""
    end = _first(text, at, " \t\r\n")
    if text[at:end].endswith(")") and text.count("(", at, end) < text.count(")", at, end):
        return end - 1
    return end


def _options(text: str, at: int, end: int) -> Iterator[tuple[Option, tuple[int, int]]]:
    """Yield name and span of each value; where blanks stand around a URL, one that a blank cuts short is skipped."""
    while at < end:
        stop = text.find("&", at, end)
        stop = end if stop < 0 else stop
        named = _NAMED.match(text, at, stop)
        if named is not None and not _is_cut(text, named.end(), stop, end):
            yield OPTIONS[named[1]], (named.end(), stop)
        at = stop + 1


def _is_cut(text: str, start: int, stop: int, end: int) -> bool:
    """Whether a value is but the first word of a filter that has unencoded blanks."""
    value = text[start:stop]
    return stop == end and text[end : end + 1] in {" ", "\t"} and not re.search(r"%20|\+|[\s\ufffc]", value)


def _decoded(draft: Draft) -> Draft:
    """Return a draft with its escapes decoded; what they encode is UTF-8."""

    def fill(found: re.Match[str], span: tuple[int, int]) -> Draft:
        pieces: list[Run] = []
        at = span[0]
        for char, count in _characters(found[0]):
            pieces.append(Run(char, ((0, at),)))
            at += 3 * count
        is_last = found.end() == len(found.string)
        return (*pieces, Run("", ((0, span[1]),))) if is_last else tuple(pieces)

    return merged(substituted(merged(draft), _ENCODED, fill))


def _characters(encoded: str) -> Iterator[tuple[str, int]]:
    """Yield the characters of `%C3%A9%20` (or `+`), each with the number of bytes it takes; a broken one is U+FFFD."""
    if encoded == "+":
        yield " ", 1
        return
    for char in bytes.fromhex(encoded.replace("%", "")).decode("utf-8", "surrogateescape"):
        broken = "\udc80" <= char <= "\udcff"
        yield ("\ufffd" if broken else char), (1 if broken else len(char.encode()))
