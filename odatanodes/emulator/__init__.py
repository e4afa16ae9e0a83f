"""A local server of the List Nodes operation (extra `emulator`): for trying clients, and for tests without an account.

Comes in: nodes as dicts with REST names. Goes out: an ASGI application that answers as documented, errors and pages included,
and that refuses what the service refuses.
Source: reference "Nodes - List Nodes" (2025-06-01).
"""

from __future__ import annotations

from odatanodes.emulator.application import app
from odatanodes.emulator.server import running, serve

__all__ = ["app", "running", "serve"]
