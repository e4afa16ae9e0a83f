"""No file crashes the check, hangs it, or is changed by it where it should not be: files of every language, damaged.

Bytes are cut out, put in, doubled and repeated; what comes of a file is a result or one line that says why there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from odatanodes.base.files import InputError, Source, decode
from odatanodes.extract import Skipped, extract, may_hold
from odatanodes.extract.languages import SUFFIXES
from odatanodes.lint.check import check_source
from odatanodes.lint.config import Config
from odatanodes.lint.edit import applied
from odatanodes.lint.fix import fixed
from odatanodes.lint.one_file import check_one
from odatanodes.lint.report import FORMATS, report
from odatanodes.lint.sure import canonical_edits
from tests.kit.host_seeds import SEEDS

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.thorough

NAMES = {language: f"file{suffix}" for suffix, language in reversed(SUFFIXES.items())}
"""A file's name by language."""
CALLS = {"mypkg.find_nodes": "list-nodes"}
PIECES = [
    *(b"'", b'"', b'"""', b"'''", b"`", b"```", b"~~~", b"\\", b"\\\n", b"`\n", b"\\N{", b"\\u12", b"\\ud800", b"\\x"),
    *(b"{", b"}", b"{{", b"}}", b"${", b"$(", b"$((", b")", b"(", b"[", b"]", b"<", b">", b"@'\n", b"\n'@", b'@"', b'$"', b'$@"'),
    *(
        b"\0",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\x1a",
        b"\x0c",
        b"\xe2\x80\xa8",
        b"\xc2\x85",
        b"\xf0\x9f\x98\x80",
    ),
    *(b"\n", b"\r", b"\r\n", b"\t", b" ", b"#", b"//", b"/*", b"*/", b"<!--", b"-->", b"<<EOF\n", b"&a", b"*a", b"!!x", b"---\n"),
    *(
        b"%s",
        b"%(a)s",
        b"%20",
        b"%",
        b"%zz",
        b"$filter=",
        b"$x",
        b"f'",
        b"rb'",
        b"u'",
        b"+",
        b"+=",
        b"if x else",
        b".format(",
        b"% (",
    ),
    *(b"# odatanodes: ignore", b"# odatanodes: ignore[", b"filter=", b"--filter ", b"-Filter ", b"select=", b"az batch node list "),
    *(b" and ", b" not ", b" eq ", b"state eq 'idle'", b"any(x:x eq 1)", b"2025-11-22", b"DateTime'", b"1e999999", b"\xd9\xa3"),
]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["cut", "put", "repeat", "double", "end"]),
        st.floats(0, 1),
        st.integers(1, 60),
        st.sampled_from(PIECES),
        st.sampled_from([1, 1, 1, 2, 40, 400]),
    ),
    min_size=1,
    max_size=6,
)


def damaged(data: bytes, changes: Iterable[tuple[str, float, int, bytes, int]]) -> bytes:
    """Return a file with changes made at places that are given as parts of its length."""
    for how, place, length, piece, times in changes:
        at = int(place * len(data))
        match how:
            case "cut":
                data = data[:at] + data[at + length :]
            case "put":
                data = data[:at] + piece + data[at:]
            case "repeat":
                data = data[:at] + piece * times + data[at:]
            case "double":
                data = data[:at] + data[at : at + length] * 2 + data[at + length :]
            case _:
                data = data[:at] if length < 5 else data.replace(b"\n", b"\r\n" if length % 2 else b"\r")
    return data


def survives(name: str, data: bytes) -> None:
    """Check a file in every way that the command has, and what must hold for all files."""
    config = Config(calls=CALLS)
    for mode in ("", "diff"):
        outcome = check_one((name, True, data, config, None, False, mode))
        assert "\n" not in outcome.error + outcome.skipped
        for finding in outcome.findings:
            start, end = finding.span
            assert 0 <= start <= end <= len(finding.source.text)
        for format in FORMATS:
            report(outcome.findings, format).encode("utf-8", "surrogateescape")
    try:
        source = decode(name, data)
        expressions = extract(source, CALLS)
    except InputError:  # part of the outcome above
        return
    if not may_hold(name, data, CALLS):
        assert expressions == []
    for one in expressions:
        assert all(one.text[slice(*hole.span)] == hole.name for hole in one.holes)
    unharmed(source, config)


