"""Requests of REST clients in editors (`.http`, `.rest`): URLs, also over several lines, with `{{name}}` as holes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract import urls
from odatanodes.extract.documents import filled
from odatanodes.extract.draft import Run, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression

__all__ = ["find"]

_REQUEST = re.compile(
    r"^[ \t]*(?:(?:GET|HEAD|POST|OPTIONS|LIST)[ \t]+)?(?P<first>(?:https?://|/|\{\{|\$\{)[^\r\n]*)"
    r"(?P<more>(?:\r?\n[ \t]*[?&/][^\r\n]*)*)",
    re.MULTILINE,
)
_VERSION = re.compile(r"[ \t]+HTTP/[\d.]+[ \t]*\Z")


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:  # noqa: ARG001  (all languages are called alike)
    """Return the expressions of the requests of a file; lines of comments (`#`, `//`) are none."""
    return in_order(source.name, lambda: _requests(source.text))


def _requests(text: str) -> Iterator[Expression]:
    is_batch = urls.speaks_of_batch(text)
    for request in _REQUEST.finditer(text):
        if request["first"].startswith("//"):
            continue
        parts: list[str] = []
        places: list[tuple[int, int]] = []
        length, at = 0, request.start("first")
        for line in text[at : request.end()].splitlines(keepends=True):
            content = _VERSION.sub("", line.strip())
            places.append((length, at + len(line) - len(line.lstrip())))
            parts.append(content)
            length += len(content)
            at += len(line)
        yield from urls.expressions(filled(Run("".join(parts), tuple(places))), "http", is_batch=is_batch)
