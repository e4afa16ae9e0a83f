"""Requests of REST clients in editors (`.http`, `.rest`): URLs, also over several lines, with `{{name}}` as holes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract import urls
from odatanodes.extract.documents import filled
from odatanodes.extract.draft import Literal, Run, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression

__all__ = ["find"]

_REQUEST = re.compile(
    r"^[ \t]*(?:(?:GET|HEAD|POST|OPTIONS|LIST)[ \t]+)?(?P<url>(?:https?://|/(?!/)|\{\{|\$\{)[^\r\n]*"
    r"(?:\r?\n[ \t]*[?&/][^\r\n]*)*)",
    re.MULTILINE,
)
_VERSION = re.compile(r"[ \t]+HTTP/[\d.]+[ \t]*\Z")


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:  # noqa: ARG001  (all languages are called alike)
    """Return the expressions of the requests of a file; lines of comments (`#`, `//`) are none."""
    return in_order(source.name, lambda: _requests(source.text))


def _requests(text: str) -> Iterator[Expression]:
    is_batch = urls.speaks_of_batch(text)
    for request in _REQUEST.finditer(text):
        url, at = Literal(), request.start("url")
        for line in request["url"].splitlines(keepends=True):
            url.put(_VERSION.sub("", line.strip()), at + len(line) - len(line.lstrip()))
            at += len(line)
        for run in url.draft():
            yield from urls.expressions(filled(run), "http", is_batch=is_batch) if isinstance(run, Run) else ()