def unharmed(source: Source, config: Config) -> None:
    """Make sure that fixes and canonical form leave a file that is read as before, with nothing more to be done."""
    new, made = fixed(source, config, None, local=False)
    if made:
        before, after = check_source(source, config)[0], check_source(new, config)[0]
        assert before == after, (source.text, new.text)
        assert made >= 100 or fixed(new, config, None, local=False)[1] == 0  # after a hundred rounds the rest is left
    expressions = extract(source, CALLS)
    edits, _ = canonical_edits(source, expressions)
    written = Source(source.name, applied(source.text, edits)[0])
    again = extract(written, CALLS)
    assert [(one.option, one.api) for one in again] == [(one.option, one.api) for one in expressions]
    assert canonical_edits(written, again)[0] == []


def test_every_language_has_a_seed() -> None:
    assert set(SUFFIXES.values()) <= set(SEEDS)


@pytest.mark.parametrize("language", NAMES)
def test_a_seed_holds_expressions(language: str) -> None:
    source = Source(NAMES[language], SEEDS[language])
    try:
        expressions = extract(source)
    except Skipped as reason:
        pytest.skip(str(reason))
    assert expressions
    assert may_hold(source.name, source.text.encode(), {})
    survives(source.name, SEEDS[language].encode())


@pytest.mark.parametrize("language", NAMES)
@given(changes=CHANGES)
@settings(max_examples=max(10, settings.default.max_examples // 4) if settings.default else 25)
def test_damaged_files(language: str, changes: Any) -> None:
    survives(NAMES[language], damaged(SEEDS[language].encode(), changes))


@pytest.mark.slow
@pytest.mark.parametrize("language", NAMES)
@given(changes=CHANGES, other=st.sampled_from(sorted(SEEDS)), place=st.floats(0, 1))
@settings(max_examples=3_000, deadline=None)
def test_many_damaged_files(language: str, changes: Any, other: str, place: float) -> None:
    data, more = SEEDS[language].encode(), SEEDS[other].encode()
    at = int(place * len(data))
    survives(NAMES[language], damaged(data[:at] + more[: len(more) // 3] + data[at:], changes))


@pytest.mark.parametrize("language", NAMES)
@given(data=st.binary(max_size=200))
@settings(max_examples=20)
def test_any_bytes(language: str, data: bytes) -> None:
    assume(data.strip())
    survives(NAMES[language], b"# azure batch filter select odatanodes:" + data)


LONG = {
    "one line of words": b"batch filter " * 50_000,
    "one line of quotes": b"batch filter '\"`" * 50_000,
    "one word": b"filterbatch" + b"x" * 500_000,
    "opening brackets": b"batch filter " + b"([{" * 100_000,
    "closing brackets": b"batch filter " + b")]}" * 100_000,
    "nested holes": b'batch filter $"' + b"{$(${" * 50_000,
    "backslashes": b"batch filter '" + b"\\" * 300_000,
    "comments": b"# // <!-- /* odatanodes: ignore[" * 20_000 + b" batch filter",
    "blank lines": b"batch filter" + b"\n" * 300_000,
    "NULs": b"batch filter" + b"\0" * 300_000,
    "no UTF-8": b"batch filter" + b"\xff" * 300_000,
    "fences": b"batch filter\n" + b"```sh\naz batch\n" * 20_000,
    "urls": b"batch https://a.batch.azure.com/pools/p/nodes?$filter=%27&$filter= " * 5_000,
    "continued": b"az batch node list --filter \\\n" * 20_000,
    "here documents": b"az batch <<EOF --filter x\n" * 10_000,
    "dashes": b"batch filter: " + b"- " * 100_000,
    "operators": b"batch filter=" + b"-" * 100_000,
}
"""Half a megabyte each, and the words that make a file worth reading; behind `slow` ten times as much."""


@pytest.mark.thorough
@pytest.mark.parametrize("kind", LONG)
@pytest.mark.parametrize("language", NAMES)
def test_long_files(language: str, kind: str) -> None:
    data = LONG[kind][:100_000]
    check_one((NAMES[language], True, data, Config(), None, False, ""))
    check_one((NAMES[language], True, SEEDS[language].encode() + data, Config(), None, False, ""))


@pytest.mark.slow
@pytest.mark.parametrize("kind", LONG)
@pytest.mark.parametrize("language", NAMES)
def test_files_of_five_megabytes(language: str, kind: str) -> None:
    data = (SEEDS[language].encode() + LONG[kind] * 20)[:5_000_000]
    check_one((NAMES[language], True, data, Config(), None, False, ""))
