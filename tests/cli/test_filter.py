"""`odatanodes filter`: every form of input, exact output, no silent partial result."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

import pytest

from odatanodes.cli import filter as command
from tests.kit.cli import one_line_error
from tests.kit.support import run_command

if TYPE_CHECKING:
    from pathlib import Path


NODES = [
    {"id": "n1", "state": "idle", "totalTasksRun": 3, "startTaskInfo": {"exitCode": 0, "retryCount": 0}},
    {"id": "n2", "state": "running", "totalTasksRun": 5},
    {"id": "n3", "state": "Idle", "totalTasksRun": 8, "vmSize": "größe"},
]
LINES = "".join(json.dumps(node) + "\n" for node in NODES)
FORMS = {
    "page": json.dumps({"odata.metadata": "x", "value": NODES}, indent=2),
    "array": json.dumps(NODES),
    "lines": LINES,
    "lines without the last end": LINES.rstrip("\n"),
    "lines with blank ones": LINES.replace("\n", "\r\n\n"),
    "pages after each other": "".join(json.dumps({"value": [node]}) + "\n" for node in NODES),
    "indented objects": "\n".join(json.dumps(node, indent=1) for node in NODES),
    "a mix": json.dumps(NODES[:1]) + json.dumps({"value": NODES[1:]}),
    "with a byte order mark": "\ufeff" + LINES,
}


@pytest.mark.parametrize("form", FORMS)
def test_filter_reads_every_form(form: str, tmp_path: Path) -> None:
    expected = '{"id":"n1"}\n{"id":"n3"}\n'
    piped = run_command("filter", "state eq 'idle'", "-s", "id", stdin=FORMS[form])
    assert (piped.code, piped.out, piped.err) == (0, expected, "")
    path = tmp_path / "nodes.json"
    path.write_text(FORMS[form], encoding="utf-8")
    assert run_command("filter", "state eq 'idle'", str(path), "-s", "id").out == expected


def test_filter_writes_whole_nodes_as_they_came() -> None:
    done = run_command("filter", "totalTasksRun ge 3", "-", stdin=LINES)
    assert done.out == LINES


def test_filter_nothing_matches_is_0() -> None:
    done = run_command("filter", "state eq 'unknown'", stdin=LINES)
    assert (done.code, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize("nodes", ["[]", '{"value": []}'])
def test_filter_of_an_empty_pool(nodes: str) -> None:
    done = run_command("filter", "state eq 'idle'", stdin=nodes)
    assert (done.code, done.out, done.err) == (0, "", "")


def test_filter_sample() -> None:
    done = run_command("filter", "stateTransitionTime gt 2025-11-22T20:00:00Z", "--sample", "-s", "id,startTaskInfo/exitCode")
    assert (done.code, done.err) == (0, "")
    assert done.out == '{"id":"tvm-1695681911_1-20161122t193202z","startTaskInfo":{"exitCode":0}}\n'


def test_filter_several_files_in_order(tmp_path: Path) -> None:
    for number, node in enumerate(NODES):
        (tmp_path / f"{number}.json").write_text(json.dumps([node]))
    done = run_command("filter", "totalTasksRun gt 0", "2.json", "0.json", "-s", "id", cwd=tmp_path)
    assert done.out == '{"id":"n3"}\n{"id":"n1"}\n'


def test_filter_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "idle.jsonl"
    done = run_command("filter", "state eq 'idle'", "-s", "id", "-o", str(target), stdin=LINES)
    assert (done.code, done.out) == (0, "")
    assert target.read_text() == '{"id":"n1"}\n{"id":"n3"}\n'


def test_filter_leaves_the_output_file_alone_when_it_fails(tmp_path: Path) -> None:
    target = tmp_path / "idle.jsonl"
    target.write_text("before\n")
    done = run_command("filter", "state eq 'idle'", "-o", str(target), stdin=LINES + "{")
    assert done.code == 2
    assert target.read_text() == "before\n"
    assert [path.name for path in tmp_path.iterdir()] == ["idle.jsonl"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no/idle.jsonl", "no such file or directory"),
        ("", "no such file or directory"),
        (".", "is a directory"),
        ("folder/", "is a directory"),
        ("nodes.jsonl/", "is a directory"),
        ("circle", "too many levels of symbolic links"),
        ("a" * 300, "file name too long"),
        ("new/", "is a directory"),
    ],
)
def test_filter_to_a_file_that_cannot_be(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "nodes.jsonl").write_text(LINES)
    (tmp_path / "circle").symlink_to("circle")
    before = sorted(path.name for path in [*tmp_path.parent.iterdir(), *tmp_path.rglob("*")])
    done = run_command("filter", "true", "nodes.jsonl", "-o", name, cwd=tmp_path)
    assert (done.code, one_line_error(done.err)) == (2, f"cannot write '{name}': {reason}")
    assert before == sorted(path.name for path in [*tmp_path.parent.iterdir(), *tmp_path.rglob("*")])
    assert (tmp_path / "nodes.jsonl").read_text() == LINES


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "it is empty"),
        (b"\xff\xfe", "cannot read '<stdin>': it is empty"),
        (b"\xff\xfe{", "cannot read '<stdin>': not UTF-16 text, as its byte order mark says"),
        ("{", "<stdin>:1: broken JSON: it is not complete at character 2, where the input ends (record at byte 0)"),
        (LINES + '{"id": "n4",}\n', "<stdin>:4: broken JSON: "),
        (LINES + "nonsense\n", "<stdin>:4: broken JSON: expecting a value at character 1 (record at byte 233)"),
        ('{"value": [{"id": "n1", "state": "idle"}, 5]}', "<stdin>:1: value[1]: expected an item (an object), found a number"),
        ('[{"state": "idle"}, null]', "<stdin>:1: [1]: expected an item (an object), found null"),
        ('{"state": "idle"}\n"idle"', "<stdin>:2: expected an item (an object), found a string"),
        ('{"state": NaN}', "<stdin>:1: broken JSON: NaN is not valid JSON"),
        ('{"state": ' + "9" * 5000 + "}", "<stdin>:1: 'state' of the node is 9999"),
        ('{"state": 1e999}', "<stdin>:1: 'state' of the node is 1e999"),
        ("[" * 100_000, "<stdin>:1: "),
        (LINES + '{"id": "n4"}\n', "<stdin>:4: "),
        (json.dumps({"value": [*NODES, {"id": "n4"}]}), "<stdin>:1: value[3]: "),
    ],
)
def test_filter_stops_at_a_broken_record(data: str | bytes, message: str) -> None:
    done = run_command("filter", "state eq 'idle'", stdin=data)
    assert done.code == 2
    assert message in one_line_error(done.err)


def test_filter_of_half_a_surrogate_pair() -> None:
    done = run_command("filter", "state eq 'idle'", stdin='{"state": "idle", "id": "\\ud800"}')
    assert (done.code, done.out) == (0, '{"state": "idle", "id": "\\ud800"}\n')


@pytest.mark.parametrize("name", ["none.json", "."])
def test_filter_of_a_file_that_is_none(name: str, tmp_path: Path) -> None:
    done = run_command("filter", "state eq 'idle'", name, cwd=tmp_path)
    assert done.code == 2
    assert f"cannot read '{name}'" in one_line_error(done.err)


def test_invert_keeps_what_does_not_match_null_included() -> None:
    done = run_command("filter", "startTaskInfo/exitCode eq 0", "--invert", "-s", "id", stdin=LINES)
    assert (done.code, done.out) == (0, '{"id":"n2"}\n{"id":"n3"}\n')


@pytest.mark.parametrize(("options", "count"), [((), "2"), (("--invert",), "1")])
def test_count_prints_the_number(options: tuple[str, ...], count: str) -> None:
    done = run_command("filter", "state eq 'idle'", "--count", *options, stdin=LINES)
    assert (done.code, done.out, done.err) == (0, f"{count}\n", "")


WHY = """\
n1  missed
  false > state eq 'idle' and totalTasksRun gt 5
  true      state eq 'idle'                        state is 'idle'
  false >   totalTasksRun gt 5                     totalTasksRun is 3
