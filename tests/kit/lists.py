"""The table of all list APIs for the documentation, made from their rows: `python -m tests.kit.lists` prints it."""

from __future__ import annotations

import re
import sys

from odatanodes.build.make import ROOTS
from odatanodes.service import SERVICES, Service

HEAD = "| list API | items | `$filter` | `$select` | `$expand` | builder | strategies | emulator |"
REALISTIC = {"BatchNode": "nodes", "BatchTask": "tasks", "BatchJob": "jobs", "BatchPool": "pools"}


def table() -> str:
    """Return the table in Markdown: what each API takes, and what this package has for its items."""
    rows = [_row(service) for service in SERVICES.values()]
    return "\n".join([HEAD, "|---" * HEAD.count(" |") + "|", *rows]) + "\n"


def _row(service: Service) -> str:
    builder = next((root for root, name in ROOTS.items() if name == service.entity), "builder_for")
    cells = [
        f"`{service.name}`" + (f" (until {service.until})" if service.until else ""),
        f"`{service.entity}`",
        f"{len(service.filterable)} properties" if len(service.filterable) > 1 else ", ".join(service.filterable) or "no",
        "yes" if service.selects else "no",
        ", ".join(service.expands) or "no",
        f"`{builder}`",
        f"`{REALISTIC.get(service.entity, 'items')}`",
        re.sub("{.*?}", "…", service.path),
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(table())
