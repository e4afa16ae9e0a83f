"""The same nodes in other forms: a page, indented, through a pipe, between blank lines: `python -m benchmarks.forms`.

Whole processes of `odatanodes filter` on one core, start-up included, output discarded, in processor seconds. All nodes are kept,
so that writing them counts as well.
"""

from __future__ import annotations

import json
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks import peers, processes, scan_data
from benchmarks.timing import Figure, at_most, interleaved, main, progress

if TYPE_CHECKING:
    from collections.abc import Mapping

NODES, QUICK = 30_000, 8_000
BLANK_BYTES = 4 << 20
ALL = "true"


def write_forms(folder: Path, count: int) -> dict[str, Path]:
    """Write the files and return them by form."""
    lines = [line.rstrip(b"\n") for line in islice(scan_data.lines(), count)]
    nodes = [json.loads(line) for line in lines]
    some = b"\n".join(lines[: BLANK_BYTES // len(lines[0])])
    texts = {
        "lines": b"\n".join(lines) + b"\n",
        "page": b'{"value":[' + b",".join(lines) + b"]}",
        "indented array": json.dumps(nodes, indent=2).encode(),
        "indented objects": "\n".join([json.dumps(node, indent=2) for node in nodes]).encode(),
        "4 MiB of lines": some,
        "4 MiB of blank lines": lines[0] + b"\n" * BLANK_BYTES + lines[1] + b"\n",
    }
    paths = {}
    for number, (form, text) in enumerate(texts.items()):
        paths[form] = folder / f"form_{number}.json"
        paths[form].write_bytes(text)
    return paths


PIPED = ("lines", "page", "indented array")


def commands(paths: Mapping[str, Path]) -> dict[str, processes.Command]:
    """Return the commands that read files, by case."""
    found = {form: _ours(path) for form, path in paths.items()}
    found |= {f"{form}, counted": (*_ours(paths[form]), "--count") for form in PIPED}
    if peers.available("jq"):
        found["indented array, jq"] = ("jq", "-c", ".[]", str(paths["indented array"]))
    return found


def _ours(path: Path | str) -> processes.Command:
    return (processes.SCRIPT, "filter", ALL, str(path), "--jobs", "1")


def check(paths: Mapping[str, Path], found: Mapping[str, processes.Command]) -> None:
    """Make sure that all forms give the same nodes."""
    whole = processes.output(found["lines"])
    for form, command in found.items():
        if "counted" in form:
            assert int(processes.output(command)) == whole.count(b"\n"), form
        elif "4 MiB" not in form and "jq" not in form:
            assert processes.output(command) == whole, form
    for form in PIPED:
        assert processes.output(_ours("-"), paths[form].read_bytes()) == whole, form


def figures(*, quick: bool = False) -> list[Figure]:
    """Return times and ratios with their bars."""
    with TemporaryDirectory() as folder, processes.one_core():
        progress("making the forms")
        paths = write_forms(Path(folder), QUICK if quick else NODES)
        made = commands(paths)
        check(paths, made)
        cases = {name: partial(processes.run_silently, command) for name, command in made.items()}
        cases |= {f"{form}, piped": partial(processes.run_piped, _ours("-"), paths[form]) for form in PIPED}
        taken = interleaved(cases, rounds=3 if quick else 7, calls=1, clock=processes.children_seconds)
    found = [Figure(name, seconds * 1e3, unit="ms").drawn("forms", name) for name, seconds in taken.items() if "4 MiB" not in name]
    ratios = [
        ("page", "lines", None),
        ("indented array", "page", 1.5),
        ("indented objects", "lines", None),
        ("indented array, counted", "page, counted", 1.5),
        ("lines, piped", "lines", 1.3),
        ("page, piped", "page", 1.2),
        ("indented array, piped", "indented array", 1.2),
        ("4 MiB of blank lines", "4 MiB of lines", 3),
        ("indented array", "indented array, jq", 0.2),
    ]
    for ours, other, most in ratios:
        if other in taken:
            name, ratio = f"{ours} / {other}", taken[ours] / taken[other]
            found.append(Figure(name, ratio) if most is None else at_most(name, ratio, most))
    return found


if __name__ == "__main__":
    main(figures)
