"""Finding expressions: a folder of programs of which few have filters, and the whole process on one small program.

The folder is checked in this process, by processor time: one core, with reading and listing the folder.
"""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.processes import SCRIPT
from benchmarks.startup import against_bare_python
from benchmarks.timing import Figure, at_least, at_most, interleaved, main
from odatanodes.base.files import Source
from odatanodes.cli import main as command
from odatanodes.extract.python import find
from odatanodes.lint.check import check_source

FILES, WITH_FILTERS = 2000, 20
LINES, FILTERS = 2000, 50
PROGRAM = '"""A module of the usual kind."""\n\nimport os\n\n\n' + "".join(
    f"def function_{number}(path, other=None):\n"
    f'    """Return the size of a file, and filter by name {number}."""\n'
    f"    if other and path.startswith('x{number}'):\n        return os.stat(path).st_size\n    return {number}\n\n\n"
    for number in range(25)
)
CALLS = """\
from azure.batch import BatchClient


def nodes(client, pool, since):
    return client.list_nodes(pool, filter=f"state eq 'idle' and stateTransitionTime lt DateTime'{since}'", select=["id"])
"""
RELATED = CALLS.replace(
    "f\"state eq 'idle' and stateTransitionTime lt DateTime'{since}'\"", "\"state eq 'idle' or state eq 'offline'\""
)
assert RELATED != CALLS  # conditions on one property: the engine decides whether they exclude each other


def figures(*, quick: bool = False) -> list[Figure]:
    """Return files per second on one core, and ratios to bare Python."""
    rounds = 3 if quick else 7
    with TemporaryDirectory() as folder:
        with_filters = PROGRAM + CALLS
        for number in range(FILES):
            text = with_filters if number % (FILES // WITH_FILTERS) == 0 else PROGRAM
            Path(folder, f"module_{number}.py").write_text(text, encoding="utf-8")
        taken = interleaved({"folder": partial(_check, folder)}, rounds=rounds, calls=1)["folder"]
        for number in range(0, FILES, FILES // WITH_FILTERS):
            Path(folder, f"module_{number}.py").write_text(PROGRAM, encoding="utf-8")
        without = interleaved({"folder": partial(_check, folder, 0)}, rounds=rounds, calls=1)["folder"]
    long = Source("module.py", _long_program())
    if check_source(long)[0] != FILTERS:
        raise AssertionError("a filter of the long program is not found")
    checking = interleaved({"check": partial(check_source, long)}, rounds=rounds, calls=1)["check"]
    source = Source("module.py", with_filters)
    parsing = interleaved({"find": partial(find, source, {})}, rounds=rounds)["find"]
    return [
        at_least(f"check {FILES} files, {WITH_FILTERS} with filters, one core", FILES / taken, 500, "/s"),
        at_least(f"check {FILES} files without filters, one core", FILES / without, 5000, "/s"),
        at_most(f"check a file of {LINES:,} lines with {FILTERS} filters", checking, 0.3, "s"),
        *_small(rounds * 4),
        Figure(f"find in a file of {len(with_filters):,} characters", parsing * 1000, unit="ms"),
    ]


def _long_program() -> str:
    lines = [
        f"    value_{at} = compute(value_{at - 1}, {{'a': [{at}, 'text {at}']}}, key=lambda x: x + {at})" for at in range(LINES)
    ]
    for at in range(0, LINES, LINES // FILTERS):
        lines[at] = f"    nodes = c.list_nodes('p{at}', filter=f\"state eq 'idle' and startTaskInfo/exitCode ne {{x}}\")"
    return "\n".join(["from azure.batch import BatchClient", "def f(c, x):", *lines, ""])


def _check(folder: str, expressions: int = 2 * WITH_FILTERS) -> None:
    messages = StringIO()
    with redirect_stdout(StringIO()), redirect_stderr(messages):
        code = command(["check", folder, "--jobs", "1"])
    result = "expressions checked: nothing found" if expressions else f"expressions checked in {FILES} files"
    assert (code, messages.getvalue()) == (0, f"{expressions} {result}\n")


def _small(rounds: int) -> list[Figure]:
    with TemporaryDirectory() as folder:
        commands = {}
        for name, text in (("small.py", CALLS), ("related.py, whose filter the engine decides about", RELATED)):
            path = Path(folder, name.partition(",")[0])
            path.write_text(text, encoding="utf-8")
            commands[f"check {name}"] = [SCRIPT, "check", str(path)]
        bare, *others = against_bare_python(commands, rounds)
    return [bare, *(at_most(each.name, each.value, 5) if "small" in each.name else each for each in others)]


if __name__ == "__main__":
    main(figures)
