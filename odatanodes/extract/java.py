"""Java: the detail levels of com.microsoft.azure.batch, and the options of com.azure.compute.batch.

Sources of what instants look like: java.time, java.util.Date, Joda-Time: toString and format; java.util.Formatter: date and time
conversions, which write an instant in the zone of the machine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.batch.clients import JAVA_OPTIONS, detail_level_api
from odatanodes.extract.expression import OPTIONS, UNKNOWN, Written
from odatanodes.extract.tree.dialect import Dialect, table, written
from odatanodes.extract.tree.finder import Finder
from odatanodes.extract.tree.names import Sink
from odatanodes.extract.tree.nodes import member_of, peel
from odatanodes.extract.tree.texts import Texts
from odatanodes.extract.values import NUMBER, field_sample, formatted

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.tree.names import Scope
    from odatanodes.extract.tree.nodes import Call

__all__ = ["find"]

_CLAUSES = {f"with{name.title()}Clause": option for name, option in OPTIONS.items()}
_SETTERS = _CLAUSES | {f"set{name.title()}": option for name, option in OPTIONS.items()}
_UTC = r"(?:\bUTC\b|\"Z\"|systemUTC)"
_NOW = "2025-11-22T22:22:27"
_CLASSES = table(
    "instant Instant|offset OffsetDateTime|zoned ZonedDateTime|local LocalDateTime|date LocalDate|util Date|joda DateTime"
)
JAVA = Dialect(
    language="java",
    bare_members=True,
    texts=table(
        "same .toString .trim .strip .stripIndent .intern|like .toLowerCase .toUpperCase .substring .getValue .name"
        "|of String.valueOf|new new.String new.StringBuilder new.StringBuffer|added .append .concat"
        "|format String.format format()|formatted .formatted|join String.join|joined .collect|replaced .replace .replaceAll"
    ),
    lists=table(
        "items List.of Arrays.asList Set.of Stream.of Collections.singletonList ImmutableList.of"
        "|of List.copyOf Arrays.stream|same .stream .toList|map .map"
    ),
    grows=table(
        "append add|extend addAll|add append|other insert delete deleteCharAt replace reverse setLength remove removeIf clear set"
    ),
    kinds={
        "instant": (f"{_NOW}.123456Z", "", "utc"),
        "offset": (f"{_NOW}.123456+01:00", "", "offset"),
        "offset_utc": (f"{_NOW}.123456Z", "", "utc"),
        "zoned": (f"{_NOW}.123456+01:00[Europe/Berlin]", "", "offset"),
        "zoned_utc": (f"{_NOW}.123456Z", "", "utc"),
        "local": (f"{_NOW}.123456", "local", "local"),
        "local_utc": (f"{_NOW}.123456", "utc", "utc"),
        "date": ("2025-11-22", "", "offset"),
        "util": ("Sat Nov 22 22:22:27 CET 2025", "", "offset"),
        "joda": (f"{_NOW}.123+01:00", "", "offset"),
        "joda_utc": (f"{_NOW}.123Z", "", "utc"),
    },
    types={name: kind for name, kind in _CLASSES.items() if kind != "local"},  # a parameter may well be in UTC
    made=tuple(
        (re.compile(rf"(?:new\s+)?(?:[\w.]+\.)?{name}{code}", re.DOTALL), found)
        for name, kind in _CLASSES.items()
        for code, found in (
            (rf"(?:\.(?:now|of|ofInstant|ofEpoch\w+))?\(.*{_UTC}.*", f"{kind}_utc" if kind in "offset zoned local joda" else kind),
            (r"\b(?:\.\w+)?\(.*", kind),
        )
    ),
    becomes=table("instant toInstant|offset atOffset toOffsetDateTime|zoned atZone|local toLocalDateTime"),
    same_kind=re.compile(r"(?:plus|minus|with|truncated)\w*"),
    plain_types=re.compile("int|long|short|byte|double|float|boolean|Integer|Long|Double|Boolean|UUID"),
    plain_members=re.compile(r"\.(?:[A-Z][A-Z0-9_]*|length)$"),
    written=written(
        "= .size .length .hashCode .randomUUID .ordinal|1763850147 = .toEpochSecond .getEpochSecond"
        "|1763850147123 = .toEpochMilli .getTime .getMillis .getTimeInMillis System.currentTimeMillis"
    ),
    utc=re.compile(_UTC),
    placeholder=re.compile(r"%(?:(?P<index>\d+)\$|(?P<again><))?[-#+ 0,(]*\d*(?:\.\d+)?(?:[sS]|(?P<format>[tT]?[a-zA-Z%]))"),
    first=1,
    fluent=frozenset({"build", *_CLAUSES}),
)
_FORMATS = {
    "ISO_INSTANT": "yyyy-MM-dd'T'HH:mm:ss'Z'",
    **dict.fromkeys(("ISO_OFFSET_DATE_TIME", "ISO_DATE_TIME"), "yyyy-MM-dd'T'HH:mm:ssXXX"),
    "ISO_ZONED_DATE_TIME": "yyyy-MM-dd'T'HH:mm:ssXXX'['VV']'",
    "ISO_LOCAL_DATE_TIME": "yyyy-MM-dd'T'HH:mm:ss",
    **dict.fromkeys(("ISO_LOCAL_DATE", "ISO_DATE"), "yyyy-MM-dd"),
    "RFC_1123_DATE_TIME": "EEE, dd MMM yyyy HH:mm:ss 'GMT'",
}
_DEEPEST = 20
_CONVERSIONS = {"L": "123", "N": "123456789", "Q": "1763850147123", "e": "22", "r": "10:22:27 PM", "s": "1763850147"}
"""Letters of `%tF` and its like that are not those of strftime."""


class JavaTexts(Texts):
    """Texts of Java."""

    def formatting(self, call: Call, scope: Scope, depth: int) -> Written | None:  # noqa: ARG002
        """Return what `instant.format(formatter)` or `formatter.format(instant)` makes."""
        if call.name != "format" or len(call.values) != 1 or call.owner is None:
            return None
        for formatter, value in ((call.values[0], call.owner), (call.owner, call.values[0])):
            pattern, zone = self._pattern(formatter, scope)
            if pattern:
                kind = self.kind(value, scope)
                known = self.dialect.kinds[kind][2] if kind else ""
                if known != "local":
                    known = zone or known if zone != "set" else "utc" if known == "utc" else ""
                return formatted(pattern, "java", known)
        return None

    def formatted(self, node: Node, scope: Scope, format: str) -> Written:
        """Return what a conversion such as `%tF` makes of a value."""
        if format[0] not in "tT":
            return UNKNOWN if format in "cC" else NUMBER
        letter, kind = format[1:], self.kind(node, scope)
        naive = "local" if kind in {"local", "util"} and letter in "FTRHMSc" else "utc" if kind == "local_utc" else ""
        sample = _CONVERSIONS.get(letter) or field_sample(f"%{letter}")
        return Written("instant", sample, naive=naive, flaw=("%tI", "%tH") if letter == "I" else None)

    def _pattern(self, node: Node | None, scope: Scope, zone: str = "", depth: int = 0) -> tuple[str, str]:
        """Return the pattern of a formatter, and `utc`, `local` or `set` where it has a zone; empty for anything else."""
        node = peel(node)
        call, member, binding = self.tree.call(node), member_of(node), self.names.binding(node, scope)
        if binding is not None and depth < _DEEPEST:
            # a SimpleDateFormat with a name can be given a zone anywhere
            zone = zone or "set" * (binding.value.type == "object_creation_expression")
            return self._pattern(binding.value, binding.scope, zone, depth + 1)
        if call is None:
            return _FORMATS.get(self.tree.text(member[1]), "") if member is not None else "", zone
        if call.name in {"ofPattern", "forPattern", "SimpleDateFormat"}:
            return self.literal(next(iter(call.values), None), scope), zone or "local" * call.is_new
        if call.name == "withZone":
            zone = "utc" if re.search(_UTC, self.tree.text(node)) else "set"
        return self._pattern(call.owner, scope, zone, depth + 1) if call.name in {"withZone", "withLocale"} else ("", "")


class JavaFinder(Finder):
    """Finds the expressions of a Java file."""

    dialect = JAVA
    reader = JavaTexts
    grammars = {"": "Java"}
    types = JAVA_OPTIONS

    def called(self, call: Call, scope: Scope) -> None:
        """Note options that are set, and calls that take a detail level."""
        if call.name in _SETTERS and len(call.values) == 1:
            is_certain = call.name in _CLAUSES and self.is_batch
            self.flows.put(self.tree.root_of(call) or call.node, Sink(call.values[0], _SETTERS[call.name], scope, is_certain))
        takes, api = detail_level_api(call.name, self.tree.tail(call.owner))
        for number, value in enumerate(call.values if takes else []):
            in_schedule = call.name == "listJobs" and number > 0  # listJobs(jobScheduleId, detailLevel)
            self.flows.sends.append((value, scope, "list-jobs-in-job-schedule" if in_schedule else api, call.node.end_byte))


find = JavaFinder.find
