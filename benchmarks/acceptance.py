"""Share of the `$filter` cases of the OASIS ABNF test suite that each parser judges right.

    python -m benchmarks.acceptance [CASES.jsonl]

Needs the cases as JSON Lines with `option`, `text` and `valid`; odata-query and the packages named in acceptance.cjs take part
where they are installed. A misspelt property is a case of its own: only a checker that knows the schema refuses it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from importlib.metadata import version
from pathlib import Path

from benchmarks import peers
from benchmarks.timing import Figure, main
from odatanodes import ODataSyntaxError, parse_filter, validate

HERE = Path(__file__).parent
DEFAULT = HERE.parent.parent / "shared" / "conformance" / "odata-abnf-expressions.jsonl"
MISSPELT = "stat eq 'idle'"


def figures(*, quick: bool = False, path: Path = DEFAULT) -> list[Figure]:  # noqa: ARG001  (quick in any case)
    """Return for each parser the percentages of valid texts it accepts and of invalid ones it refuses."""
    if not path.exists():
        return []
    cases = [case for case in map(json.loads, path.read_text(encoding="utf-8").splitlines()) if case["option"] == "filter"]
    texts = [case["text"] for case in cases] + [MISSPELT]
    found = []
    for name, verdicts in _verdicts(texts).items():
        *accepted, misspelt = verdicts
        right = [verdict for verdict, case in zip(accepted, cases, strict=True) if case["valid"]]
        wrong = [not verdict for verdict, case in zip(accepted, cases, strict=True) if not case["valid"]]
        found += [
            Figure(f"{name}: valid texts accepted", 100 * sum(right) / len(right), unit=f"% of {len(right)}"),
            Figure(f"{name}: invalid texts refused", 100 * sum(wrong) / len(wrong), unit=f"% of {len(wrong)}"),
            Figure(f"{name}: misspelt property found", float(not misspelt), unit="of 1"),
        ]
    return found


def _verdicts(texts: list[str]) -> dict[str, list[bool]]:
    verdicts = {"odatanodes": [*map(_ours, texts[:-1]), not validate(texts[-1])]}
    if peers.available("odata-query"):
        verdicts[f"odata-query {version('odata-query')}"] = list(map(_odata_query, texts))
    if peers.available("node"):
        command = ["node", str(HERE / "acceptance.cjs")]
        done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
        for name, found in json.loads(done.stdout).items():
            verdicts[f"{name} {found['version']}"] = found["accepted"]
    return verdicts


def _ours(text: str) -> bool:
    try:
        parse_filter(text)
    except ODataSyntaxError:
        return False
    return True


def _odata_query(text: str) -> bool:
    from odata_query.exceptions import ODataException
    from odata_query.grammar import ODataLexer, ODataParser

    try:
        return ODataParser().parse(ODataLexer().tokenize(text)) is not None
    except ODataException:
        return False


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    main(partial(figures, path=given[0] if given else DEFAULT))
