"""Files that grow when they are read: a few lines of a program can double a text thirty times, name by name.

Without a memory and a budget each of these takes minutes or all of the memory; a test that never ends is a test that fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import Skipped, extract
from odatanodes.lint.check import check_source
from odatanodes.lint.config import Config

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.thorough

HEAD = "from azure.batch import BatchClient\n"
CALL = "c.list_nodes('p', filter={})\n"
STAT = CALL.format("'stat eq 1'")
LEVELS = 28


def doubled(line: Callable[[str, str], str], first: str = "'x'") -> str:
    """Return a program in which each name is twice the one before, and the last one is a filter."""
    lines = [line(f"v{number}", f"v{number - 1}") for number in range(1, LEVELS)]
    return HEAD + f"v0 = {first}\n" + "\n".join(lines) + "\n" + CALL.format(f"v{LEVELS - 1}")


JOINED = CALL.format(f"' or '.join(v{LEVELS - 1})")
GROWING = {
    "+": doubled(lambda new, old: f"{new} = {old} + {old}"),
    "+=": doubled(lambda new, old: f"{new} = {old}\n{new} += {old}"),
    "f-string": doubled(lambda new, old: f"{new} = f'{{{old}}}{{{old}}}'"),
    "format": doubled(lambda new, old: f"{new} = '{{0}}{{0}}'.format({old})"),
    "%": doubled(lambda new, old: f"{new} = '%s%s' % ({old}, {old})"),
    "join": doubled(lambda new, old: f"{new} = ' or '.join([{old}, {old}])"),
    "extend": doubled(lambda new, old: f"{new} = []\n{new}.extend({old})\n{new}.extend({old})", "['x']") + JOINED,
    "list +": doubled(lambda new, old: f"{new} = []\n{new}.extend({old} + {old})", "['x']") + JOINED,
    "strftime": doubled(lambda new, old: f"{new} = now.strftime({old} + {old})", "'%Y'"),
    "one long text in many": HEAD
    + f"long = '{'id eq 1 or ' * 20_000}'\n"
    + "".join(CALL.format(f"long + 'id eq {number}'") for number in range(1000)),
}


@pytest.mark.parametrize("name", GROWING)
def test_growing_texts_are_told(name: str) -> None:
    with pytest.raises(Skipped, match=r"^'host\.py' puts together more text than a check reads$"):
        extract(Source("host.py", GROWING[name]))


@pytest.mark.parametrize(
    "program",
    [
        doubled(lambda new, old: f"{new} = {old} if y else {old}", "'stat eq 1'"),
        doubled(lambda new, old: f"{new} = {old} or {old}", "'stat eq 1'"),
        HEAD + CALL.format("' or '.join([" + "'stat eq 1'," * 500 + "])"),
        HEAD + "v = []\n" + "v.append('stat eq 1')\n" * 400 + CALL.format("' or '.join(v)") * 10,
        HEAD + CALL.format(" + ".join(["'stat eq 1'", *["' or stat eq 1'"] * 400])),
        HEAD + CALL.format(" if y else ".join(["'stat eq 1'"] * 90)),
        HEAD + CALL.format('f"' + "stat eq '{x}' or " * 400 + 'stat eq 1"'),
        HEAD + CALL.format("'stat eq 1 or '" * 400 + "'stat eq 1'"),
        HEAD + STAT.replace("\n", ";") * 1000,
        HEAD + "'\u00e9';" + STAT.replace("\n", ";") * 1000,
        HEAD + "a = a + a + 'x'\nb = c\nc = b\n" + CALL.format("a") + CALL.format("c") + STAT,
        HEAD + "a = ['x']\na.extend(a)\n" + CALL.format("' or '.join(a)") + STAT,
    ],
)
def test_large_texts_are_checked(program: str) -> None:
    _, found = check_source(Source("host.py", program), Config())
    assert "ODN201" in {finding.diagnostic.code for finding in found}


def test_one_expression_has_at_most_a_hundred_findings() -> None:
    program = HEAD + CALL.format('f"' + "stat eq '{x}' or " * 150 + 'id eq 1"')
    checked, found = check_source(Source("host.py", program), Config())
    assert (checked, len(found)) == (1, 100)


def test_a_sum_that_python_itself_does_not_read() -> None:
    program = HEAD + CALL.format(" + ".join(["'stat eq 1'"] * 20_000))
    with pytest.raises(Skipped, match="nested too deeply"):
        extract(Source("host.py", program))


@pytest.mark.parametrize(
    "rest",
    [
        "# odatanodes: ignore[ODN2]\n" * 3000 + STAT,
        STAT.replace("\n", "  # odatanodes: ignore[ODN2]\n") * 300,
        STAT.replace("\n", "#" * 300_000 + " odatanodes: ignore[ODN2]\n"),
        STAT.replace("\n", " #" + " odatanodes: ignore[" * 20_000 + "odatanodes: ignore[ODN2]\n"),
    ],
)
def test_comments_without_end(rest: str) -> None:
    _, found = check_source(Source("host.py", HEAD + rest), Config())
    assert "ODN201" not in {finding.diagnostic.code for finding in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vmSize eq 'a'", ["no property 'vmSize' on BatchTask", "the service does not filter on 'vmSize'"]),
        ("a eq", ["nothing follows 'eq'"]),
    ],
)
def test_a_text_sent_to_two_apis_is_checked_for_both(text: str, expected: list[str]) -> None:
    program = HEAD + f"F = \"{text}\"\nc.list_nodes('p', filter=F)\nc.list_tasks('j', filter=F)\n"
    checked, found = check_source(Source("host.py", program), Config())
    assert checked == 2
    assert sorted(finding.diagnostic.message for finding in found) == expected
