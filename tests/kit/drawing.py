"""What the tests of the strategies share: a small schema of their own, and settings for searches."""

from __future__ import annotations

import datetime

import pydantic
from hypothesis import HealthCheck, Phase, settings

from odatanodes.schema import from_model


class Address(pydantic.BaseModel):
    town: str
    since: datetime.datetime | None = None


class Person(pydantic.BaseModel):
    name: str
    age: int
    height: float | None = None
    born: datetime.date = pydantic.Field(alias="dateOfBirth")
    home: Address
    others: list[Address] | None = None
    nights: datetime.timedelta | None = None


PERSON = from_model(Person)

search = settings(max_examples=3_000, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
reach = settings(search, phases=[Phase.generate])
"""Without shrinking: whether something is drawn at all."""
