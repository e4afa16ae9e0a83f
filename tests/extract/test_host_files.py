"""Hosts around programs and scripts: notebooks, requests, Dockerfiles, Makefiles, scripts by their first line, bare commands."""

from __future__ import annotations

import contextlib
import json

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import Skipped, extract, may_hold
from odatanodes.extract.languages import LANGUAGES, by_interpreter, name_of_file
from tests.kit.hosts import assert_sound, found, marked

AZ = "az batch node list --pool-id p --filter"


def notebook(*cells: list[str] | str, language: str = "python") -> str:
    metadata = {"kernelspec": {"language": language}}
    written = [{"cell_type": "code", "source": cell} for cell in cells]
    return json.dumps({"nbformat": 4, "metadata": metadata, "cells": written}, indent=1)


@pytest.mark.parametrize(
    "text",
    [
        notebook("from azure.batch import BatchClient\nf = \"stat eq 'a'\"\n", ["%time x\n", "c.list_nodes('p', filter=f)"]),
        notebook(["!" + AZ + " \"stat eq 'a'\" \\\n", "  -o table\n"]),
        notebook(["nodes = !" + AZ + " \"stat eq 'a'\"\n"]),
        notebook("%%bash\n" + AZ + " \"stat eq 'a'\"\n"),
        notebook("from azure.batch import BatchClient\n", "c.list_nodes('p', filter=\"stat eq 'a'\", ...)"),
        notebook(AZ + " \"stat eq 'a'\"\n", language="bash"),
    ],
)
def test_notebooks(text: str) -> None:
    (one,) = marked("a.ipynb", text)
    assert one[1:] == ("ODN201", "stat")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("Dockerfile", f"FROM x\nRUN {AZ} \"stat eq 'a'\"\n", 2),
        ("a/Dockerfile.dev", f"FROM x\nRUN ls && \\\n  {AZ} \"stat eq 'a'\"\n", 3),
        ("a.dockerfile", 'CMD ["az", "batch", "job", "list", "--filter", "stat eq 1"]\n', 1),
        ("Makefile", f"F = stat eq 'a'\nall:\n\t@{AZ} \"$(F)\"\n", 1),
        ("a.mk", f"all:\n\t-@{AZ} \"stat eq '$$X'\"\n", 2),
        ("Makefile", f"all:\n\t{AZ} \"stat eq '$(X)'\"\n", 2),
        ("a.http", "### x\nGET https://a.b.batch.azure.com/pools\n  ?api-version=1\n  &$filter=stat eq '{{x}}'\n", 4),
        ("a.rest", "GET https://a.b.batch.azure.com/pools?$filter=stat%20eq%201 HTTP/1.1\n", 1),
        ("run", f"#!/usr/bin/env bash\n{AZ} \"stat eq 'a'\"\n", 2),
        ("bin/run", "#!/usr/bin/python3\nimport azure.batch\nf = \"stat eq 'a'\"\n", 3),
        ("a.rst", f".. code-block:: bash\n   :linenos:\n\n   {AZ} \\\n     \"stat eq 'a'\"\n\nText\n", 5),
        ("a.rst", f"Nodes::\n\n    {AZ} \"stat eq 'a'\"\n", 3),
        ("a.rst", ">>> from odatanodes import Filter\n>>> f = Filter(\n...     \"stat eq 'a'\")\nX\n\nText\n", 3),
        ("a.azcli", f"{AZ} \"stat eq 'a'\"\n", 1),
        ("a.md", f"Text:\n\n    {AZ} \\\n      \"stat eq 'a'\"\n", 4),
        ("a.md", f"> $ {AZ} \"stat eq 'a'\"\n", 1),
        ("a.md", f"```azcli\n{AZ} \"stat eq 'a'\"\n", 2),
        ("a.md", "```powershell-interactive\nGet-AzBatchJob -Filter \"stat eq 'a'\"\n```\n", 2),
        ("a.md", "# Azure Batch, az batch x\n```go\nf := \"stat eq 'a'\"\n```\n", 3),
    ],
)
def test_what_is_found(name: str, text: str, line: int) -> None:
    assert len(found(name, text)) == 1
    assert (line, "ODN201", "stat") in marked(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("run", "az batch job list --filter 'stat eq 1'\n"),
        ("a.md", "Run az batch job list --filter 'stat eq 1'\n"),
        ("a.http", "# https://a.b.batch.azure.com/pools?$filter=stat%20eq%201\n"),
        ("Dockerfile", "# az batch job list --filter 'stat eq 1'\n"),
    ],
)
def test_what_is_left_alone(name: str, text: str) -> None:
    assert found(name, text) == []


def test_a_file_without_suffix_is_read_where_its_first_line_names_a_program() -> None:
    line = b"az batch job list --filter 'stat eq 1'\n"
    assert may_hold("run", b"#!/bin/sh\n" + line, {})
    assert not may_hold("run", line, {})
    assert may_hold("Dockerfile", line, {})


@pytest.mark.parametrize(
    ("line", "suffix"),
    [
        ("#!/bin/ksh", ".sh"),
        ("#!/usr/bin/env -S FOO=1 python3.12 -u", ".py"),
        ("#! /usr/bin/pwsh -File", ".ps1"),
        ("#!/usr/bin/awk -f", None),
        ("#!", None),
        ("# x", None),
    ],
)
def test_interpreters(line: str, suffix: str | None) -> None:
    assert by_interpreter(line) == suffix


def test_every_word_of_a_record_leads_to_a_known_file() -> None:
    for language in LANGUAGES:
        assert all(name_of_file(f"a{suffix}") == language.name for suffix in language.suffixes)
        assert all(name_of_file(f"a{suffix}") for suffix in (*language.fences.values(), *language.editors.values()))
        assert all(name_of_file(f"b/{name}") == language.name for name in language.files)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "text", ["a", " ", "::\n", ".. code::\n", '"', "'", "`", "{{", "$(", "\\\n", "x=", "RUN [", "a + ", '" + "', "/*"]
)
@pytest.mark.parametrize("name", ["a.rst", "a.r", "a.mk", "a.http", "Dockerfile", "a.ipynb"])
def test_hostile_texts(name: str, text: str) -> None:
    """Nothing here is timed: what is quadratic would not end."""
    whole = "import azure.batch az batch x --filter\n" + text * 10_000
    if name == "a.ipynb":
        whole = json.dumps({"cells": [{"cell_type": "code", "source": whole}]})
    with contextlib.suppress(Skipped):
        assert_sound(extract(Source(name, whole)), whole)
