"""The mistakes that people make in filters, written into every host language, with and without a hole in them.

`python -m tests.kit.mistakes` counts what is found, and writes the table into odatanodes/README.md.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from odatanodes.base.files import Source
from odatanodes.extract import extract
from odatanodes.extract.languages import LANGUAGES
from odatanodes.lint.findings import findings
from tests.kit.support import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["HOSTS", "MISTAKES", "NAMES", "codes_of", "missed", "table", "written"]

DATE = "2025-11-22T22:22:27Z"
MISTAKES = {
    "an infix startswith": ("id startswith '{tvm}'", "ODN107"),
    "like": ("id like '{tvm%}'", "ODN108"),
    "is null": ("state is null and startTaskInfo/exitCode eq {1}", "ODN108"),
    "upper-case AND": ("state eq '{idle}' AND state ne 'offline'", "ODN408"),
    "upper-case EQ": ("state EQ '{idle}'", "ODN408"),
    "=": ("state = '{idle}'", "ODN106"),
    "==": ("state == '{idle}'", "ODN106"),
    "!=": ("state != '{idle}'", "ODN106"),
    "<": (f"stateTransitionTime < DateTime'{{{DATE}}}'", "ODN106"),
    "&&": ("state eq '{idle}' && state ne 'offline'", "ODN106"),
    "no operator": ("state '{idle}'", "ODN109"),
    "a word as the operator": ("state equals '{idle}'", "ODN108"),
    "nothing after and": ("state eq '{idle}' and", "ODN110"),
    "DateTime without quotes": (f"stateTransitionTime lt DateTime{{{DATE}}}", "ODN124"),
    "a date without DateTime": (f"stateTransitionTime lt {DATE} and id eq '{{a}}'", "ODN406"),
    "a date as a string": (f"stateTransitionTime lt '{{{DATE}}}'", "ODN301 ODN302"),
    "a date without a time": ("stateTransitionTime lt DateTime'2025-11-22' and startTaskInfo/exitCode eq {1}", "ODN114"),
    "a wrong property": ("stat eq '{idle}'", "ODN201"),
    "a property of another case": ("State eq '{idle}'", "ODN201"),
    "a property of the Python client": ("start_task_info/exit_code eq {1}", "ODN201"),
    "a dot in a path": ("startTaskInfo.exitCode eq {1}", "ODN119"),
    "a property the service does not filter on": ("vmSize eq '{a}'", "ODN401"),
    "a property of another list": ("poolInfo/poolId eq '{a}'", "ODN201"),
    "a function the service does not know": ("contains(state,'{idle}')", "ODN403"),
    "a function that OData does not know": ("includes(state,'{idle}')", "ODN202"),
    "in": ("state in ('{idle}','offline')", "ODN403"),
    "not without brackets": ("not state eq '{idle}'", "ODN309"),
    "the property on the right": ("'{idle}' eq state", "ODN405"),
    "a wrong value of an enumeration": ("state eq 'idel' and startTaskInfo/exitCode eq {1}", "ODN304"),
    "a value without quotes": ("state eq idle and startTaskInfo/exitCode eq {1}", "ODN303"),
    "double quotes": ('state eq "{idle}"', "ODN316"),
    "a number in quotes": ("startTaskInfo/exitCode eq '{1}'", "ODN301 ODN302"),
    "no quote at the end": ("state eq '{idle}", "ODN102"),
    "no quote at the beginning": ("state eq {idle}'", "ODN102 ODN103"),
    "an open bracket": ("(state eq '{idle}'", "ODN104"),
    "a closing bracket too many": ("state eq '{idle}')", "ODN104 ODN105"),
    "a quote in a string": ("id eq 'it's' and state eq '{idle}'", "ODN103"),
    "never true": ("state eq 'idle' and state eq 'offline' and startTaskInfo/exitCode eq {1}", "ODN521"),
}
"""What braces enclose is a value, or the place of a hole; and the codes of which one should be found, asked of List Nodes."""

Host = tuple["Callable[[str], str]", "Callable[[str], str]", str]
"""How a text is written in a string, what a hole is, and the file, in which LINE stands for the lines that have texts."""
_HOLE = re.compile(r"\{[^{}]*\}")


def escaped(escapes: str, mark: str = "\\") -> Callable[[str], str]:
    return lambda text: '"' + "".join(mark + char if char in escapes else char for char in text) + '"'


def in_lines(line: str, head: str = "", tail: str = "") -> Callable[[Sequence[str]], str]:
    return lambda texts: head + "".join(line.replace("TEXT", text) + "\n" for text in texts) + tail


AZ = in_lines("az batch node list --pool-id p --filter TEXT")
BASH = escaped('$`"\\')


def indented(by: str, head: str) -> Callable[[Sequence[str]], str]:
    return lambda texts: head + re.sub("^", by, AZ(texts), flags=re.MULTILINE).rstrip(" ")


PYTHON = in_lines("c.list_nodes('p', filter=TEXT)", "from azure.batch import BatchClient\n")
HOSTS: dict[str, tuple[Callable[[str], str], str, Callable[[Sequence[str]], str]]] = {
    ".odata": (lambda text: text, "", in_lines("TEXT")),
    ".py": (lambda text: "f" + escaped('"\\')(text), "{x}", PYTHON),
    ".sh": (BASH, "${X}", AZ),
    ".bat": (lambda text: escaped('"')(text.replace("%", "%%")), "%X%", lambda texts: AZ(texts).replace("\n", "\r\n")),
    ".ps1": (escaped('$`"', "`"), "$($x.Id)", in_lines("Get-AzBatchComputeNode -PoolId p -Filter TEXT")),
    ".cs": (
        lambda text: "$" + escaped('"\\')(text),
        "{x}",
        in_lines(
            'c.PoolOperations.ListComputeNodes("p", new ODATADetailLevel(filterClause: TEXT));',
            "using Microsoft.Azure.Batch;\nclass A { void B(BatchClient c, string x) {\n",
            "} }\n",
        ),
    ),
    ".java": (
        escaped('"\\'),
        '" + x + "',
        in_lines(
            'c.computeNodeOperations().listComputeNodes("p", new DetailLevel.Builder().withFilterClause(TEXT).build());',
            "import com.microsoft.azure.batch.*;\nclass A { void b(BatchClient c, String x) {\n",
            "} }\n",
        ),
    ),
    ".ts": (
        lambda text: "`" + text.replace("\\", "\\\\").replace("`", "\\`") + "`",
        "${x}",
        in_lines(
            "client.computeNode.list('p', { computeNodeListOptions: { filter: TEXT } });",
            'import { BatchServiceClient } from "@azure/batch";\n',
        ),
    ),
    ".yml": (BASH, "${{ inputs.x }}", indented("    ", "- run: |\n")),
    ".json": (BASH, "$X", lambda texts: json.dumps({"run": AZ(texts).splitlines()})),
    ".r": (lambda text: escaped('\\"')(BASH(text))[1:-1], "${X}", in_lines('system("az batch node list --filter TEXT")')),
    ".dockerfile": (BASH, "${X}", lambda texts: "FROM x\n" + re.sub("^(?=a)", "RUN ", AZ(texts), flags=re.MULTILINE)),
    ".mk": (lambda text: BASH(text.replace("$", "$$")), "$(X)", lambda texts: indented("\t@", "all:\n")(texts).rstrip("\t@")),
    ".rst": (BASH, "${X}", indented("   ", "Nodes::\n\n")),
    ".md": (BASH, "$X", lambda texts: f"# Nodes\n\n```sh\n{AZ(texts)}```\n"),
    ".ipynb": (
        lambda text: "f" + escaped('"\\')(text),
        "{x}",
        lambda texts: json.dumps({"cells": [{"cell_type": "code", "source": PYTHON(texts).splitlines(keepends=True)}]}),
    ),
    ".http": (
        lambda text: quote(text, safe="\0"),
        "{{x}}",
        in_lines("GET https://a.b.batch.azure.com/pools/p/nodes?api-version=1&$filter=TEXT\n"),
    ),
}
"""By suffix: how a text is written in a string, what a hole is (none: an empty text), and the file of several strings."""
_MARK = "\0"
NAMES = {f"host{language.suffixes[0]}": language.title for language in LANGUAGES if language.suffixes[0] in HOSTS}


def written(name: str, texts: Sequence[str], *, holes: bool) -> str:
    """Return a file of a host language with filters; what braces enclose is a hole in them, or stands as it is."""
    in_string, hole, in_file = HOSTS[name.removeprefix("host")]
    if not holes:
        plain = [in_string(_HOLE.sub(lambda found: found[0][1:-1], text)) for text in texts]
        return in_file([text.removeprefix("$") if name == "host.cs" else text for text in plain])
    filled = [in_string(_HOLE.sub(_MARK, text)) for text in texts]
    return in_file([text.replace(_MARK, hole) for text in filled]).replace(json.dumps(_MARK)[1:-1], hole)


def codes_of(name: str, texts: Sequence[str], *, holes: bool) -> list[set[str]]:
    """Return the codes of what is found in each of the filters of a file, asked of List Nodes."""
    source = Source(name, written(name, texts, holes=holes))
    found = extract(source)
    assert len(found) == len(texts), (source.text, [one.text for one in found])
    return [{diagnostic.code for diagnostic in findings(one, "list-nodes")} for one in found]


def missed(name: str, *, holes: bool) -> dict[str, set[str]]:
    """Return the kinds of mistakes that are not found in a host language, and what is found instead."""
    found = codes_of(name, [text for text, _ in MISTAKES.values()], holes=holes)
    return {
        kind: codes for (kind, (_, wanted)), codes in zip(MISTAKES.items(), found, strict=True) if not codes & set(wanted.split())
    }


def table() -> str:
    """Return the table of what is found, in Markdown."""
    rows = ["| host language | found | found with holes |", "|---|---|---|"]
    for name, title in NAMES.items():
        plain = len(MISTAKES) - len(missed(name, holes=False))
        holed = f"{len(MISTAKES) - len(missed(name, holes=True))} of {len(MISTAKES)}" if HOSTS[name[4:]][1] else "no holes"
        rows.append(f"| {title} | {plain} of {len(MISTAKES)} | {holed} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    readme = ROOT / "odatanodes" / "README.md"
    text = re.sub(r"\| host language \|.*?\n(?!\|)", lambda _: table(), readme.read_text(encoding="utf-8"), flags=re.DOTALL)
    readme.write_text(text, encoding="utf-8")
