"""Shell: which commands are found, what quotes, escapes and variables make of them, and where they stand."""

from __future__ import annotations

import pytest

from odatanodes.base.files import Source
from odatanodes.extract import Skipped, extract
from odatanodes.lint.findings import findings
from tests.kit.hosts import APIS, assert_sound, corpus, found, marked

NODES = [("filter", "a eq 1", "list-nodes")]
JOBS = [("filter", "a eq 1", "list-jobs")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('az batch node list --pool-id p --filter "a eq 1"', NODES),
        ("az batch task list --select id,b", [("select", "id,b", "list-tasks")]),
        ("az batch \\\n  node list \\\r\n  --filter 'a eq 1'", NODES),
        ("az batch job list --filter='a eq 1'", JOBS),
        ("az batch job list --job-schedule-id s --filter 'a eq 1'", [("filter", "a eq 1", "list-jobs-in-job-schedule")]),
        ('n=$(az batch job list --filter "a eq 1" | wc -l)', JOBS),
        ('n="$(az batch job list --filter "a eq 1")"', JOBS),
        ("n=`az batch job list --filter 'a eq 1'`", JOBS),
        ("if ! sudo /usr/bin/az batch job list --filter 'a eq 1'; then true; fi", JOBS),
        ("(az batch job list --filter 'a eq 1') 2>/dev/null", JOBS),
        ("az batch pool node-counts list --filter 'a eq '\"'\"'x'\"'\"", [("filter", "a eq 'x'", "list-pool-node-counts")]),
        ("az batch node list --filter a\\ eq\\ \\'x\\'", [("filter", "a eq 'x'", "list-nodes")]),
        ("az batch node list --filter $'a eq \\'x\\''", [("filter", "a eq 'x'", "list-nodes")]),
        ('az batch node list --filter "a eq \\"x\\""', [("filter", 'a eq "x"', "list-nodes")]),
        ("F='a eq 1'\naz batch node list --filter \"$F\"", NODES),
        ('S=idle\nF="state eq \'$S\'"\naz batch node list --filter "${F}"', [("filter", "state eq 'idle'", "list-nodes")]),
        ("F=1\nF='a eq 1'\naz batch node list --filter \"$F\"", []),
        ("F='a eq 1'\nread -r F\naz batch node list --filter \"$F\"", []),
        ('F="$F$F"\naz batch node list --filter "a$F"', [("filter", "a$F", "list-nodes")]),
        ('az batch node list --filter "a eq ${X:-"1"}"', [("filter", 'a eq ${X:-"1"}', "list-nodes")]),
        ('az batch node list --filter "a eq $(f "y" \'z\')"', [("filter", "a eq $(f \"y\" 'z')", "list-nodes")]),
        ('az batch node list --filter "a eq ${{ inputs.a }}"', [("filter", "a eq ${{ inputs.a }}", "list-nodes")]),
        ("bash -c \"az batch node list --filter 'a eq 1'\"", NODES),
        ('bash -c "az batch node list --filter \\"a eq 1\\""', NODES),
        ("pwsh -Command 'Get-AzBatchJob -Filter \"a eq 1\"'", JOBS),
        ("ssh x 'az batch node list --filter \"a eq 1\"'", NODES),
        ('bash -c "\n  az batch node list --filter \\"a eq 1\\" --pool-id p\n"', NODES),
        ('cat <<EOF\ndon\'t az batch node list --filter "a eq 1"\nEOF', NODES),
        ("# az batch node list --filter 'a eq 1'", []),
        ("true # az batch node list --filter 'a eq 1'", []),
        ("echo a#b; az batch node list --filter 'a eq 1'", NODES),
        ("az vm list --filter 'a eq 1'", []),
        ("naz batch node list --filter 'a eq 1'", []),
        ("az batch pool create --filter 'a eq 1'", []),
        ("az batch node list --filter", []),
        ("az batch node list --filter --select id", [("select", "id", "list-nodes")]),
        ("az batch node list --filter $F", []),
        ("az batch node list --filter 'a eq 1", NODES),
        ('echo \'open\naz batch node list --filter "a eq 1"\n', NODES),
    ],
)
def test_az_batch(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found("a.sh", text) == expected


HOST = "https://acct.westeurope.batch.azure.com"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"curl '{HOST}/jobs?$filter=a%20eq%201'", JOBS),
        (f'curl -s "{HOST}/jobs?\\$filter=a eq 1&api-version=$V"', JOBS),
        ('curl "https://$A.$R.batch.azure.com/pools/$P/nodes?%24filter=a%20eq%201"', NODES),
        ("curl -G \"$BATCH_URL/jobs\" --data-urlencode '$filter=a eq 1' -d api-version=2025-06-01", JOBS),
        (f"az rest --method get --url {HOST}/jobs --url-parameters '$filter=a eq 1'", JOBS),
        (f"az rest --url {HOST}/jobs \\\n  --url-parameters '$select=id'", [("select", "id", "list-jobs")]),
        ('U=https://a.b.batch.azure.com\ncurl "$U/jobs?\\$filter=a+eq+1"', JOBS),
        ("az rest --url https://management.azure.com/subscriptions/s/x --url-parameters '$filter=a eq 1'", []),
        ("curl 'https://graph.microsoft.com/v1.0/users?$filter=a%20eq%201'", []),
    ],
)  # fmt: skip
def test_urls(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found("a.bash", text) == expected


JOB = "az batch job list --filter"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x=1\naz batch node list \\\n --filter \"stat eq 'idle'\"\n", [(3, "ODN201", "stat")]),
        ("az batch node list --filter 'state eq '\"'\"'idl'\"'\"''", [(1, "ODN304", "'\"'idl'\"'")]),
        (f"{JOB} \"id eq '$N' and state EQ 'active'\"", [(1, "ODN408", "EQ")]),
        (f"{JOB} \"id eq '${{N//\\'/\\'\\'}}'\"", []),
        (f"for n in a b; do {JOB} \"id eq '$n'\"; done", []),
        (f"for n in $ALL; do {JOB} \"id eq '$n'\"; done", []),
        (f"{JOB} \"creationTime gt DateTime'$(date -u +%Y-%m-%dT%H:%M:%SZ)'\"", []),
        (f"{JOB} \"creationTime gt DateTime'$(date -u -d '1 hour ago' '+%Y-%m-%dT%H:%MZ')'\"", []),
        (f"{JOB} \"creationTime gt DateTime'$(date -u -Iseconds)'\"", [(1, "ODN536", "$(date -u -Iseconds)")]),
        (f"{JOB} \"creationTime gt DateTime'$(date -u +%Y-%m-%dT%H:%M:%S)Z'\"", []),
        (f"{JOB} \"creationTime gt DateTime'$(date +%FT%TZ)'\"", [(1, "ODN534", "$(date +%FT%TZ)")]),
        (f"T=$(date +%FT%TZ)\n{JOB} \"creationTime gt DateTime'$T'\"", [(2, "ODN534", "$T")]),
        (f"{JOB} \"creationTime gt DateTime'$(date -u +%Y/%m/%d)'\"", [(1, "ODN114", "DateTime'$(date -u +%Y/%m/%d)'")]),
        (f"F=\"stat eq 'a'\"\n{JOB} \"id eq 'b' and $F\"", [(1, "ODN201", "stat")]),
        (f"{JOB} \"$P eq 'a'\"", [(1, "ODN533", "$P")]),
        (f'{JOB} "id eq \\"a\\""', [(1, "ODN316", '\\"a\\"')]),
        (f"é=1; {JOB} 'stat eq 1'", [(1, "ODN201", "stat")]),
    ],
)
def test_places_holes_and_instants(text: str, expected: list[tuple[int, str, str]]) -> None:
    assert marked("a.sh", text) == expected


