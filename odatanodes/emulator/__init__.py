"""A local server of the list operations (extra `emulator`), for trying clients and for tests without an account.

An ASGI application that responds as documented, errors and pages included, and refuses what the service refuses. One list of
nodes is served for every pool; a dict from list APIs to items serves several lists, each for all arguments of its path or, as a
dict from IDs, for some:

>>> from odatanodes.request import http_fetch, list_jobs, list_tasks
>>> lists = {
...     "list-nodes": {"pool1": [{"id": "n1", "state": "idle"}]},
...     "list-jobs": [{"id": "job1", "state": "active"}],
...     "list-tasks": {"job1": [{"id": "t1", "state": "active"}, {"id": "t2", "state": "completed"}]},
... }
>>> with running(lists) as endpoint:
...     jobs = list(list_jobs(http_fetch(), endpoint=endpoint))
...     tasks = list(list_tasks(http_fetch(), "job1", "state eq 'active'", endpoint=endpoint))
>>> [job["id"] for job in jobs], [task["id"] for task in tasks]
(['job1'], ['t1'])

The client of azure-batch refuses to send tokens over plain http. It signs requests with a shared key there, any name and key:

    from azure.batch import BatchClient
    from azure.core.credentials import AzureNamedKeyCredential

    with running(lists) as endpoint, BatchClient(endpoint, AzureNamedKeyCredential("account", "a2V5")) as client:
        print([node.id for node in client.list_nodes("pool1", filter="state eq 'idle'")])

Source: REST API 2025-06-01, list operations.
"""

from __future__ import annotations

from odatanodes.base.extras import missing_extra

try:
    from odatanodes.emulator.application import app
    from odatanodes.emulator.server import running, serve
except ModuleNotFoundError as error:
    raise missing_extra(error, "odatanodes.emulator", "emulator") from None

__all__ = ["app", "running", "serve"]
