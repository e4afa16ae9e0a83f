"""`python -m benchmarks`: tables, JSON, failing suites, memory and charts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from benchmarks import __main__ as command
from benchmarks import machine, peers, processes, runner, summary
from benchmarks.runner import Result
from benchmarks.timing import Figure, at_most
from tests.kit.support import ROOT, run_python

if TYPE_CHECKING:
    from pathlib import Path

SUITES = {
    "parse",
    "extract",
    "check",
    "evaluate",
    "plan",
    "decide",
    "build",
    "wire",
    "scan",
    "startup",
    "imports",
    "growth",
    "acceptance",
    "forms",
}


def test_every_suite_is_found() -> None:
    assert set(runner.suites()) >= SUITES


def test_a_quick_run_prints_and_writes_its_figures(tmp_path: Path) -> None:
    done = run_python("-m", "benchmarks", "plan", "--quick", "--json", str(tmp_path / "run.json"), cwd=ROOT)
    assert done.code == 0, done
    assert "[1/1] plan" in done.err
    assert "== python -m benchmarks plan" in done.out
    assert "plan / parse, 20 terms" in done.out
    run = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert run["quick"] is True
    assert run["machine"]["python"].startswith(("CPython", "PyPy"))
    [suite] = run["suites"]
    assert suite["name"] == "plan"
    assert not suite["error"]
    assert all(figure["value"] > 0 for figure in suite["figures"])


def test_an_unknown_suite_is_wrong_use() -> None:
    done = run_python("-m", "benchmarks", "pars", cwd=ROOT)
    assert done.code == 2
    assert "no suite 'pars'; there are:" in done.err


def test_what_cannot_be_written_is_known_before_anything_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(runner, "run", lambda *_, **__: pytest.fail("measured"))
    monkeypatch.setattr(peers, "_package", lambda _: None)
    for arguments, said in (
        (["--charts", str(tmp_path)], "--charts needs matplotlib: pip install '.[bench]'"),
        (["--json", str(tmp_path / "no" / "run.json")], "--json: there is no folder"),
    ):
        with pytest.raises(SystemExit) as left:
            command.main(arguments)
        assert left.value.code == 2
        assert said in capsys.readouterr().err


def test_a_suite_that_breaks_is_reported_and_the_others_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    results = {"parse": Result("parse", 1, error="ValueError: no"), "plan": Result("plan", 1, (at_most("slow", 3, 2),))}
    monkeypatch.setattr(runner, "run", lambda name, *, quick: results[name] if quick else None)
    code = command.main(["parse", "plan", "--quick", "--json", str(tmp_path / "run.json")])
    out = capsys.readouterr().out
    assert code == 1
    assert "failed  parse: ValueError: no" in out
    assert "below target  plan: slow" in out
    run = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert [suite["error"] for suite in run["suites"]] == ["ValueError: no", ""]


def test_a_figure_below_target_is_no_failure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(runner, "run", lambda name, *, quick: Result(name, 1, (at_most(f"slow {quick}", 3, 2),)))
    assert command.main(["plan"]) == 0
    assert "1 figures: 0 pass, 1 below target" in capsys.readouterr().out


def test_what_a_suite_dies_of_becomes_its_error() -> None:
    found = runner.run("timing", quick=True)  # a module without figures
    assert found.error.startswith("AttributeError")
    assert not found.figures


def test_absent_peers_are_named() -> None:
    text = command.summary([], {"jq": None, "duckdb": "1.0", "polars": None})
    assert text.endswith("not installed, therefore not compared: jq, polars")
    assert "not installed" not in command.summary([], {"jq": "1.7"})


def test_a_peer_is_absent_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert peers.available("matplotlib") is (peers.versions()["matplotlib"] is not None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not peers.available("jq")
    assert peers.versions()["node"] is None
    monkeypatch.setattr(peers, "PACKAGES", ("no-such-package",))
    assert peers.versions()["no-such-package"] is None


def test_the_facts_of_the_machine_are_json() -> None:
    facts = machine.facts()
    assert json.loads(json.dumps(facts)) == facts
    assert {"date", "commit", "cpu", "cores", "load", "os", "python", "odatanodes", "libraries", "peers"} <= facts.keys()
    assert set(peers.PACKAGES) <= set(facts["peers"])  # type: ignore[call-overload]


HOLD = "x = b'x' * 60_000_000; import time; time.sleep(0.3)"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLD!r}], check=True)"


@pytest.mark.parametrize("code", [HOLD, CHILD])
def test_memory_counts_the_process_and_its_children(code: str) -> None:
    pytest.importorskip("psutil")
    assert 60e6 < processes.peak_memory([sys.executable, "-c", code]) < 150e6


def test_a_command_that_fails_is_no_measurement() -> None:
    pytest.importorskip("psutil")
    with pytest.raises(subprocess.CalledProcessError):
        processes.peak_memory([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_clock_counts_what_children_used() -> None:
    before = processes.children_seconds()
    processes.run_silently([sys.executable, "-c", "import time\nwhile time.process_time() < 0.1: pass"])
    assert 0.09 < processes.children_seconds() - before < 5


RUN: dict[str, Any] = {
    "suites": [
        {
            "figures": [
                {"name": "a", "value": 500.0, "chart": "scan", "series": "odatanodes"},
                {"name": "b", "value": 40.0, "chart": "scan", "series": "jq & <friends>"},
                {"name": "not drawn", "value": 1.0},
            ]
        },
        {"figures": [{"name": f"{who}{x}", "value": 3.0, "chart": "parse", "series": who, "x": x} for x in "pq" for who in "no"]},
        {"figures": [{"name": f"{x}", "value": x / 7, "chart": "terms", "series": "parse", "x": x} for x in (10, 100, 1000)]},
    ]
}


@pytest.mark.thorough
def test_charts_are_well_formed_and_the_same_each_time(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib draws the charts")
    from benchmarks import charts

    paths = charts.draw(RUN, tmp_path / "one")
    assert [path.name for path in paths] == ["scan.svg", "parse.svg", "growth.svg"]
    for path, again in zip(paths, charts.draw(RUN, tmp_path / "two"), strict=True):
        text = path.read_text(encoding="utf-8")
        assert text == again.read_text(encoding="utf-8")
        assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"
        assert charts.INK not in text
        assert "prefers-color-scheme:dark" in text
        assert "dc:date" not in text
    words = "".join(ElementTree.fromstring(paths[0].read_text(encoding="utf-8")).itertext())
    assert "jq & <friends>" in words
    assert "500" in words
    assert "not drawn" not in words


def test_figures_survive_the_json() -> None:
    figures = (at_most('a "{name}"  with, blanks', 1, 2).drawn("parse", "ours", "short"), Figure("b", 1.5))
    run = command.document([Result("one", 1.26, figures), Result("two", 2, error="broke")], {"cpu": None}, quick=False)
    text = command.written(run)
    read = json.loads(text)
    assert read == run
    assert tuple(Figure(**figure) for figure in read["suites"][0]["figures"]) == figures
    assert (read["suites"][0]["seconds"], read["suites"][1]["error"]) == (1.3, "broke")
    assert len([line for line in text.splitlines() if '"name": "a' in line and '"chart": "parse"' in line]) == 1


RESULTS = ROOT / "benchmarks" / "results.json"
COMMITTED = ROOT / "benchmarks" / "charts"


@pytest.mark.thorough
def test_the_committed_charts_show_the_committed_results(tmp_path: Path) -> None:
    """The charts of the README are drawn from the committed run, not from the best of several."""
    run = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert not run["quick"]
    assert not [suite["error"] for suite in run["suites"] if suite["error"]]
    if peers.versions()["matplotlib"] != run["machine"]["peers"]["matplotlib"]:
        pytest.skip("another version of matplotlib draws other paths")
    from benchmarks import charts

    drawn = charts.draw(run, tmp_path)
    assert {path.name for path in drawn} == {path.name for path in COMMITTED.iterdir()}
    for path in drawn:
        assert path.read_text(encoding="utf-8") == (COMMITTED / path.name).read_text(encoding="utf-8"), path.name


def test_the_readmes_show_every_chart_and_the_run() -> None:
    text = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    for path in COMMITTED.iterdir():
        assert f"](charts/{path.name})" in text
    run = json.loads(RESULTS.read_text(encoding="utf-8"))
    for path, table in summary.READMES.items():
        readme = path.read_text(encoding="utf-8")
        assert summary.replaced(readme, table(run)) == readme, "run python -m benchmarks.summary"
        assert "not measured" not in readme


def test_the_readme_names_every_suite() -> None:
    text = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert {name for name in runner.suites() if f"]({name}.py)" not in text} == set()


def test_every_ratio_is_ours_by_another() -> None:
    """No figure of the committed run has them in the other order."""
    run = json.loads(RESULTS.read_text(encoding="utf-8"))
    names = [figure["name"] for suite in run["suites"] for figure in suite["figures"] if " / " in figure["name"]]
    assert names
    assert not [name for name in names if re.search(r"/ (ours|odatanodes|apply|matches|validate|Filter)\b", name)]


def test_the_table_of_a_run() -> None:
    pair = [at_most("a: ours / Pratt", 0.8, 2), at_most("b: ours / Pratt", 2.5, 2)]
    below, drawn = at_most("odatanodes / jq", 0.2, 0.1), Figure("not in the table", 7)
    suites = [Result("parse", 1, tuple(pair)), Result("scan", 1, (below, drawn))]
    run = command.document(suites, machine.facts(), quick=False)
    text = summary.full(run)
    parsing = "| parsing with spans, 1 to 500 terms | "
    assert f"{parsing}hand-written Pratt parser without spans | 0.80 to 2.50 | ≤ 2 | 1 of 2 below target |" in text
    assert f"{parsing}odata-query | not measured | | |" in text
    assert "- parse: b: ours / Pratt, 2.50 (target <= 2)\n" in text
    assert "not in the table" not in text.partition("### All figures")[0]
    assert "| not in the table | 7.00 |  |  |" in text
    short = summary.short(run)
    assert "| `odatanodes filter`, JSON Lines, one core | jq | 0.20 | ≤ 0.1 | below target |" in short
    assert "Pratt" not in short
    with pytest.raises(ValueError, match="figures: written by"):
        summary.replaced("no marks", "")
