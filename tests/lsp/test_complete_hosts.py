"""Completion where a filter is a part of something else: command lines in strings, requests, values on their way to a call."""

from __future__ import annotations

import pytest

from odatanodes.extract import extract
from odatanodes.lsp.complete import completions
from odatanodes.lsp.documents import Document, Settings

AZ = "az batch node list --filter"
PLACES = [
    ("a.py", f"run('{AZ} \"sta|\"')\n"),
    ("a.py", f"run('{AZ} \"|\"')\n"),
    ("a.py", "run(f\"az batch node list --pool-id {p} --filter '|'\")\n"),
    ("a.py", "import azure.batch\nc.list_nodes('p')\nself.f = \"state eq 'idle' and sta|\"\n"),
    ("a.cs", f"using Microsoft.Azure.Batch;\nclass A {{ void B() {{ Run(\"{AZ} 'sta|'\"); }} }}\n"),
    ("a.ts", f"import '@azure/batch';\nexec(`{AZ} 'sta|'`);\n"),
    ("a.java", f"import com.azure.compute.batch.*;\nclass A {{ void b() {{ run(\"{AZ} 'sta|'\"); }} }}\n"),
    ("a.sh", f"bash -c \"{AZ} 'sta|'\"\n"),
    ("a.json", f'{{"run": "{AZ} \'sta|\'"}}\n'),
    ("a.http", "GET https://a.b.batch.azure.com/pools/p/nodes?api-version=1&$filter=|\n"),
    ("a.http", "GET https://a.b.batch.azure.com/pools/p/nodes\n  ?api-version=1\n  &$filter=sta|\n"),
    ("Dockerfile", f'FROM x\nRUN {AZ} "sta|"\n'),
    ("a.ipynb", '{"cells":[{"cell_type":"code","source":["import azure.batch\\n","c.list_nodes(\'p\', filter=\'sta|\')"]}]}'),
]


@pytest.mark.parametrize(("name", "text"), PLACES)
def test_properties_are_offered(name: str, text: str) -> None:
    at = text.index("|")
    found = completions(Document(name, text[:at] + text[at + 1 :], Settings()), at)
    assert found is not None
    (start, end), offered = found
    assert (text[start:at], offered[0].text) == ("sta" if "sta|" in text else "", "state")
    assert end == at


def test_a_value_is_written_as_a_url_has_it() -> None:
    text = "GET https://a.b.batch.azure.com/pools/p/nodes?$filter=state%20eq%20'"
    found = completions(Document("a.http", text, Settings()), len(text))
    assert found is not None
    assert found[1][0].text == "%27idle%27"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "a.cs",
            f'using Microsoft.Azure.Batch;\nclass A {{ void B() {{ Run($"{AZ} \\"stat eq {{x}}\\""); }} }}\n',
            ["stat eq {x}"],
        ),
        ("a.js", f"require('child_process').exec(`{AZ} 'stat eq ${{x}}'`);\n", ["stat eq ${x}"]),
        ("a.java", f'class A {{ void b() {{ run("{AZ} \'stat eq " + x + "\'"); }} }}\n', ["stat eq {x}"]),
        ("a.ts", f"const help = 'Run {AZ} EXPR';\n", []),
        ("a.py", f"run('{AZ} EXPR')\n", []),
    ],
)
def test_command_lines_in_strings(name: str, text: str, expected: list[str]) -> None:
    assert [one.text for one in extract(Document(name, text, Settings()).source)] == expected
