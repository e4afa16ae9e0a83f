"""C#: the detail levels of Microsoft.Azure.Batch, and the filter and select of Azure.Compute.Batch.

Source of what instants look like: standard and custom formats of DateTime and DateTimeOffset. A DateTime writes its offset with
`o` and `K` if its kind is Local, `Z` if Utc, nothing if Unspecified.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.batch.clients import CSHARP_CLIENT, detail_level_api
from odatanodes.extract.expression import OPTIONS
from odatanodes.extract.tree.dialect import Dialect, table, written
from odatanodes.extract.tree.finder import Finder
from odatanodes.extract.tree.names import Sink
from odatanodes.extract.tree.nodes import member_of
from odatanodes.extract.tree.texts import Texts
from odatanodes.extract.values import PLAIN_TEXT, formatted, instant

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.expression import Option, Written
    from odatanodes.extract.tree.names import Scope
    from odatanodes.extract.tree.nodes import Call

__all__ = ["find"]

_PLAIN_NAMES = r"\w*(?:State|Status|Result|Type|Option|Kind|Reason|Category|Mode)"
"""Types whose values are members of an enumeration, by the habit of their names."""
_DEFAULT = "11/22/2025 22:22:27"
_ZONES = {"": "", "_local": "local", "_utc": "utc", "_none": "naive"}
_NEW = r"(?:new (?:System\.)?DateTime\b|DateTime\.\w+\().*"
CSHARP = Dialect(
    language="csharp",
    bare_members=True,
    texts=table(
        "same .Trim .TrimEnd .TrimStart .ToString|like .ToLower .ToUpper .ToLowerInvariant .ToUpperInvariant .Substring"
        "|format string.Format String.Format|concat string.Concat String.Concat|join string.Join String.Join"
        "|new new.StringBuilder|added .Append|replaced .Replace"
    ),
    lists=table("same .ToArray .ToList .AsEnumerable|map .Select|concat .Concat"),
    grows=table(
        "append Add|extend AddRange|add Append|made AppendFormat"
        "|other AppendLine AppendJoin Insert InsertRange Remove RemoveAt RemoveAll Replace Clear Reverse"
    ),
    kinds={
        **{f"datetime{end}": (_DEFAULT, "", zone) for end, zone in _ZONES.items()},
        **{f"offset{end}": (f"{_DEFAULT} +01:00", "", zone) for end, zone in _ZONES.items()},
        "date": ("11/22/2025", "", ""),
        "ticks": ("638994397471234567", "", ""),
    },
    types=table("datetime DateTime|offset DateTimeOffset|date DateOnly"),
    made=tuple(
        (re.compile(rf"(?:System\.)?(?:{code})", re.DOTALL), kind)
        for code, kind in (
            (r"DateTime\.(?:Now|Today)", "datetime_local"),
            (r"DateTime\.(?:UtcNow|UnixEpoch)", "datetime_utc"),
            (r"DateTime\.M\w+Value", "datetime_none"),
            (r"DateTimeOffset\.Now|.*\bGetLocalNow\(\)", "offset_local"),
            (r"DateTimeOffset\.(?:UtcNow|UnixEpoch|MinValue)|.*\bGetUtcNow\(\)", "offset_utc"),
            (r"(?:new (?:System\.)?DateTimeOffset\b|DateTimeOffset\.\w+\().*", "offset"),
            (rf"{_NEW}DateTimeKind\.Utc.*", "datetime_utc"),
            (rf"{_NEW}DateTimeKind\.Local.*", "datetime_local"),
            (r"new (?:System\.)?DateTime\b.*", "datetime_none"),
            (r"DateTime\.\w+\(.*", "datetime"),
            (r"(?:new )?DateOnly\b.*", "date"),
        )
    ),
    becomes=table(
        "_utc ToUniversalTime|datetime_utc UtcDateTime|_local ToLocalTime|datetime_local LocalDateTime|datetime_none DateTime"
        "|ticks Ticks"
    ),
    same_kind=re.compile(r"Add\w*|Subtract|Date"),
    plain_types=re.compile(
        "int|long|short|s?byte|u(?:int|long|short)|nu?int|double|float|decimal|bool|U?Int(?:16|32|64)|Double|Single|Decimal|Boolean"
        rf"|Byte|Guid|{_PLAIN_NAMES}"
    ),
    plain_members=re.compile(rf"\b{_PLAIN_NAMES}\.[A-Z]\w*$|\.(?:Length|Count|LongLength|Ticks|ExitCode)$|\bGuid\.Empty$"),
    written=written(
        "= nameof Guid. .GetHashCode .CompareTo|11/22/2025 = .ToShortDateString|Saturday, 22 November 2025 = .ToLongDateString"
        "|22:22 = .ToShortTimeString|22:22:27 = .ToLongTimeString|45983.93225 = .ToOADate|1763850147 = .ToUnixTimeSeconds"
        "|1763850147123 = .ToUnixTimeMilliseconds|134083237471234567 = .ToFileTime .ToFileTimeUtc"
    ),
    placeholder=re.compile(r"\{\{|\}\}|\{(?P<index>\d+)[^{}:]*(?::(?P<format>[^{}]*))?\}"),
)
_STANDARD = (  # as custom formats
    {"s": "yyyy-MM-ddTHH:mm:ss", "u": "yyyy-MM-dd HH:mm:ssZ", "r": "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "d": "MM/dd/yyyy"}
    | {"D": "dddd, dd MMMM yyyy", "f": "dddd, dd MMMM yyyy HH:mm", "g": "MM/dd/yyyy HH:mm", "G": "MM/dd/yyyy HH:mm:ss"}
    | {"t": "HH:mm", "T": "HH:mm:ss", **dict.fromkeys("FU", "dddd, dd MMMM yyyy HH:mm:ss")}
)
_TIME = re.compile(r"[oOsurRU]|.*(?:yyyy|HH|MM|ss|dd)", re.DOTALL)
_CLAUSES = {f"{name}clause": option for name, option in OPTIONS.items()}


class CSharpTexts(Texts):
    """Texts of C#."""

    def formatting(self, call: Call, scope: Scope, depth: int) -> Written | None:  # noqa: ARG002
        """Return what `value.ToString("format")` makes."""
        format = self.literal(call.values[0], scope) if call.name == "ToString" and call.values else ""
        return self.formatted(call.owner, scope, format) if format and call.owner is not None else None

    def formatted(self, node: Node, scope: Scope, format: str) -> Written:
        """Return what is known of the text that a value makes with a format."""
        kind = self.kind(node, scope)
        if not kind and not _TIME.fullmatch(format):
            return PLAIN_TEXT if re.fullmatch(r"[A-Za-z]\d*|[0#.,;%]+", format) else self.described(node, scope)
        zone = self.dialect.kinds[kind][2] if kind else ""
        if format in {"o", "O"}:
            offset = {"utc": "+00:00"}.get(zone, "+01:00") if kind.startswith("offset") else "+01:00" * (zone == "local")
            text = offset or ("" if zone == "naive" else "Z")
            return instant(f"2025-11-22T22:22:27.1234567{text}", "utc" * (zone == "naive"))
        converts = kind.startswith("offset") and format in {"r", "R", "u"}
        pattern = _STANDARD.get(format.lower() if format in {"R", "S"} else format, format)
        found = formatted(pattern, "dotnet", "utc" if converts else zone)
        return found.replace(naive="") if format == "U" else found


