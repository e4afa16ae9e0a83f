"""The list APIs of the Batch service as objects: what each filters on, selects, expands and lists.

Source: Batch documentation of the list operations, as data in batch.apis.
"""

from __future__ import annotations

import re

from odatanodes import ast, edm
from odatanodes.base.text import expect
from odatanodes.base.value import Value, set_field
from odatanodes.batch.apis import LIST_APIS
from odatanodes.schema import entity, key_of
from odatanodes.schema.types import Listing

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from odatanodes.batch.rows import ListApi
    from odatanodes.schema.types import EntityType

__all__ = [
    "LIST_ACCOUNT_USAGE_METRICS",
    "LIST_APPLICATIONS",
    "LIST_CERTIFICATES",
    "LIST_COMPUTE_NODE_FILES",
    "LIST_JOBS",
    "LIST_JOBS_IN_JOB_SCHEDULE",
    "LIST_JOB_PREPARATION_AND_RELEASE_STATUS",
    "LIST_JOB_SCHEDULES",
    "LIST_NODES",
    "LIST_NODE_EXTENSIONS",
    "LIST_POOLS",
    "LIST_POOL_NODE_COUNTS",
    "LIST_SUBTASKS",
    "LIST_SUPPORTED_IMAGES",
    "LIST_TASKS",
    "LIST_TASK_FILES",
    "SERVICES",
    "Filterable",
    "Service",
    "service_for",
    "service_named",
]


class Filterable(Value):
    """A property path the service filters on, the operators it accepts there (`startswith` too) and its EDM type."""

    __slots__ = ("operators", "property", "type")
    __match_args__ = ("property", "operators", "type")
    property: str
    operators: tuple[str, ...]
    type: edm.Type

    def __init__(self, property: str, operators: tuple[str, ...], type: edm.Type) -> None:
        set_field(self, "property", property)
        set_field(self, "operators", operators)
        set_field(self, "type", type)


class Service(Listing):
    """A list API: what `--api` calls it, its operation, and what that filters, selects and expands.

    `title` is the documentation's name, `path` the operation's path with its arguments as `{…}`, `entity` the definition of
    the listed items and `page` of the response, `method` the azure-batch client's method. `filterable` are properties by
    path, as the documentation names them; empty where the operation has no $filter. `selects`: whether it has a $select;
    `expands`: what its $expand takes; `pages`: whether it takes maxresults. `parameters` are its further query parameters:
    their type and Python name by their name on the wire. `until` is the first api-version without the operation. Every list
    API returns instants in UTC and compares strings without case; `dialect` is how literals are written for it.
    """

    __slots__ = (
        *("dialect", "entity", "expands", "filterable", "method", "name", "page", "pages", "parameters", "path", "selects"),
        *("title", "until"),
    )
    __match_args__ = (
        *("name", "title", "path", "entity", "selects", "filterable", "expands", "parameters", "method", "page", "pages", "until"),
        "dialect",
    )
    name: str
    title: str
    path: str
    entity: str
    selects: bool
    filterable: dict[str, Filterable]
    expands: tuple[str, ...]
    parameters: dict[str, str]
    method: str
    page: str
    pages: bool
    until: str
    dialect: str

    def __init__(
        self,
        name: str,
        title: str,
        path: str,
        entity: str,
        selects: bool,
        filterable: dict[str, Filterable],
        expands: tuple[str, ...] = (),
        parameters: dict[str, str] | None = None,
        method: str = "",
        page: str = "",
        pages: bool = True,
        until: str = "",
        dialect: str = "batch",
    ) -> None:
        set_field(self, "name", name)
        set_field(self, "title", title)
        set_field(self, "path", path)
        set_field(self, "entity", entity)
        set_field(self, "selects", selects)
        set_field(self, "filterable", filterable)
        set_field(self, "expands", expands)
        set_field(self, "parameters", parameters or {})
        set_field(self, "method", method)
        set_field(self, "page", page)
        set_field(self, "pages", pages)
        set_field(self, "until", until)
        set_field(self, "dialect", dialect)

    def _key(self) -> tuple[object, ...]:
        rows = (tuple(self.filterable.values()), tuple(self.parameters.items()))
        return (self.name, self.path, self.entity, self.selects, self.expands, self.dialect, *rows)

    def __repr__(self) -> str:
        return f"<Service {self.name}>"

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        if SERVICES.get(self.name) is self:
            return _named, (self.name,)
        return super().__reduce__()

    @property
    def schema(self) -> EntityType:
        """The schema of the listed items."""
        return entity(self.entity)

    @property
    def key(self) -> tuple[str, ...]:
        """The properties that tell items apart; empty where nothing does."""
        return key_of(self.entity)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of the path's arguments, in order."""
        return tuple(re.findall(r"\{(\w+)\}", self.path))

    def entry(self, path: str) -> Filterable | None:
        """Return what the service filters on for a property path, also where the documentation names it differently."""
        return self.filterable.get(path) or (self.with_aliases().get(path) if self.schema.aliases else None)

    def with_aliases(self) -> dict[str, Filterable]:
        """Return `filterable` with the listed items' names besides the documentation's, where these differ."""
        known = {self.schema.aliases.get(path): entry for path, entry in self.filterable.items()}
        return {**self.filterable, **{path: entry for path, entry in known.items() if path is not None}}

    def as_documented(self, expr: ast.Expr) -> ast.Expr:
        """Return an expression with the documentation's names in place of those that only the listed items have."""
        aliases = self.schema.aliases
        if not aliases:
            return expr
        names = {known: name for name, known in aliases.items() if name in self.filterable}

        def change(node: ast.Node) -> ast.Node:
            if isinstance(node, ast.Member) and node.name in names and (node.source is None or node.source == ast.Var("$it")):
                return ast.Member(node.source, names[node.name], node.span, node.type, node.prop)
            return node

        changed = ast.transform(expr, change)
        assert isinstance(changed, ast.Expr)
        return changed


