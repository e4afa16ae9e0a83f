"""A small schema that has what Batch's has not: flags, every primitive type, strings that compare by case."""

from __future__ import annotations

from odatanodes import edm
from odatanodes.schema import ComplexType, EntityType, Property

PATTERN = edm.EnumType("Shop.Pattern", ("Yellow", "Solid", "Dotted"), flags=True)
SIZE = edm.EnumType("Shop.Size", ("Small", "Big"))
ADDRESS = ComplexType("Shop.Address", {"Street": Property("Street", edm.STRING), "City": Property("City", edm.STRING)})

_TYPES: dict[str, edm.Type] = {
    "Name": edm.STRING,
    "Style": PATTERN,
    "Size": SIZE,
    "Price": edm.DECIMAL,
    "Weight": edm.DOUBLE,
    "Stock": edm.INT64,
    "Shelf": edm.BYTE,
    "Ref": edm.GUID,
    "Born": edm.DATE,
    "Opens": edm.TIME_OF_DAY,
    "Lasts": edm.DURATION,
    "Data": edm.BINARY,
    "Place": edm.PRIMITIVES["Edm.GeographyPoint"],
    "Tags": edm.CollectionType(edm.STRING),
    "Address": ADDRESS,
}
SHOP = EntityType("Shop.Product", {name: Property(name, type) for name, type in _TYPES.items()}, key="Name")
