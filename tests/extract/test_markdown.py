"""Markdown: which blocks are read, what lists and quotations take from them, and where their expressions stand."""

from __future__ import annotations

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import extract
from odatanodes.extract.expression import NotInstalled
from tests.kit.hosts import assert_sound, found, marked

DOCUMENT = """\
`az batch node list --filter "stat eq 1"`

```azurecli-interactive
az batch node list --filter "stat eq 'a'"
```

- item
  ~~~~bash
  az batch job list --filter "stat eq 'b'"
  ~~~
  ~~~~

> ```{.sh title="x"}
> az batch job list \\
>   --filter "stat eq 'c'"
> ```

```python
from azure.batch import BatchClient
...
c.list_tasks("j", filter="stat eq 'd'")
```

```python
def broken(
c.list_tasks("j", filter="stat eq 'e'")  # azure
```

```odata
stat eq 'f'
```

```text
az batch node list --filter "stat eq 'g'"
```

See <https://a.b.batch.azure.com/jobs?$filter=stat%20eq%20%27h%27>, not https://graph.microsoft.com/users?$filter=stat%20eq%201

```http
GET https://a.b.batch.azure.com/jobs?$filter=stat%20eq%20%27i%27&api-version=2025-06-01
```

<pre class="x">
  az batch node list \\
    --filter "stat eq 'j'"
</pre>

1. ```sh
   az batch job list --filter "stat eq 'k'"
"""


def test_a_document() -> None:
    lines = [1, 4, 9, 15, 21, 26, 30, 37, 40, 45, 49]
    assert marked("a.md", DOCUMENT) == [(line, "ODN201", "stat") for line in lines]


def test_line_ends_of_windows() -> None:
    assert [line for line, _, _ in marked("a.md", DOCUMENT.replace("\n", "\r\n"))] == [1, 4, 9, 15, 21, 26, 30, 37, 40, 45, 49]


def test_the_document_says_what_a_program_is_about() -> None:
    block = '```py\nfor t in client.list_tasks("j", filter="a eq 1"):\n    ...\n```\n'
    assert found("a.md", f"# Azure Batch\n{block}") == [("filter", "a eq 1", "list-tasks")]
    assert found("a.md", f"# Other\n{block}") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('```\nPS C:\\>Get-AzBatchJob -Filter "a eq 1"\nId : x\n```', [("filter", "a eq 1", "list-jobs")]),
        ("```\n$ az batch job list --filter 'a eq 1'\n[]\n```", [("filter", "a eq 1", "list-jobs")]),
        ("```\nGET https://a.b.batch.azure.com/jobs?$filter=a%20eq%201\n```", [("filter", "a eq 1", "list-jobs")]),
        ("|GET|`https://{account}.{region}.batch.azure.com/pools?$filter={filter}&$select={select}`|", []),
        ("`https://a.b.batch.azure.com/pools?$filter=<odata filter>&$select=...`", []),
        ("`https://a.b.batch.azure.com/pools?$filter=id%20eq%20'{id}'`", [("filter", "id eq '{id}'", "list-pools")]),
        ("```sh\naz batch job list --filter EXPR --filter <expr> --filter '<expr>' --filter ...\n```", []),
        ("```sh\naz batch pool list --select-clause id --filter-clause 'a eq 1'\n```",
         [("select", "id", "list-pools"), ("filter", "a eq 1", "list-pools")]),
    ],
)  # fmt: skip
def test_documentation(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found("a.md", text) == expected


def test_the_interpreters_prompts() -> None:
    text = '```pycon\n>>> from odatanodes import Filter\n>>> f = Filter(\n...     "stat eq 1")\nTraceback\n```\n'
    assert marked("a.md", text) == [(4, "ODN201", "stat")]


def test_a_language_that_is_not_installed_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(source: Source, _: object) -> list[object]:
        raise NotInstalled(source.name, "shell script")

    monkeypatch.setattr("odatanodes.extract.shell.find", lacking)
    source = Source("a.md", DOCUMENT)
    assert next(one.text for one in extract(source)) == "stat eq 'd'"
    assert source.passed_over == ["'a.md' holds shell script, which needs odatanodes[languages]"]


@pytest.mark.parametrize(
    "text",
    ["```sh\n", "~~~", "> ", "- ", "1. ", "```\n", ">" * 50 + "```sh\n", "`" * 50, "<pre>", "`az batch ", "\r", "\0", "?$filter="],
)
def test_hostile_texts(text: str) -> None:
    """Nothing here is timed: what is quadratic would not end."""
    whole = text * 3_000
    assert_sound(extract(Source("a.md", whole)), whole)
