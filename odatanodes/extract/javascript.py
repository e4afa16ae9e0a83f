"""JavaScript and TypeScript: options of @azure/batch and @azure-rest/batch, `$filter` and `$select` of requests, URLs of Batch.

`filter` is a word of many libraries: it counts where the file names one of Azure Batch.
Sources of what instants look like: ECMA-262, Date; formats of moment, dayjs, luxon and date-fns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.batch.clients import JS_CLIENT, JS_OPTIONS, JS_TYPES, PLAIN, js_service
from odatanodes.extract import urls
from odatanodes.extract.draft import GAP, Flat
from odatanodes.extract.expression import OPTIONS, UNKNOWN
from odatanodes.extract.tree.dialect import NEVER, Dialect, table, written
from odatanodes.extract.tree.finder import Finder
from odatanodes.extract.tree.names import Sink
from odatanodes.extract.tree.nodes import arguments, field, literal_union, member_of, type_name
from odatanodes.extract.tree.texts import Texts
from odatanodes.extract.values import formatted, instant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from odatanodes.extract.expression import Option, Written
    from odatanodes.extract.tree.names import Scope
    from odatanodes.extract.tree.nodes import Call, Tree

__all__ = ["find"]

_NOW = "2025-11-22T22:22:27"
JAVASCRIPT = Dialect(
    language="javascript",
    bare_members=False,
    texts=table(
        "of encodeURIComponent encodeURI String escape|same .trim .trimEnd .trimStart .toString|like .toLowerCase .toUpperCase"
        "|joined .join|added .concat|format util.format sprintf|replaced .replace .replaceAll"
    ),
    lists=table("same .filter .slice .sort .reverse|map .map|concat .concat"),
    grows=table("append push|other unshift splice pop shift reverse sort fill"),
    kinds={"date": ("Sat Nov 22 2025 22:22:27 GMT+0100 (Central European Standard Time)", "", "")},
    types=table("date Date"),
    made=((re.compile(r"new\s+Date\b.*", re.DOTALL), "date"),),
    becomes={},
    same_kind=NEVER,
    plain_types=re.compile("number|boolean|bigint"),
    placeholder=re.compile(r"%%|%(?P<index>(?!))?(?P<format>(?!))?[sdifjoO]"),
    plain_members=re.compile(r"\.(?:length|size|[A-Z][A-Z0-9_]+)$|(?:^|\.)[A-Z]\w*\.[A-Z]\w*$"),
    written=written(
        f"= Number parseInt parseFloat BigInt Boolean uuid uuidv4 v4 randomUUID getDay Math.|{_NOW}.123Z = .toISOString .toJSON"
        "|Sat, 22 Nov 2025 22:22:27 GMT = .toUTCString .toGMTString|11/22/2025, 10:22:27 PM = .toLocaleString"
        f"|11/22/2025 = .toLocaleDateString|10:22:27 PM = .toLocaleTimeString|{_NOW}.123+01:00 = .toISO|1763850147 = .unix"
        "|Sat Nov 22 2025 = .toDateString|1763850147123 = .getTime .valueOf Date.now"
    ),
)
_MOMENTS = re.compile(r"\b(?:moment|dayjs)\b")
_SLICES = frozenset({"slice", "substring", "substr"})
_ZONE = re.compile(r"Z$|GMT|[+-]\d\d:\d\d$")
_KEYS: dict[str, Option] = {**OPTIONS, **{f"${name}": option for name, option in OPTIONS.items()}}
_ELSEWHERE = re.compile(r"\b(?:subscriptions|resourceGroups|providers)/")  # of Azure Resource Manager
_MOST_URLS = 3
_MOST_PATHS = 100
_PATH = re.compile(r"(?:pools|jobs|jobschedules|certificates|nodecounts|poolusagemetrics|supportedimages)\b")


class JavaScriptTexts(Texts):
    """Texts of JavaScript."""

    def formatting(self, call: Call, scope: Scope, depth: int) -> Written | None:
        """Return what `moment().format("…")`, `format(date, "…")` or a part of an instant makes."""
        if call.name == "format":
            return self._formatted(call, scope)
        if call.owner is None:
            return None
        if call.name == "toISO" and re.search(r"\butc\b|toUTC", self.tree.text(call.owner)):
            return instant(f"{_NOW}.123Z")
        if call.name in {*_SLICES, "split", "replace"}:
            return _part(self.described(call.owner, scope, depth + 1), call.name, [self.tree.text(value) for value in call.values])
        return None

    def _formatted(self, call: Call, scope: Scope) -> Written:
        pattern = self.literal(call.values[-1], scope) if call.values else ""
        if call.owner is None:  # of date-fns
            return formatted(pattern, "java", "local") if len(call.values) > 1 and "yyyy" in pattern else UNKNOWN
        whole = self.tree.text(call.node)[:400]
        if not _MOMENTS.search(whole) or (call.values and not pattern):
            return UNKNOWN
        is_utc = re.search(r"\butc\b", whole) is not None
        if not call.values:
            return instant(f"{_NOW}{'Z' if is_utc else '+01:00'}")
        is_now = re.search(r"\b(?:moment|dayjs)\(\)", whole) is not None
        return formatted(pattern, "moment", "utc" if is_utc else "local" if is_now else "")


def _part(value: Written, name: str, shown: list[str]) -> Written:
    """Return what is left of an instant: `x.toISOString().slice(0, 19)` has no zone."""
    texts = [text[1:-1] for text in shown if text[:1] in set("'\"`")]
    kept = ""
    if name in _SLICES and len(shown) == 2 and shown[0] == "0" and re.fullmatch(r"-?\d{1,3}", shown[1]):
        kept = value.sample[: int(shown[1])]
    elif name == "replace" and len(texts) == 2:
        kept = value.sample.replace(texts[0], texts[1], 1)
    elif name == "split" and texts and texts[0]:
        kept = value.sample.partition(texts[0])[0]
    lost = value.sample and _ZONE.search(value.sample) and not _ZONE.search(kept) and len(kept) >= len("2025-11-22T22:22")
    return value.replace(sample=kept, naive=value.naive or "utc" * bool(lost)) if value.sample else UNKNOWN


class JavaScriptFinder(Finder):
    """Finds the expressions of a JavaScript or TypeScript file."""

    dialect = JAVASCRIPT
    reader = JavaScriptTexts
    grammars = {"": "JavaScript", "ts": "TypeScript", "mts": "TypeScript", "cts": "TypeScript", "tsx": "TSX"}
    types = JS_TYPES

    def __init__(self, tree: Tree, calls: Mapping[str, str]) -> None:
        super().__init__(tree, calls)
        self._paths: dict[Scope, list[Node]] = {}  # literals that may be paths of requests, by function
        self.visitors |= {"object": self._object, "type_alias_declaration": self._alias}
        self.visitors |= dict.fromkeys(("as_expression", "satisfies_expression", "type_assertion"), self._asserted)

    def _alias(self, node: Node, scope: Scope) -> None:  # noqa: ARG002
        self.names.enums[self.tree.text(field(node, "name"))] = literal_union(self.tree.text(field(node, "value")))

    def _object(self, node: Node, scope: Scope) -> None:
        for key, value in self.tree.pairs(node).items() if self.is_batch or self.own or self.speaks_of_batch else ():
            self._keyed(node, key, value, scope)

    def _keyed(self, target: Node, key: str, value: Node, scope: Scope) -> None:
        if key in _KEYS:
            self.flows.put(target, Sink(value, _KEYS[key], scope, key[0] == "$"))
        elif key in JS_OPTIONS:
            self.flows.sends.append((value, scope, JS_OPTIONS[key], value.end_byte))

    def _asserted(self, node: Node, scope: Scope) -> None:
        """Note `{…} as TaskListOptions`."""
        parts = arguments(node)
        if len(parts) == 2:
            value, type = reversed(parts) if node.type == "type_assertion" else parts
            self.typed(value, type_name(self.tree.text(type)), scope, node.end_byte)

    def assigned(self, left: Node, value: Node, scope: Scope) -> None:
        """Note `options.filter = …` and `query["$filter"] = …`."""
        target, index, member = field(left, "object"), field(left, "index"), member_of(left)
        if target is None or not self.is_batch:
            return
        key = self.tree.text(member[1]) if member else self.tree.text(index)[1:-1] if index and index.type == "string" else ""
        self._keyed(target, key, value, scope)

    def called(self, call: Call, scope: Scope) -> None:
        """Note calls of the clients, requests and their parameters."""
        if not self.is_batch or call.is_new:
            return
        if call.name in JS_CLIENT:
            self.send(call, scope, JS_CLIENT[call.name])
        if call.owner is None:
            return
        known, api = js_service(self.tree.tail(call.owner), call.name)
        if known:
            self.send(call, scope, api)
        key = self.tree.text(call.values[0])[1:-1] if call.name in {"set", "append"} and len(call.values) == 2 else ""
        if key.startswith("$"):
            self._keyed(call.owner, key, call.values[1], scope)

    def settled(self) -> None:
        """Note the parameters of requests, beside the URL of each or in an object with it."""
        for call, scope in [known for calls in self.names.calls.values() for known in calls]:
            given = self.flows.given(call)
            asked = list({api for value in given[:_MOST_URLS] for api in self._asked(value, scope)})
            if len(asked) == 1 and not call.is_new and not self.flows.asks_elsewhere(call, scope):
                self.flows.sends += [(value, scope, asked[0], call.node.end_byte) for value in given]

    def literal(self, node: Node, scope: Scope) -> None:
        """Note a literal that may be the path of a request: `client.path("/pools/{poolId}/nodes", …).get(…)`."""
        super().literal(node, scope)
        text = self.tree.text(node) if self.is_batch and node.end_byte - node.start_byte < 2000 else ""
        if _ELSEWHERE.search(text) or _PATH.search(text):
            self._paths.setdefault(scope.function, []).append(node)

    def otherwise(self, sink: Sink, among: tuple[str, ...]) -> list[str | None]:  # noqa: ARG002
        """Return the list API of the paths in the same statement, or else in the same function; PLAIN for several or none."""
        if not sink.certain or not self.is_batch:
            return []
        paths = self._paths.get(sink.scope.function, [])
        whole = sink.node
        while whole.parent is not None and not whole.type.endswith(("statement", "declaration")):
            whole = whole.parent
        near = [path for path in paths if whole.start_byte <= path.start_byte < whole.end_byte]
        if self.flows.has_urls and self.flows.is_elsewhere(sink.node, sink.scope):
            return []
        near = (near or paths)[:_MOST_PATHS]
        if any(_ELSEWHERE.search(self.tree.text(path)) for path in near):
            return []
        asked = {api for path in near for api in self._asked(path, sink.scope)}
        return list(asked) if len(asked) == 1 else [PLAIN]

    def _asked(self, path: Node, scope: Scope) -> list[str | None]:
        heads = [Flat(draft, GAP).text.partition("?")[0] for draft in self.texts.of(path, scope)]
        known = [urls.api_of(head, "", is_batch=self.is_batch or self.speaks_of_batch) for head in heads if "/" in head]
        return [api for is_known, api in known if is_known and api != PLAIN]


find = JavaScriptFinder.find
