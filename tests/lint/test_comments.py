"""Suppression comments of calls over several lines, of .odata lines, with short and unknown codes, and never inside quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from odatanodes.base.files import Source
from odatanodes.lint.check import check_source
from odatanodes.lint.config import Config

if TYPE_CHECKING:
    from odatanodes.lint.finding import Finding

M = "odatanodes: ignore[ODN201]"
PY = "from azure.batch import BatchClient\ndef f(c: BatchClient):\n"
TS = "import { BatchClient } from '@azure/batch';\nasync function f(c: BatchClient) {\n"
CS = "using Microsoft.Azure.Batch;\nclass A { void F(BatchClient b) {\n"


def found(name: str, text: str) -> list[Finding]:
    return check_source(Source(name, text), Config())[1]


def codes(name: str, text: str) -> list[str]:
    return [one.diagnostic.code for one in found(name, text)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", PY + f"    # {M}\n    return c.list_nodes(\n        'p',\n        filter=\"stat eq 1\",\n    )\n"),
        ("a.py", PY + f"    return c.list_nodes(  # {M}\n        'p',\n        filter=\"stat eq 1\",\n    )\n"),
        ("a.py", PY + f"    return c.list_nodes(\n        'p',  # {M}\n        filter=\"stat eq 1\",\n    )\n"),
        ("a.py", PY + f"    return c.list_nodes(\n        'p',\n        # {M}\n\n        filter=\"stat eq 1\",\n    )\n"),
        ("a.py", PY + f"    return c.list_nodes(\n        'p',\n        filter=\"stat eq 1\",\n    )  # {M}\n"),
        (
            "a.py",
            PY + f"    return c.list_nodes(\n        'p', filter=(\n            \"stat eq 1 \"\n  'and id eq 1 '  # {M}\n))\n",
        ),
        ("a.ts", TS + f"  // {M}\n  return c.listNodes('p', {{\n    filter: 'stat eq 1',\n  }});\n}}\n"),
        ("a.ts", TS + f"  return c.listNodes('p', {{\n    // {M}\n    select: ['id'],\n    filter: 'stat eq 1',\n  }});\n}}\n"),
        ("a.ts", TS + f"  return c.listNodes('p', {{ // {M}\n    filter: 'stat eq 1',\n  }});\n}}\n"),
        ("a.ts", TS + f"  return c.listNodes('p', {{\n    filter: 'stat eq 1',\n  }}); // {M}\n}}\n"),
        (
            "a.cs",
            CS + f"// {M}\nb.PoolOperations.ListPools(\n  new ODATADetailLevel(\n    filterClause: \"stat eq 'a'\"));\n}} }}\n",
        ),
        ("a.cs", CS + f"b.PoolOperations.ListPools(new ODATADetailLevel(\n    filterClause: \"stat eq 'a'\")); /* {M} */\n}} }}\n"),
        ("a.cs", CS + f"/*\n {M}\n*/\nb.PoolOperations.ListPools(new ODATADetailLevel(filterClause: \"stat eq 'a'\"));\n}} }}\n"),
        ("a.cs", CS + f"/* {M} */ b.PoolOperations.ListPools(new ODATADetailLevel(filterClause: \"stat eq 'a'\"));\n}} }}\n"),
        ("a.odata", f"stat eq 'idle' # {M}\n"),
        ("a.odata", f"stat eq 'idle'\n  and id eq 'a # b'\t # {M}\n"),
        ("a.odata", f"filter: stat eq 'idle' # {M}\n  and id eq 'a'\n"),
        ("a.odata", f"filter: stat eq 'it''s' # {M}\n"),
        ("a.odata", "# odatanodes: ignore[201]\nstat eq 1\n"),
        ("a.sh", f"echo 'it\nis'; X='\n'; az batch job list --filter 'stat eq 1'  # {M}\n"),
        ("a.sh", f"echo don't\naz batch job list --filter 'stat eq 1'  # {M}\n"),
        ("a.sh", f"cat <<EOF\ndon't\naz batch job list --filter 'stat eq 1'  # {M}\nEOF\n"),
        ("a.yml", f"- a: 'b\n    c'\n- run: az batch job list --filter 'stat eq 1'  # {M}\n"),
        ("a.yml", f"- a: the pods' list\n- run: az batch job list --filter 'stat eq 1'  # {M}\n"),
        ("a.ps1", f'$a = "x `" \n" # y\nGet-AzBatchJob -Filter "stat eq 1"  # {M}\n'),
        ("a.cmd", f'rem {M}\r\naz batch job list --filter "stat eq 1"\r\n'),
        ("a.bat", f':: {M}\r\naz batch job list ^\r\n  --filter "stat eq 1"\r\n'),
        ("a.lua", f"require('azure.batch')\nf = \"stat eq 'a'\" -- {M}\n"),
        ("a.go", f'import "azure-sdk-for-go/batch"\nf := "stat eq \'a\'" // {M}\n'),
        ("run", f"#!/bin/sh\n# {M}\naz batch job list --filter 'stat eq 1'\n"),
        ("a.odata", "stat eq 1 # odatanodes: ignore[2]\n"),
    ],
)
def test_silenced(name: str, text: str) -> None:
    assert "ODN201" in codes(name, text.replace("odatanodes:", "other:").replace(" # other", "\n# other"))
    assert not {"ODN201", "ODN540"} & set(codes(name, text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.odata", f"stat eq 'a # {M}'\n"),
        ("a.sh", f"az batch node list --filter \"stat eq '# {M}'\"\n"),
        ("a.sh", f"echo '\n# {M}\n'; az batch node list --filter \"stat eq 1\"\n"),
        ("a.sh", f'echo "\n# {M}"\naz batch node list --filter "stat eq 1"\n'),
        ("a.yml", f"- a: \"\n    # {M}\n    \"\n  run: az batch job list --filter 'stat eq 1'\n"),
        ("a.py", PY + f"    return c.list_nodes('p', filter=\"stat eq '# {M}'\")\n"),
        ("a.ts", TS + f"  return c.listNodes('p', {{ filter: \"stat eq '// {M}'\" }});\n}}\n"),
    ],
)
def test_never_inside_quotes(name: str, text: str) -> None:
    assert codes(name, text) == ["ODN201"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.py",
            PY + f"    run({{\n      'a': [c.list_nodes('p')],  # {M}\n }})\n    return c.list_nodes('p', filter=\"stat eq 1\")\n",
        ),
        ("a.ts", TS + f"  it('x', () => {{ // {M}\n    c.listNodes('p', {{ filter: 'stat eq 1' }});\n  }});\n}}\n"),
        ("a.ts", TS + f"  it('x', () => {{\n    c.listNodes('p', {{ filter: 'stat eq 1' }});\n  }}); // {M}\n}}\n"),
    ],
)
def test_a_comment_does_not_reach_statements_of_a_body(name: str, text: str) -> None:
    assert sorted(codes(name, text)) == ["ODN201", "ODN540"]


def test_codes_that_are_none() -> None:
    (one,) = found("a.odata", "state eq 'idle' # odatanodes: ignore[ODN999]\n")
    assert (one.diagnostic.code, one.diagnostic.message) == ("ODN540", "unknown code 'ODN999'")
    assert "rule" in one.diagnostic.help
    (one,) = found("a.odata", "state eq 'idle' # odatanodes: ignore[201]\n")
    assert one.diagnostic.message == "no ODN201 to be ignored here"
