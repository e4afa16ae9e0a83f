"""`list_nodes` and `alist_nodes` for clients of azure-batch 15.1 or newer (extra `azure`).

The package itself is not imported here: a caller who has a client has it loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.request.client import alist_nodes, list_nodes

if TYPE_CHECKING:
    from odatanodes.request.credential import TokenCredential

__all__ = ["alist_nodes", "default_credential", "list_nodes"]


def default_credential() -> TokenCredential:
    """Return azure-identity's DefaultAzureCredential, for `http_fetch(credential=…)`.

    Raises ModuleNotFoundError where azure-identity is not installed, which no extra brings.
    """
    try:
        from azure.identity import DefaultAzureCredential
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "signing in needs the package 'azure-identity': pip install azure-identity", name=error.name
        ) from None
    credential: TokenCredential = DefaultAzureCredential()
    return credential
