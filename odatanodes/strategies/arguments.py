"""Checks of the arguments of the strategies: a wrong one is named where the strategy is made."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from odatanodes.base.text import did_you_mean, expect, picture
from odatanodes.schema.types import ComplexType
from odatanodes.service import SERVICES, Service

if TYPE_CHECKING:
    from typing import Any

__all__ = ["check_arguments", "check_names", "service_named"]


def check_arguments(schema: object, depth: object = 0) -> None:
    """Raise TypeError for a schema that is not a type of objects, or a depth that is not an integer."""
    expect(schema, ComplexType, "schema is an EntityType, such as BATCH_NODE")
    expect(depth, int, "depth is an integer")


def check_names(names: Any, what: str) -> None:
    """Raise TypeError for a single string where a collection of names is expected."""
    if isinstance(names, str) or not isinstance(names, Collection):
        raise TypeError(f"{what} is a collection of names, not {picture(names)}")


def service_named(service: Service | str) -> Service:
    """Return a service, or the one of that name; raises ValueError for an unknown name and TypeError for anything else."""
    if isinstance(service, str):
        if service not in SERVICES:
            near = did_you_mean(service, SERVICES)
            help = f"did you mean '{near[0]}'?" if near else f"the names are {', '.join(SERVICES)}"
            raise ValueError(f"service has no list API '{service}'; {help}")
        return SERVICES[service]
    expect(service, Service, "service is a Service, such as LIST_NODES, or its name")
    return service
