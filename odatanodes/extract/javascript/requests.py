"""Requests that a JavaScript file makes by path: `client.path("/pools/{poolId}/nodes", …).get(…)`, `params.set("$filter", …)`.

Comes in: what the walk notes. Goes out: sends to the flows of the file, and which list APIs the paths near a place ask.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.batch.clients import PLAIN
from odatanodes.extract import urls
from odatanodes.extract.draft import Flat
from odatanodes.extract.expression import OPTIONS
from odatanodes.extract.javascript.parts import called
from odatanodes.extract.tree.texts import arguments, field

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from odatanodes.extract.tree.finder import Finder
    from odatanodes.extract.tree.names import Scope

__all__ = ["Requests"]

_ELSEWHERE = re.compile(r"\b(?:subscriptions|resourceGroups|providers)/")
"""Of Azure Resource Manager, whose requests have a $filter too."""
_PATH = re.compile(r"(?:pools|jobs|jobschedules|certificates|nodecounts|poolusagemetrics|supportedimages)\b")
_LONGEST = 2000


class Requests:
    """The paths of a file, and what is sent along."""

    def __init__(self, finder: Finder, query_of: Callable[[Node, Scope], tuple[Node, Scope] | None]) -> None:
        self._finder = finder
        self._query_of = query_of
        self._paths: list[tuple[Node, Scope]] = []
        self._gets: list[tuple[Node, Node, Scope]] = []
        self._sets: list[tuple[str, Node, Scope]] = []
        self._elsewhere: set[int] = set()
        self._near: dict[int, set[str | None]] = {}

    def note(self, literal: Node, scope: Scope) -> None:
        """Note a literal that may be the path of a request."""
        text = self._finder.tree.text(literal) if literal.end_byte - literal.start_byte < _LONGEST else ""
        if _ELSEWHERE.search(text):
            self._elsewhere.add(id(scope.function))
        elif _PATH.search(text):
            self._paths.append((literal, scope))

    def get(self, owner: Node, options: Node, scope: Scope) -> None:
        """Note `owner.get(options)`."""
        self._gets.append((owner, options, scope))

    def set(self, option: str, value: Node, scope: Scope) -> None:
        """Note `….set("$filter", value)`."""
        self._sets.append((option, value, scope))

    def finish(self) -> None:
        """Send what goes to a path to its list API."""
        for literal, scope in self._paths:
            known, api = self._api(literal, scope)
            if known and api != PLAIN:
                self._near.setdefault(id(scope.function), set()).add(api)
        for owner, options, scope in self._gets:
            path = self._path(owner, scope)
            query = self._query_of(options, scope) if path is not None else None
            known, api = self._api(*path) if path is not None else (False, None)
            if known and query is not None:
                self._finder.flows.send(query[0], query[1], api, options.end_byte)
        for option, value, scope in self._sets:
            for api in self.near(scope):
                self._finder.wanted.append((value, OPTIONS[option], api, scope))

    def near(self, scope: Scope) -> list[str | None]:
        """Return the list API that the paths in a function ask; PLAIN where they ask several or none."""
        if id(scope.function) in self._elsewhere:
            return []
        apis = self._near.get(id(scope.function), set())
        return list(apis) if len(apis) == 1 else [PLAIN]

    def _path(self, owner: Node, scope: Scope) -> tuple[Node, Scope] | None:
        """Return the first argument of the `path` that a request is made on."""
        node: Node | None = self._finder.texts.peel(owner)
        if node is not None and node.type == "identifier":
            binding = self._finder.names.binding(self._finder.tree.text(node), scope)
            if binding is None:
                return None
            node, scope = self._finder.texts.peel(binding.value), binding.scope
        if node is None or node.type != "call_expression" or called(self._finder.tree, node)[0] not in {"path", "pathUnchecked"}:
            return None
        values = arguments(field(node, "arguments"))
        return (values[0], scope) if values else None

    def _api(self, literal: Node, scope: Scope) -> tuple[bool, str | None]:
        drafts = self._finder.texts.of(literal, scope)
        if len(drafts) != 1:
            return False, None
        head = Flat(drafts[0], urls.GAP).text.partition("?")[0]
        return urls.api_of(head, "", is_batch=True) if "/" in head else (False, None)
