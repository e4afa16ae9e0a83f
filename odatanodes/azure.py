"""`list_nodes` and `alist_nodes` for clients of azure-batch 15.1 or newer (extra `azure`).

The package itself is not imported here: a caller who has a client has it loaded.
"""

from __future__ import annotations

from odatanodes.request.client import alist_nodes, list_nodes

__all__ = ["alist_nodes", "list_nodes"]
