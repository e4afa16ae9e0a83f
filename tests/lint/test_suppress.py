"""Comments that silence findings, in the comment syntax of each host language, and what of them is not needed."""

from __future__ import annotations

import pytest

from odatanodes.base.files import Source
from odatanodes.lint.check import check_source
from odatanodes.lint.config import Config

JOB = "az batch job list --filter"
MARKED = "odatanodes: ignore[ODN201]"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.sh", f"{JOB} 'stat eq 1'  # {MARKED}\n"),
        ("a.sh", f"# {MARKED}\n{JOB} 'stat eq 1'\n"),
        ("a.sh", f"# {MARKED}\naz batch job list \\\n  --filter 'stat eq 1'\n"),
        ("a.sh", f"# {MARKED}\naz batch job list \\\r\n  -o tsv \\\r\n  --filter 'stat eq 1'\r\n"),
        ("a.ps1", f"# {MARKED}\nGet-AzBatchJob `\n  -Filter 'stat eq 1'\n"),
        ("a.ps1", f"Get-AzBatchJob -Filter 'stat eq 1' <# {MARKED} #>\n"),
        ("a.ps1", f"<# {MARKED} #>\nGet-AzBatchJob `\n  -Filter 'stat eq 1'\n"),
        ("a.ps1", f"<# {MARKED} #>\n# more\n\nGet-AzBatchJob -Filter 'stat eq 1'\n"),
        ("a.ps1", f"<#\n  {MARKED}\n#>\nGet-AzBatchJob -Filter 'stat eq 1'\n"),
        ("a.yml", f"# {MARKED}\nrun: {JOB} 'stat eq 1'\n"),
        ("a.yml", f"- run: {JOB} 'stat eq 1' # {MARKED}\n"),
        ("a.yml", f"# {MARKED}\n- run: |\n    true\n    {JOB} 'stat eq 1'\n"),
        ("a.yml", f"- run: |\n    # {MARKED}\n    az batch job list \\\n      --filter 'stat eq 1'\n"),
        ("a.jsonc", f"// {MARKED}\n[\"{JOB} 'stat eq 1'\"]"),
        ("a.json", f"[\"{JOB} 'stat eq 1'\" /* {MARKED} */]"),
        ("a.md", f"```sh\n{JOB} 'stat eq 1'  # {MARKED}\n```\n"),
        ("a.md", f"<!-- {MARKED} -->\n\n```sh\ntrue\n{JOB} 'stat eq 1'\n```\n"),
        ("a.md", f"<!-- {MARKED} -->\nGET https://a.b.batch.azure.com/jobs?$filter=stat%20eq%201\n"),
        ("a.odata", f"# {MARKED}\nstat eq 1\n"),
        ("a.py", f"run('{JOB} \"stat eq 1\"')  # {MARKED}\n"),
    ],
)
def test_each_language_has_its_comments(name: str, text: str) -> None:
    def codes(text: str) -> list[str]:
        return [finding.diagnostic.code for finding in check_source(Source(name, text), Config())[1]]

    assert codes(text) == []
    assert codes(text.replace(MARKED, "other")) == ["ODN201"]
    assert sorted(codes(text.replace("ODN201", "ODN404"))) == ["ODN201", "ODN540"]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.sh", f"# {MARKED}\ntrue\n{JOB} 'stat eq 1'\n", ["ODN540", "ODN201"]),
        ("a.yml", f"# {MARKED}\n- a: |\n    b\n- run: {JOB} 'stat eq 1'\n", ["ODN540", "ODN201"]),
        ("a.md", f"Write `# {MARKED}` beside it:\n\n```sh\n{JOB} 'stat eq 1'\n```\n", ["ODN201"]),
        ("a.md", f"```text\n# {MARKED}\n```\n", []),
        ("a.md", f"<!-- {MARKED} -->\n```sh\ntrue\n```\n```sh\n{JOB} 'stat eq 1'\n```\n", ["ODN540", "ODN201"]),
    ],
)
def test_what_a_comment_does_not_reach(name: str, text: str, expected: list[str]) -> None:
    assert [finding.diagnostic.code for finding in check_source(Source(name, text), Config())[1]] == expected


def test_many_comments_and_many_findings() -> None:
    """Nothing here is timed: what is quadratic would not end."""
    text = f"# {MARKED}\n" * 500 + f"{JOB} 'stat eq 1' \\\n" * 500
    check_source(Source("a.sh", text), Config())
    text = f"<!-- {MARKED} -->\n```sh\n{JOB} 'stat eq 1'\n```\n" * 100
    assert check_source(Source("a.md", text), Config())[1] == []
