"""The data of the list APIs: as generated, complete, and in agreement with itself and with the example pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from odatanodes import batch, edm, schema
from odatanodes.batch import generate
from odatanodes.batch.apis import LIST_APIS
from odatanodes.schema import EntityType, complex_types, entity, item_type, key_of, resolve, structure
from odatanodes.schema.entities import ENTITIES, definitions
from odatanodes.schema.types import ComplexType
from tests.kit.support import run_python, shared

FOLDER = Path(batch.__file__).parent
ENUMERATIONS, STRUCTURES = definitions()


def schemas() -> dict[str, Any]:
    return generate.read(shared("reference/batch-schemas.json"))


# --- generated -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*generate.MODULES, "apis"])
def test_the_modules_are_what_the_generator_writes(name: str) -> None:
    assert (FOLDER / f"{name}.py").read_text(encoding="utf-8") == generate.modules(schemas())[name]


@pytest.mark.parametrize("name", [*generate.MODULES, "apis"])
def test_the_modules_name_their_command(name: str) -> None:
    first = (FOLDER / f"{name}.py").read_text(encoding="utf-8").partition("\n")[0]
    assert first == "# Made by `python -m odatanodes.batch.generate SCHEMAS.json`; do not edit."


def test_the_generator_says_how_it_is_used() -> None:
    run = run_python("-m", "odatanodes.batch.generate")
    assert (run.code, run.err) == (1, "usage: python -m odatanodes.batch.generate SCHEMAS.json\n")


def test_all_definitions_are_there() -> None:
    reference = schemas()["definitions"]
    assert {name for name, one in reference.items() if "enum" in one} == set(ENUMERATIONS)
    assert {name for name, one in reference.items() if "enum" not in one} == set(STRUCTURES)


# --- in agreement ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STRUCTURES)
def test_every_structure_can_be_built(name: str) -> None:
    built = structure(name)
    assert built is structure(name)
    for prop in built.properties.values():
        assert prop.python_name.isidentifier()
        assert prop.python_name == prop.python_name.lower()
        assert schema.property_for(built, prop.python_name) is prop


@pytest.mark.parametrize(("name", "definition"), ENTITIES.items())
def test_schemas_by_name(name: str, definition: str) -> None:
    found = getattr(schema, name)
    assert isinstance(found, EntityType)
    assert found is entity(definition)
    assert name == schema.attribute_name(definition).upper()
    assert name in dir(schema)
    assert (found.name, found.semantics) == (definition, "batch")
    assert found.key in found.properties


def test_every_listed_entity_has_a_schema() -> None:
    assert {row["entity"] for row in LIST_APIS.values()} == set(ENTITIES.values())
    with pytest.raises(AttributeError, match="BATCH_CLOUD"):
        _ = schema.BATCH_CLOUD  # type: ignore[attr-defined]
    with pytest.raises(KeyError):
        structure("BatchCloud")
    with pytest.raises(KeyError):
        entity("ResourceFile")


@pytest.mark.parametrize("name", LIST_APIS)
def test_paths_of_a_row_lead_somewhere(name: str) -> None:
    row = LIST_APIS[name]
    of = entity(row["entity"])
    for path, notation in row["filterable"].items():
        first, *rest = path.split("/")
        found = resolve(of, [of.aliases.get(first, first), *rest])
        assert found is not None, path
        assert found.type is edm.PRIMITIVES[f"Edm.{notation.split()[0]}"]
    assert all(name in of.properties for name in row["expand"])
    assert all(name in of.properties for name in key_of(of.name))
    assert bool(row["filterable"]) == row["filter"]
    page = structure(row["page"])
    assert item_type(page.properties["value"].type) == of
    assert page.properties["odata.nextLink"].python_name == "next_link"


def test_what_tells_items_apart() -> None:
    assert {name: key for name in ENTITIES.values() if (key := key_of(name)) != ("id",)} == {
        "BatchJobPreparationAndReleaseTaskStatus": ("poolId", "nodeId"),
        "BatchPoolNodeCounts": ("poolId",),
        "BatchPoolUsageMetrics": (),
        "BatchSupportedImage": (),
        "BatchNodeFile": ("name",),
        "BatchNodeVMExtension": (),
        "BatchCertificate": ("thumbprint",),
    }


def test_types_beyond_those_of_nodes() -> None:
    files = structure("FileProperties").properties
    assert files["contentLength"].type is edm.INT64
    assert (
        structure("TaskConstraints" if "TaskConstraints" in STRUCTURES else "BatchTaskConstraints")
        .properties["maxWallClockTime"]
        .type
        is edm.DURATION
    )
    assert structure("BatchPoolUsageMetrics").properties["totalCoreHours"].type is edm.DOUBLE
    assert structure("VMExtension").properties["settings"].type is edm.ANY


# --- examples --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LIST_APIS)
def test_the_example_page_fits_the_schema(name: str) -> None:
    page = json.loads(shared(f"reference/examples/{name}.json").read_text(encoding="utf-8"))
    assert list(unfit(page["value"], edm.CollectionType(entity(LIST_APIS[name]["entity"])), name)) == []


PYTHON = {"Edm.Boolean": bool, "Edm.Int32": int, "Edm.Double": int | float}


def unfit(value: object, type: edm.Type, place: str) -> Any:
    """Yield where a JSON value is not of a type."""
    if isinstance(type, edm.CollectionType):
        assert isinstance(value, list)
        for number, item in enumerate(value):
            yield from unfit(item, type.item, f"{place}[{number}]")
    elif isinstance(type, ComplexType):
        assert isinstance(value, dict)
        yield from [f"{place}: no {key}" for key, prop in type.properties.items() if not prop.nullable and key not in value]
        for key, item in value.items():
            prop = type.properties.get(key)
            if prop is None:
                yield f"{place}: {key} is not known"
            else:
                yield from unfit(item, prop.type, f"{place}.{key}")
                if prop.members and isinstance(item, str) and item not in prop.members:
                    yield f"{place}.{key}: {item!r} is not a member"
    elif type is not edm.ANY and not isinstance(value, PYTHON.get(type.name, str)):
        yield f"{place}: {value!r} is not {type}"


def test_loading_nodes_loads_nothing_else() -> None:
    code = "import sys, odatanodes.schema; print([m for m in sys.modules if m.startswith('odatanodes.batch.')])"
    assert run_python("-c", code).out == "['odatanodes.batch.nodes']\n"
    code = f"import odatanodes.schema; odatanodes.schema.BATCH_TASK; {code}"
    assert run_python("-c", code).out == "['odatanodes.batch.nodes', 'odatanodes.batch.tasks']\n"


def test_complex_types_of_tasks() -> None:
    found = complex_types(schema.BATCH_TASK)
    assert "BatchTaskStatistics" in found
    assert "BatchPool" not in found
