"""Objects of models whose schema is made by from_model: what is accepted there is read here."""

from __future__ import annotations

import enum
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from ipaddress import IPv4Address, IPv6Network
from pathlib import PurePosixPath
from typing import Any, Literal
from uuid import UUID

import pytest
from pydantic import AnyUrl, BaseModel, HttpUrl

from odatanodes import Filter
from odatanodes.schema import from_model


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Rank(enum.Enum):
    FIRST = 1


class Part(BaseModel):
    color: Color = Color.RED
    path: PurePosixPath = PurePosixPath("/p")


class Thing(BaseModel):
    id: str
    color: Color | None = None
    colors: list[Color] = [Color.BLUE]
    tags: set[str] = {"a"}
    frozen: frozenset[Level] = frozenset((Level.LOW,))
    level: Level = Level.HIGH
    rank: Rank = Rank.FIRST
    address: IPv4Address = IPv4Address("10.0.0.1")
    network: IPv6Network = IPv6Network("fd00::/8")
    home: HttpUrl = HttpUrl("https://example.org/a")
    urls: list[AnyUrl] = [AnyUrl("ftp://example.org/")]
    path: PurePosixPath = PurePosixPath("/mnt/batch")
    mode: Literal["fast", "slow"] = "fast"
    data: bytes = b"abc"
    price: Decimal = Decimal("1.50")
    when: datetime = datetime(2025, 1, 1, tzinfo=UTC)
    day: date = date(2025, 1, 1)
    at: time = time(12)
    lasts: timedelta = timedelta(hours=1)
    ref: UUID = UUID(int=1)
    part: Part = Part()
    parts: list[Part] = [Part(color=Color.BLUE)]
    pair: tuple[str, str] = ("a", "b")


THING = from_model(Thing)
MATCHES = (
    "color eq 'red'",
    "colors/any(c:c eq 'blue')",
    "'blue' in colors",
    "tags/any(t:t eq 'a') and tags/$count eq 1",
    "frozen/any(l:l eq 1)",
    "level eq 2",
    "rank eq 1",
    "address eq '10.0.0.1' and startswith(network,'fd00')",
    "home eq 'https://example.org/a' and urls/any(u:startswith(u,'ftp:'))",
    "path eq '/mnt/batch'",
    "mode eq 'fast'",
    "data ne null and cast(data,Edm.String) eq 'YWJj'",
    "price eq 1.5",
    "when eq 2025-01-01T00:00:00Z and day eq 2025-01-01 and at eq 12:00:00 and lasts eq duration'PT1H'",
    "ref eq 00000000-0000-0000-0000-000000000001",
    "part/color eq 'red' and part/path eq '/p' and parts/any(p:p/color eq 'blue')",
    "pair/any(p:p eq 'b')",
)


@pytest.mark.parametrize("text", MATCHES)
def test_what_a_schema_accepts_is_read(text: str) -> None:
    f = Filter(text, THING)
    thing = Thing(id="x", color=Color.RED)
    assert f.matches(thing)
    assert f.apply([thing] * 400) == [thing] * 400
    assert f.matches(Thing.model_validate(thing.model_dump()))


def test_members_in_a_dict() -> None:
    row: dict[str, Any] = {"id": "x", "color": Color.RED}
    assert Filter("color eq 'red'", THING).matches(row)
    assert Filter("color eq 'red'", THING).apply([row] * 400) == [row] * 400
    assert Filter("color eq 'red'", None).matches(row)