def _named(name: str) -> Service:
    return SERVICES[name]


def _filterable(path: str, notation: str) -> Filterable:
    type, *operators = notation.split()
    return Filterable(path, tuple(operators), edm.PRIMITIVES[f"Edm.{type}"])


def _service(name: str, row: ListApi) -> Service:
    return Service(
        name,
        row["title"],
        row["path"],
        row["entity"],
        row["select"],
        {path: _filterable(path, notation) for path, notation in row["filterable"].items()},
        row["expand"],
        row["parameters"],
        row["method"],
        row["page"],
        row["max_results"],
        row["until"],
    )


SERVICES: dict[str, Service] = {name: _service(name, row) for name, row in LIST_APIS.items()}
"""Every list API, by the name `--api` takes."""

LIST_NODES = SERVICES["list-nodes"]
LIST_TASKS = SERVICES["list-tasks"]
LIST_SUBTASKS = SERVICES["list-subtasks"]
LIST_JOBS = SERVICES["list-jobs"]
LIST_JOBS_IN_JOB_SCHEDULE = SERVICES["list-jobs-in-job-schedule"]
LIST_JOB_SCHEDULES = SERVICES["list-job-schedules"]
LIST_JOB_PREPARATION_AND_RELEASE_STATUS = SERVICES["list-job-preparation-and-release-status"]
LIST_POOLS = SERVICES["list-pools"]
LIST_POOL_NODE_COUNTS = SERVICES["list-pool-node-counts"]
LIST_ACCOUNT_USAGE_METRICS = SERVICES["list-account-usage-metrics"]
LIST_SUPPORTED_IMAGES = SERVICES["list-supported-images"]
LIST_TASK_FILES = SERVICES["list-task-files"]
LIST_COMPUTE_NODE_FILES = SERVICES["list-compute-node-files"]
LIST_NODE_EXTENSIONS = SERVICES["list-node-extensions"]
LIST_APPLICATIONS = SERVICES["list-applications"]
LIST_CERTIFICATES = SERVICES["list-certificates"]


def service_named(service: Service | str) -> Service:
    """Return a list API, or the one of that name.

    Raises ValueError for a name that no list API has, with the one that was meant, and TypeError for anything else.
    """
    if not isinstance(service, str):
        expect(service, Service, "service is a Service, such as LIST_NODES, or its name")
        return service
    if service not in SERVICES:
        from odatanodes.base.text import did_you_mean

        near = did_you_mean(service, SERVICES, most=1)
        help = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(SERVICES)}"
        raise ValueError(f"no list API '{service}'; {help}")
    return SERVICES[service]


def service_for(schema: EntityType | None) -> Service | None:
    """Return the list API of a schema, the first of several; None for a schema that the Batch service does not list."""
    if schema is None:
        return None
    return next((one for one in SERVICES.values() if one.entity == schema.name and one.schema is schema), None)