@pytest.mark.thorough
@pytest.mark.parametrize(
    "text",
    [
        "az batch $(",
        "az batch '",
        'az batch "',
        "az batch `",
        "az batch node list --filter $F ",
        "az batch node list --filter 'a' \\\n",
        "az batch node list --filter ${",
        'az batch node list --filter \\"',
        "az batch (",
        "az batch node list )\n",
        'x=$x$x\naz batch node list --filter "$x"\n',
        "?$filter=",
        "curl '?$filter=a\n",
        "\\",
        "\0",
        "\r",
        "#",
    ],
)  # fmt: skip
def test_hostile_texts(text: str) -> None:
    """Nothing here is timed: what is quadratic would not end."""
    whole = text * 3_000
    assert_sound(extract(Source("a.sh", whole)), whole)


def test_texts_that_double_are_passed_over() -> None:
    doubling = "".join(f'A{n}="$A{n - 1}$A{n - 1}"\n' for n in range(1, 8))
    whole = f'A0="{"x" * 1000}"\n{doubling}' + 'az batch node list --filter "a $A7"\n' * 500
    with pytest.raises(Skipped, match="more text than a check reads"):
        extract(Source("a.sh", whole))


def test_every_shell_row_of_the_corpus_is_found() -> None:
    rows = corpus("shell", "shell in Markdown")
    assert len(rows) >= 2
    for row in rows:
        command = row["call"].partition(" --")[0]
        text = f'n=$({command} --job-id $J \\\n  --filter "{row["filter"]}")\n'
        for source in (Source("a.sh", text), Source("a.md", f"```azurecli\n{text}```\n")):
            [one] = extract(source)
            assert (one.text, {one.api}) == (row["filter"], APIS[row["api"]])
            assert source.text[slice(*one.host_span((0, len(one.text))))] == row["filter"]
            assert findings(one) == [], row
