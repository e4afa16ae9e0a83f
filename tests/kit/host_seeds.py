"""Files of every language that holds expressions, as they are written by people: what the fuzz run changes.

A language of extract.SUFFIXES without a seed here fails the test that asks for it.
"""

from __future__ import annotations

import json

__all__ = ["SEEDS"]

_PYTHON = r'''
from datetime import datetime, timedelta, timezone
import azure.batch.models as models
from azure.batch import BatchClient

STATES = ["idle", "offline"]
BASE = "state eq 'idle'"


def nodes(client: BatchClient, pool: str, since, names):
    """Return nodes; 'state eq 1' in a docstring is none."""
    text = BASE
    text += " and vmSize eq 'a'"
    cut = (datetime.utcnow() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    client.list_nodes(pool, filter=f"stat EQ 'idle' and lastBootTime lt DateTime'{cut}'")  # odatanodes: ignore[ODN201]
    client.list_nodes(pool, filter=text, select=["id", "state"])
    client.list_tasks("j", filter="id eq '{}' or id eq '{0}'".format(names), select="id,stat")
    client.list_jobs(filter=" or ".join(f"state eq '{s}'" for s in STATES))
    models.ComputeNodeListOptions(filter='state eq \'idle\' and ' + 'id eq "x"' if names else r"a\d eq 1")
    client.list_pools(filter="id eq '%s' and vmSize eq '%(n)d'" % pool, **{"select": "id"})
    client.list_nodes(pool, filter="""state eq 'größe'
        and lastBootTime gt 2025-11-22""")
    run(["az", "batch", "node", "list", "--filter", "state = 'idle'", "--select", "id"])
'''
_ODATA = """\
# nodes that wait
state eq 'idle'
  and stat EQ 'x'   # no comment
select: id,state

filter: startswith(id, 'tvm') && id eq "größe"
# odatanodes: ignore[ODN2]
vmSiz eq 'a'
"""
_SHELL = r"""#!/bin/bash
set -eu
STATE="idle"
FILTER="state eq '$STATE'"
az batch node list --pool-id "$POOL" --filter "$FILTER and stat eq 'x'" \
    --select 'id,state' | jq .   # odatanodes: ignore
az batch task list --job-id j --filter "id eq '$(date -u +%Y-%m-%dT%H:%M:%SZ)'" --select id
curl -s "https://a.region.batch.azure.com/pools/p/nodes?api-version=2024-07-01.20.0&\$filter=state%20eq%20%27idle%27" -H "x: $T"
cat <<EOF
az batch job list --filter 'state EQ "active"'
EOF
"""
_BATCHFILE = r"""
@echo off
set STATE=idle
set "FILTER=state eq '%STATE%'"
rem odatanodes: ignore
az batch node list --pool-id %POOL% --filter "%FILTER% and stat eq 'x'" ^
    --select "id,state" > nodes.json
for %%p in (a b) do az batch task list --job-id %%p --filter "id eq '%%~p' and state EQ 'active'" --select id
curl "https://a.region.batch.azure.com/pools/p/nodes?api-version=1&$filter=state%%20eq%%20'idle'"
"""
_POWERSHELL = r"""
$state = "idle"
$filter = "state eq '$state' and stat eq ''"
Get-AzBatchComputeNode -PoolId "p" -Filter $filter -Select 'id,state' -BatchContext $context
Get-AzBatchTask -JobId "j" -Filter ("id eq '{0}'" -f $name) `
    -MaxCount 10  # odatanodes: ignore[ODN402]
Get-AzBatchJob -Filter @"
state eq 'active'
  and creationTime gt DateTime'$($t.ToString("o"))'
"@
az batch node list --filter "state EQ 'idle'"
"""
_CSHARP = r"""
using Microsoft.Azure.Batch;
class Program {
    const string Base = "state eq 'idle'";
    async Task Run(BatchClient client, string pool, DateTime since) {
        var detail = new ODATADetailLevel(filterClause: $"stat eq '{pool}' and lastBootTime gt DateTime'{since:o}'",
            selectClause: "id,state");
        var other = new ODATADetailLevel { FilterClause = @"id eq ""x"" and vmSize eq 'a'", SelectClause = "id" };
        detail.FilterClause = Base + " and " + string.Format("id eq '{0}'", pool); // odatanodes: ignore
        var raw = client.PoolOperations.ListComputeNodes(pool,
            new ODATADetailLevel(filterClause: \"\"\"state EQ 'idle'\"\"\"));
        await foreach (var node in batch.GetNodesAsync(pool,
            filter: $"state eq '{pool.Replace("'", "''")}'", select: new[] { "id" })) { }
    }
}
""".replace(r"\"", '"')
_JAVA = r"""
import com.microsoft.azure.batch.*;
class Nodes {
    static final String FILTER = "state eq 'idle'";
    void list(BatchClient client, String pool) {
        DetailLevel level = new DetailLevel.Builder().withFilterClause("stat eq '" + pool + "'")
            .withSelectClause("id,state").build();
        client.computeNodeOperations().listComputeNodes(pool, new DetailLevel.Builder().withFilterClause(FILTER).build());
        new ListBatchNodesOptions().setFilter(String.format("id eq '%s'", pool)).setSelect(Arrays.asList("id", "stat"));
        String text = \"\"\"
            state EQ 'idle'
            \"\"\"; // odatanodes: ignore[ODN4]
        new ListBatchTasksOptions().setFilter(text);
    }
}
""".replace(r"\"", '"')
_SCRIPT = r"""
import { BatchServiceClient } from "@azure/batch";
const base = 'state eq \'idle\'';
async function list(client, pool, since) {
    const options = { computeNodeListOptions: { filter: `stat eq '${pool}' and ${base}`, select: "id,state" } };
    await client.computeNode.list(pool, options); // odatanodes: ignore
    for await (const t of client.task.list("j", { taskListOptions: { filter: "id eq '" + pool.replace(/'/g, "''") + "'" } })) {}
    await fetch(`https://a.region.batch.azure.com/pools/${pool}/nodes?api-version=1&$filter=state%20eq%20'idle'&$select=id`);
    await client.path("/pools/{poolId}/nodes", pool).get({ queryParameters: { $filter: "state EQ 'idle'", $select: ["id"] } });
}
"""
_YAML = r"""
on: push
jobs:
  nodes:
    steps:
      - run: |
          az batch node list --pool-id p --filter "stat eq 'idle'" \
            --select id
      - name: batch nodes
        uses: x
        with: {url: "https://a.region.batch.azure.com/pools/p/nodes?$filter=state eq 'idle'&$select=id,stat"}  # odatanodes: ignore
      - batch: &a
          filter: 'state EQ ''idle'''
          $select: id
      - {<<: *a, script: >-
          az batch job list
          --filter "state eq 'active'"}
"""
_JSON = r"""
{"batch": {"url": "https://a.region.batch.azure.com/pools/p/nodes?api-version=1&$filter=state%20eq%20%27idle%27",
 "$filter": "stat eq \"idle\" and id eq '\u00e9'", "nested": [[{"filter": "state EQ 'idle'", "select": "id,stat"}]],
 "run": "az batch task list --filter \"id eq 'a'\" --select id"}}
"""
_MARKDOWN = f"""\
# Batch nodes

```python
{_PYTHON}
```

> ~~~ sh
{"".join(f"> {line}" for line in _SHELL.splitlines(keepends=True))}
> ~~~

1. list

   ```powershell
{"".join(f"   {line}" for line in _POWERSHELL.splitlines(keepends=True))}
   ```

```odata
{_ODATA}
```
<!-- odatanodes: ignore -->
`state eq 1` inline
``````
"""

