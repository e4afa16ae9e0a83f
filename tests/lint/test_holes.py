"""Expressions with holes: what is found beside them, what is certain of them, and how they are shown."""

from __future__ import annotations

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import extract
from odatanodes.lint.findings import findings

HEAD = """\
import time
from datetime import date, datetime, timedelta, timezone
from enum import Enum, IntEnum, StrEnum
from azure.batch import BatchClient
from azure.batch.models import BatchNodeState
class S(str, Enum):
    IDLE = "idle"
class T(StrEnum):
    IDLE = "idle"
class N(IntEnum):
    ONE = 1
now = datetime.now(timezone.utc)
"""


def found(call: str) -> list[tuple[str, str, str]]:
    """Return code, message and help of each finding of one call in Python."""
    [expression] = extract(Source("a.py", f"{HEAD}{call}\n"))
    return [(d.code, d.message, d.help) for d in findings(expression)]


def codes(filter: str, method: str = "list_nodes") -> list[str]:
    return [code for code, _, _ in found(f"BatchClient.{method}('p', filter={filter})")]


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        ('f"state eq \'{x}"', ["ODN102"]),
        ('f"state eq \'{x} and stat eq 1"', ["ODN102"]),
        ('f"lastBootTime gt DateTime\'{x}"', ["ODN102"]),
        ("f\"state eq '{x}' and vmSize eq 'a'\"", ["ODN401"]),
        ("f\"state eq '{x}' and state in ('{y}','idle')\"", ["ODN403"]),
        ("f\"'{x}' eq state\"", ["ODN405"]),
        ("f\"state '{x}'\"", ["ODN109"]),
        ('f"state eq {x}"', ["ODN303"]),
        ('f"state eq {x!r}"', []),
        ('f"state eq {x}\'"', ["ODN103"]),
        ("f\"state eq {x}' and stat eq 'a'\"", ["ODN103"]),
        ("f\"lastBootTime gt {kind}'2025-11-22T22:22:27Z'\"", ["ODN533"]),
        ('f"lastBootTime gt DateTime{x}"', ["ODN124"]),
        ('f"lastBootTime gt DateTime{quoted(x)}"', ["ODN533"]),
        ('f"state eq {quoted(x)}"', []),
        ('f"startTaskInfo/exitCode eq {x}"', []),
        ("f\"startTaskInfo/exitCode eq '{x}'\"", ["ODN301"]),
        ("f\"state {op} 'idle' and stat eq 1\"", ["ODN533", "ODN201"]),
        ("f\"{name} eq 'a' and stat eq 1\"", ["ODN533", "ODN201"]),
        ('f"{condition} and stat eq 1"', ["ODN201"]),
        ("f\"state eq 'idle'{rest}\"", []),
        ("f\"state eq 'idle' {rest}\"", []),
        ('f"stat eq 1 {rest}"', ["ODN201"]),
        ("f\"state eq 'idle' {'and' if x else 'or'} lastBootTime gt {y}\"", []),
        ("f\"{'stat' if x else 'id'} eq 5\"", ["ODN201", "ODN303"]),
        ("f\"state eq 'idle'{' and stat eq 1' if x else ''}\"", []),
        ('f"state {rest}"', ["ODN533"]),
        ("f'state eq \"{x}\"'", ["ODN316"]),
        ("f\"not state eq '{x}'\"", ["ODN309"]),
        ("f\"state eq '{x}' AND stat eq 1\"", ["ODN408", "ODN201"]),
    ],
)
def test_a_hole_hides_nothing(filter: str, expected: list[str]) -> None:
    assert codes(filter) == expected


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        ("f\"state eq '{S.IDLE}'\"", ["ODN304"]),
        ("f\"state eq '{BatchNodeState.IDLE}'\"", ["ODN304"]),
        ("f\"state eq '{S.IDLE.value}'\"", []),
        ("f\"state eq '{T.IDLE}'\"", []),
        ('f"startTaskInfo/exitCode eq {N.ONE}"', []),
        ("f\"lastBootTime gt DateTime'{now}'\"", ["ODN114"]),
        ("f\"lastBootTime gt DateTime'{now.date()}'\"", ["ODN114"]),
        ("f\"lastBootTime gt DateTime'{now:%Y-%m-%dT%H:%M:%SZ}'\"", []),
        ("f\"lastBootTime gt DateTime'{now:%Y-%m-%dT%I:%M:%SZ}'\"", ["ODN535"]),
        ("f\"lastBootTime gt DateTime'{now:%Y-%m-%dT%H:%m:%SZ}'\"", ["ODN535"]),
        ("f\"lastBootTime gt DateTime'{datetime.now():%Y-%m-%dT%H:%M:%SZ}'\"", ["ODN534"]),
        ('f"lastBootTime gt {now.isoformat()}"', ["ODN406"]),
        ("f\"lastBootTime gt DateTime'{now.timestamp()}'\"", ["ODN114"]),
        ("f\"lastBootTime gt DateTime'{time.time()}'\"", ["ODN114"]),
        ("f\"lastBootTime gt DateTime'{time.strftime('%Y-%m-%dT%H:%M:%SZ')}'\"", ["ODN534"]),
        ("f\"lastBootTime gt DateTime'{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}'\"", []),
        ("f\"lastBootTime gt DateTime'{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.localtime())}'\"", ["ODN534"]),
        ("\"state eq '%s'\" % S.IDLE", ["ODN304"]),
        ("\"state eq '{}'\".format(S.IDLE)", ["ODN304"]),
        ('"state eq \'" + str(S.IDLE) + "\'"', ["ODN304"]),
        ('f"lastBootTime gt {now}"', ["ODN114"]),
        ("f\"lastBootTime lt {now.strftime('%Y-%m-%dT%H:%M:%SZ')}\"", ["ODN406"]),
        ("'lastBootTime lt ' + now.strftime('%Y-%m-%dT%H:%M:%SZ')", ["ODN406"]),
        ("'lastBootTime lt {}'.format(now.strftime('%Y-%m-%dT%H:%M:%SZ'))", ["ODN406"]),
        ("'lastBootTime lt %s' % now.strftime('%Y-%m-%dT%H:%M:%SZ')", ["ODN406"]),
        ("'lastBootTime lt %s' % (now.strftime('%Y-%m-%dT%H:%M:%SZ'),)", ["ODN406"]),
        ("'lastBootTime lt ' + (s := now.strftime('%Y-%m-%dT%H:%M:%SZ'))", ["ODN406"]),
        ("now.strftime('lastBootTime lt %Y-%m-%dT%H:%M:%SZ')", ["ODN406"]),
        ("now.strftime(\"lastBootTime lt DateTime'%Y-%m-%dT%H:%M:%SZ'\")", []),
        ("f\"lastBootTime lt {now.strftime('%Y-%m-%dT%H:%M:%S')}\"", ["ODN115", "ODN534"]),
        ("\"lastBootTime lt DateTime'\" + now.strftime('%Y-%m-%dT%H:%M:%S') + \"'\"", ["ODN534"]),
        ("'lastBootTime lt %s' % now.strftime('%d/%m/%Y')", ["ODN114"]),
        ("\"lastBootTime lt DateTime'%s'\" % now.strftime('%d/%m/%Y')", ["ODN114"]),
    ],
)
def test_what_is_certain_of_a_hole(filter: str, expected: list[str]) -> None:
    assert codes(filter) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{ok}", ["ODN408"]),
        ("{ok!r}", ["ODN408"]),
        ("{str(ok)}", ["ODN408"]),
        ("{n > 3}", ["ODN408"]),
        ("{not n}", ["ODN408"]),
        ("{True}", ["ODN408"]),
        ("{True if n else ok}", ["ODN408"]),
        ("{str(ok).lower()}", []),
        ("{'true' if ok else 'false'}", []),
        ("{'true' if ok else 'False'}", ["ODN408"]),
        ("{json.dumps(ok)}", []),
        ("{n}", []),
    ],
)
def test_truths_are_in_lower_case(value: str, expected: list[str]) -> None:
    head = "def f(ok: bool, n):\n    "
    for filter in [f'f"enableAutoScale eq {value}"', f'"enableAutoScale eq " + f"{value}"']:
        assert [code for code, _, _ in found(f"{head}BatchClient.list_pools(filter={filter})")] == expected
    field = "class A:\n  ok: bool = False\n  def f(self):\n    BatchClient.list_pools(filter=f'enableAutoScale eq {self.ok}')"
    assert [(code, help) for code, _, help in found(field)] == [("ODN408", "write str(…).lower()")]


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        ("f\"startswith(name,'{x}')\"", ["ODN531"]),
        ("f\"startswith(name,'a{x}b')\"", ["ODN531"]),
        ("f\"startswith(name,'{len(x)}')\"", []),
    ],
)
def test_quotes_are_doubled_where_a_property_can_hold_them(filter: str, expected: list[str]) -> None:
    assert [code for code in codes(filter, "list_task_files") if code == "ODN531"] == expected