"""


def test_why_shows_each_node_with_what_decided() -> None:
    text = "state eq 'idle' and totalTasksRun gt 5"
    done = run_command("filter", text, "--why", stdin=LINES)
    assert done.code == 0
    assert [line for line in done.out.splitlines() if not line.startswith(" ")] == ["n1  missed", "n2  missed", "n3  matched"]
    assert done.out.startswith(WHY), done.out
    missed = run_command("filter", text, "--why=missed", stdin=LINES).out
    assert [line for line in missed.splitlines() if not line.startswith(" ")] == ["n1  missed", "n2  missed"]


def test_why_shows_a_node_that_cannot_be_evaluated() -> None:
    done = run_command(
        "filter", "startTaskInfo/exitCode gt 5", "--why=matched", stdin='{"id":"n1","startTaskInfo":{"exitCode":"five"}}'
    )
    assert done.out.startswith("n1  cannot be evaluated\n")
    assert "five" in done.out


def test_why_and_count_exclude_each_other() -> None:
    assert run_command("filter", "true", "--why", "--count", stdin=LINES).code == 2
    assert run_command("filter", "true", "--why", "--invert", stdin=LINES).code == 2


@pytest.mark.parametrize(
    "answer", ['{"error":{"code":"AuthenticationFailed"}}', '{"code":"PoolNotFound","message":{"value":"x"}}', '{"value":null}']
)
def test_an_error_answer_is_no_node(answer: str) -> None:
    done = run_command("filter", "startTaskInfo eq null", stdin=answer)
    assert (done.code, done.out) == (2, "")
    assert "error response" in done.err


@pytest.mark.parametrize("arguments", [["true"], ["true", "a.json"], ["true", "-", "b*"]])
def test_arguments_without_options_are_what_the_parser_makes_of_them(arguments: list[str]) -> None:
    parser = ArgumentParser()
    command.configure(parser)
    assert vars(command.plain(arguments) or Namespace()) == vars(parser.parse_args(arguments))


@pytest.mark.parametrize("arguments", [[], ["true", "--count"], ["-s", "id", "true"], ["--help"], ["true", "--"]])
def test_the_parser_is_asked_about_options(arguments: list[str]) -> None:
    assert command.plain(arguments) is None