class CSharpFinder(Finder):
    """Finds the expressions of a C# file."""

    dialect = CSHARP
    reader = CSharpTexts
    grammars = {"": "C#"}

    def assigned(self, left: Node, value: Node, scope: Scope) -> None:
        """Note `level.FilterClause = …` and `new ODATADetailLevel { FilterClause = … }`."""
        member = member_of(left)
        option = _CLAUSES.get(self.tree.text(member[1] if member is not None else left).lower()) if self.is_batch else None
        target = member[0] if member is not None else self._made_with(left)
        if option is not None and target is not None:
            self.flows.put(target, Sink(value, option, scope))

    def _made_with(self, left: Node) -> Node | None:
        """Return the object that a member is set in, as it is made."""
        members = left.parent.parent if left.parent is not None else None
        call = self.tree.call(members.parent) if members is not None and members.type == "initializer_expression" else None
        return call.node if call is not None and call.name in {"ODATADetailLevel", ""} else None

    def called(self, call: Call, scope: Scope) -> None:
        """Note a detail level that is made, and calls that take one or a filter."""
        if call.is_new:
            for number, (name, value) in enumerate(call.given if self.is_batch and call.name in {"ODATADetailLevel", ""} else []):
                option = _CLAUSES.get(name.lower()) if name else next(iter([*OPTIONS.values()][number:]), None)
                if option is not None:
                    self.flows.put(call.node, Sink(value, option, scope, bool(call.name or name)))
            return
        takes, api = detail_level_api(call.name, self.tree.tail(call.owner))
        if takes:
            self.send(call, scope, api)
        client = CSHARP_CLIENT.get(call.name.removesuffix("Async"))
        if client is not None and "Azure.Compute.Batch" in self.tree.source.text:
            api, filter, select = client
            positions: dict[int | None, Option] = {filter: "filter", select: "select"}
            for number, (name, value) in enumerate(call.given):
                option = OPTIONS.get(name) if name else positions.get(number)
                if option is not None and value.type != "null_literal":
                    self.wanted.append((value, option, api, scope))


find = CSharpFinder.find
