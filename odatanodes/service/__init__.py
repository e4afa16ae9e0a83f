"""What a list API of the Batch service filters and selects, and what it refuses of an expression that is valid OData."""

from __future__ import annotations

from odatanodes.service.api import LIST_NODES, SERVICES, Filterable, Service
from odatanodes.service.refusals import refusals, select_refusals

__all__ = ["LIST_NODES", "SERVICES", "Filterable", "Service", "refusals", "select_refusals"]
