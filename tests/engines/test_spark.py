"""Spark: law 6 on the grid and on drawn filters, the readers, and the session that the README shows."""

from __future__ import annotations

import os
import re
import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import Filter
from odatanodes.engines import spark_schema
from odatanodes.engines.items import without_nulls
from odatanodes.schema import BATCH_NODE
from odatanodes.strategies import expressions
from tests.engines import grid, law
from tests.engines.doors import written
from tests.engines.test_laws import STEP, draw, drawn_rows
from tests.kit.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text(encoding="utf-8")

pytestmark = [
    pytest.mark.skipif(
        os.environ.get("ODATANODES_PROFILE") not in {"ci", "long"}, reason="takes a JVM: run with ODATANODES_PROFILE=ci"
    ),
    pytest.mark.skipif(find_spec("pyspark") is None, reason="needs pyspark (the extra 'spark')"),
    pytest.mark.skipif(shutil.which("java") is None, reason="needs a Java virtual machine, 17 or later"),
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(scope="module")
def spark() -> Any:
    from tests.engines.spark import session

    return session()


@pytest.mark.usefixtures("spark")
def test_grid(tmp_path: Path) -> None:
    wanted = law.filters(grid.expressions()[3 :: 7 * STEP])
    assert law.breaches("spark", wanted, grid.rows()[::2], tmp_path)[1] == []


@pytest.mark.slow
@pytest.mark.usefixtures("spark")
def test_much_of_the_grid(tmp_path: Path) -> None:
    wanted = law.filters(grid.expressions()[::29])
    assert law.breaches("spark", wanted, grid.rows(), tmp_path)[1] == []
    wanted = law.filters(draw(expressions(may_fail=True), 300, 12))
    assert law.breaches("spark", wanted, drawn_rows(120, 13), tmp_path)[1] == []


def test_run_is_apply(spark: Any, tmp_path: Path) -> None:
    rows = [without_nulls(row) for row in [*grid.rows()[::9], *drawn_rows(20, 81)]]
    frame = spark.read.schema(spark_schema(BATCH_NODE)).json(str(written(rows, tmp_path / "rows.jsonl"))).coalesce(1).cache()
    texts = (
        "vmSize eq 'ß' or contains(ipv6Address,'a')",
        "stateTransitionTime gt 2025-11-22T22:22:27.2236818Z and errors/any(e:e/code eq 'A')",
        "10 div totalTasksRun gt 1",
        "errors/all(e:e/errorDetails/any(d:d/name ne e/code))",
    )
    for text in texts:
        for options in ({"on_missing": "null"}, {"on_missing": "raise"}, {"on_error": "exclude", "on_missing": "null"}):
            wanted = Filter(text, **options)  # type: ignore[arg-type]
            expected = law.result(lambda wanted=wanted: wanted.apply(rows))  # type: ignore[misc]
            assert law.result(lambda wanted=wanted: wanted.run(frame)) == expected, text  # type: ignore[misc]
            if not expected[1]:
                kept = [without_nulls(row.asDict(recursive=True)) for row in wanted.run_spark(frame).collect()]
                assert kept == expected[0], text


def test_the_session_of_the_readme(spark: Any, tmp_path: Path) -> None:
    """The block of README.md, with its files in a folder of the test, in a session with another time zone than UTC."""
    (tmp_path / "nodes.jsonl").write_text(
        '{"id": "n1", "state": "idle", "stateTransitionTime": "2025-11-22T22:22:27.2236818Z"}\n'
        '{"id": "n2", "state": "IDLE", "stateTransitionTime": "2025-11-22T17:22:27.2236819-05:00"}\n'
        '{"id": "n3", "state": "idle", "stateTransitionTime": "2025-11-22T17:22:27.2236817-05:00"}\n'
        '{"id": "n4", "state": "running", "stateTransitionTime": "2025-11-23T00:00:00Z"}\n'
    )
    [block] = [one for one in re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL) if "SparkSession" in one]
    names: dict[str, Any] = {"Filter": Filter}
    exec(compile(block.replace('("nodes.', f'("{tmp_path}/nodes.'), "README.md", "exec"), names)
    assert spark.conf.get("spark.sql.session.timeZone") == "America/New_York"

    def ids(frame: Any) -> list[str]:
        return sorted(row.id for row in frame.select("id").collect())

    assert ids(names["possible"]) == ["n1", "n2", "n3"]
    assert ids(names["matching"]) == ["n1", "n2"]
    nodes, wanted = names["nodes"], names["wanted"]
    pushed = wanted.to_spark()
    assert not pushed.exact
    assert ids(nodes.filter(pushed.sure)) == ids(nodes.filter(pushed.sure_column)) == ["n1"]
    assert ids(nodes.filter(pushed.column)) == ["n1", "n2", "n3"]
    dump = spark.read.schema(spark_schema(BATCH_NODE)).json(str(tmp_path / "nodes.jsonl"))
    assert ids(wanted.run_spark(dump)) == ["n1", "n2"]
    assert [node["id"] for node in wanted.run(nodes, select="id")] == ["n1", "n2"]


def test_readers_of_json(spark: Any, tmp_path: Path) -> None:
    """A number in place of a text, and a text in place of a number, as Spark reads them."""
    path = tmp_path / "nodes.jsonl"
    path.write_text('{"id": 7, "totalTasksRun": "5", "stateTransitionTime": "2025-11-22T22:22:27.2236818Z"}\n')
    frame = spark.read.schema(spark_schema(BATCH_NODE)).json(str(path))
    [row] = frame.select("id", "totalTasksRun", "stateTransitionTime").collect()
    assert tuple(row) == ("7", None, "2025-11-22T22:22:27.2236818Z")