_PLAIN = r"""
# Azure Batch: az batch node list
import com.microsoft.azure.batch.*
def filter = "state eq '${name}' and stat eq 'x'" // odatanodes: ignore
def other = new DetailLevel.Builder().withFilterClause("id eq '" + pool.id + "'").build()
cut <- paste0("lastBootTime lt DateTime'", format(Sys.time()), "'")
system('az batch node list --pool-id p --filter "state EQ 1" --select id')
url := fmt.Sprintf("https://%s.batch.azure.com/pools?$filter=state%20eq%20'a'&$select=id", name)
"""
_NOTEBOOK = json.dumps(
    {
        "nbformat": 4,
        "metadata": {"language_info": {"name": "python"}},
        "cells": [
            {"cell_type": "markdown", "source": ["```sh\n", "az batch job list --filter \"stat eq 'a'\"\n", "```\n"]},
            {"cell_type": "code", "source": ["from azure.batch import BatchClient\n", "%time x = 1\n", "f = \"stat eq 'idle'\""]},
            {"cell_type": "code", "source": "BatchClient('u', None).list_nodes('p', filter=f + ' and vmSize eq 1')\n"},
            {"cell_type": "code", "source": ["!az batch node list --pool-id p --filter \"state EQ 'idle'\"\n"]},
            {"cell_type": "code", "source": ["%%bash\n", "az batch pool list --filter \"id eq '$X'\" --select id"]},
        ],
    },
    indent=1,
)
_HTTP = """\
@host = https://a.region.batch.azure.com
### nodes
GET {{host}}/pools/{{pool}}/nodes
    ?api-version=2024-07-01.20.0
    &$filter=state eq 'idle' and stat eq '{{x}}'
    &$select=id,stat HTTP/1.1
# a comment https://a.region.batch.azure.com/pools?$filter=x
GET https://a.region.batch.azure.com/pools?$filter=state%20EQ%20'a'&api-version=1
"""
_DOCKERFILE = r"""
FROM azure-cli
ENV X="a"
RUN az batch node list --pool-id p --filter "stat eq '$X'" \
    --select id
# odatanodes: ignore
CMD ["az", "batch", "job", "list", "--filter", "state EQ 'active'"]
"""
_MAKEFILE = r"""
FILTER := state eq 'idle'
nodes:
	@az batch node list --pool-id $(POOL) --filter "$(FILTER) and stat eq '$$X'" \
		--select id > $@
"""
SEEDS = {
    "odata": _ODATA,
    "python": _PYTHON,
    "shell": _SHELL,
    "batchfile": _BATCHFILE,
    "powershell": _POWERSHELL,
    "csharp": _CSHARP,
    "java": _JAVA,
    "javascript": _SCRIPT,
    "typescript": _SCRIPT,
    "tsx": _SCRIPT,
    "yaml": _YAML,
    "json": _JSON,
    "markdown": _MARKDOWN,
    "plain": _PLAIN,
    "notebook": _NOTEBOOK,
    "rst": ".. code-block:: sh\n\n" + "".join(f"   {line}" for line in _SHELL.splitlines(keepends=True)),
    "http": _HTTP,
    "dockerfile": _DOCKERFILE,
    "makefile": _MAKEFILE,
}
"""One file by language."""