def test_values_that_are_known_are_checked() -> None:
    loop = "for s in ['idle', 'ofline']:\n    BatchClient.list_nodes('p', filter=f\"state eq '{s}'\")"
    assert [(code, "'{s}'" in message, "'ofline'" in message) for code, message, _ in found(loop)] == [("ODN304", True, True)]


def test_holes_are_shown_as_they_are_written() -> None:
    [(code, _, help)] = found("BatchClient.list_nodes('p', filter=f\"lastBootTime gt '{x}'\")")
    assert (code, help) == ("ODN301", "Edm.DateTimeOffset is written like DateTime'{x}'; or write @x and bind a value to it")
    [(code, _, help)] = found("BatchClient.list_nodes('p', filter=f'state eq \"{x}\"')")
    assert (code, help) == ("ODN316", "write '{x}'")
    [(code, _, help)] = found("BatchClient.list_nodes('p', filter=f\"state eq '{S.IDLE}'\")")
    assert (code, help) == ("ODN304", "write S.IDLE.value")
    [(code, message, help)] = found("BatchClient.list_nodes('p', filter=f\"lastBootTime gt DateTime'{int(now.timestamp())}'\")")
    assert (code, "{int(now.timestamp())}" in message, "2025-{" in help) == ("ODN114", True, False)
