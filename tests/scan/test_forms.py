"""Every form of input, with any read size and both decoders."""

from __future__ import annotations

import gzip
import json
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import Filter, Select
from odatanodes.base.files import InputError
from odatanodes.scan.json_text import on_one_line
from odatanodes.scan.matcher import Matcher
from odatanodes.scan.output import Projected
from odatanodes.scan.text import CHUNK
from tests.kit.scanning import outcome, same_outcome

if TYPE_CHECKING:
    from pathlib import Path

IDLE = Filter("state eq 'idle'")
NODES: list[dict[str, Any]] = [
    {"id": "n1", "state": "idle", "totalTasksRun": 3, "load": 1.25, "startTaskInfo": {"exitCode": 0, "retryCount": 0}},
    {"id": "n2", "state": "running", "totalTasksRun": 5, "vmSize": "größe ✓ 𝄞"},
    {"id": "n3", "state": "Idle", "vmSize": 'a "quoted\\ name', "tags": [{"a": 1.25}, {"b": [-2e-10, 3.0, {"c": "}\\n{"}]}]},
]
LINES = "".join(json.dumps(node) + "\n" for node in NODES)
PAGE = {"odata.metadata": "x{", "value": NODES, "odata.nextLink": "y]"}
FORMS = {
    "lines": LINES,
    "lines as UTF-8": "".join(json.dumps(node, ensure_ascii=False) + "\n" for node in NODES),
    "lines without the last end": LINES.rstrip("\n"),
    "lines with other ends": LINES.replace("\n", "\r\n"),
    "lines with blank ones": "\n \n" + LINES.replace("\n", "\r\n\t\n\n"),
    "lines with blanks around": "".join(f"  {line} \n" for line in LINES.splitlines()),
    "page": json.dumps(PAGE),
    "page, indented": json.dumps(PAGE, indent=2),
    "page, value first": json.dumps({"value": NODES}) + "\n",
    "array": json.dumps(NODES),
    "array, indented": json.dumps(NODES, indent=4),
    "pages on lines": "".join(json.dumps({"value": [node]}) + "\n" for node in NODES),
    "pages after each other": "".join(json.dumps({"value": [node], "next": {}}, indent=1) for node in NODES),
    "empty pages between": '{"value":[]}[]{"value": [ ] , "a":1}' + json.dumps(PAGE) + '\n[\n]\n{\n"value":[]}',
    "objects over lines": "\n".join(json.dumps(node, indent=1) for node in NODES),
    "objects on one line, below a blank one": "\n" + "".join(json.dumps(node) for node in NODES[:2]) + "\n" + json.dumps(NODES[2]),
    "two objects below a blank line": "\n" + json.dumps(NODES[0]) + json.dumps(NODES[2]),
    "objects on one line": "".join(json.dumps(node) for node in NODES),
    "a mix": json.dumps(NODES[:1]) + json.dumps({"value": NODES[1:2]}) + "\n" + json.dumps(NODES[2]) + "\n",
    "lines, then an object over lines": LINES[: LINES.index("\n") + 1]
    + json.dumps(NODES[1], indent=3)
    + "\n"
    + json.dumps(NODES[2]),
    "with a byte order mark": "\ufeff" + LINES,
    "a page with a byte order mark": "\ufeff" + json.dumps(PAGE),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_nodes_in_every_form(form: str) -> None:
    kept, bad = same_outcome(IDLE, FORMS[form].encode())
    assert bad == []
    assert [json.loads(raw) for raw in kept] == [NODES[0], NODES[2]]
    assert not any(b"\n" in raw for raw in kept)


@pytest.mark.parametrize("form", [form for form in FORMS if form.startswith("lines") and "object" not in form])
def test_a_line_is_kept_byte_for_byte(form: str) -> None:
    kept, _ = same_outcome(Filter("id ne 'x'"), FORMS[form].encode())
    assert kept == [line.strip().encode() for line in FORMS[form].removeprefix("\ufeff").split("\n") if line.strip()]


@pytest.mark.parametrize("size", [*range(1, 40), 100, 1000])
def test_wherever_the_input_is_cut(size: int) -> None:
    for form, text in FORMS.items():
        for structs in (False, True):
            kept, bad = outcome(IDLE, text.encode(), chunk=size, structs=structs)
            assert ([json.loads(raw)["id"] for raw in kept], bad) == (["n1", "n3"], []), form


def test_invert_and_projection() -> None:
    kept, _ = same_outcome(IDLE, LINES.encode(), invert=True, convert=Projected(Select("id,startTaskInfo/exitCode").tree))
    assert kept == [{"id": "n2"}]
    kept, _ = same_outcome(IDLE, LINES.encode(), convert=Projected(Select("startTaskInfo/exitCode,id").tree, as_line=True))
    assert kept == [b'{"id":"n1","startTaskInfo":{"exitCode":0}}', b'{"id":"n3"}']


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (b'{\n "a": 1.50,\n\t"b": "x  y\\n"\r\n}', b'{"a":1.50,"b":"x  y\\n"}'),
        (b'{\n"a\\"  b\\\\": [ 1E5 , "\\u00e9" ]}', b'{"a\\"  b\\\\":[1E5,"\\u00e9"]}'),
        (b'{"a" : 1}', b'{"a" : 1}'),
    ],
)
def test_a_record_over_several_lines_goes_on_one(record: bytes, line: bytes) -> None:
    assert on_one_line(record) == line


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
@pytest.mark.parametrize("form", ["lines", "page, indented", "not in ASCII"])
def test_utf_16_by_its_byte_order_mark(form: str, encoding: str) -> None:
    """As PowerShell 5.1 redirects output to a file."""
    text = {**FORMS, **MANY_FORMS}[form].replace("\n", "\r\n")
    data = ("" if encoding == "utf-16" else "\ufeff") + text
    assert same_outcome(IDLE, data.encode(encoding)) == same_outcome(IDLE, text.encode())


def zstd(data: bytes) -> bytes:
    zstd = pytest.importorskip("backports.zstd")
    compressed: bytes = zstd.compress(data)
    return compressed


@pytest.mark.parametrize("compress", [gzip.compress, zstd])
def test_compressed_by_content(compress: Any, tmp_path: Path) -> None:
    path = tmp_path / "nodes.jsonl"
    data = LINES.encode()
    path.write_bytes(compress(data) + compress(data))
    assert [node["id"] for node in IDLE.scan(path)] == ["n1", "n3"] * 2
    assert list(IDLE.scan(BytesIO(compress(data)), raw=True)) == data.splitlines()[::2]
    path.write_bytes(compress(data)[:-9])
    with pytest.raises(InputError, match="cut off or broken"):
        list(IDLE.scan(path))
    broken = bytearray(compress(data * 50))
    broken[len(broken) // 2] ^= 0xFF
    broken[len(broken) // 2 + 1] ^= 0xFF
    path.write_bytes(bytes(broken))
    with pytest.raises(InputError):  # raised by the decompressor, or on what comes out of it
        list(IDLE.scan(path))


@pytest.mark.parametrize("form", ["page", "array", "lines", "objects over lines"])
def test_what_is_held_does_not_grow(form: str) -> None:
    """A page or an array is read no further than needed: the reader is never far ahead of the records."""
    reads = 0

    class Endless:
        name = "endless"

        def read(self, _size: int, /) -> bytes:
            nonlocal reads
            reads += 1
            begin = b"" if reads > 1 else {"page": b'{"value":[', "array": b"["}.get(form, b"")
            node = json.dumps(NODES[0], indent=1 if "over" in form else None).encode()
            return begin + (node + (b",\n" if begin or form in {"page", "array"} else b"\n")) * 100

    found = IDLE.scan(Endless())
    for _ in range(5000):
        next(found)
    assert reads < 5000 / 100 + 2 * CHUNK / 100 / 100


@pytest.mark.parametrize("begin", ["{\n", '{"x": {\n}, ', '{"x": [\n{}], '])
@pytest.mark.parametrize("number", [0, 1, 99])
def test_an_object_over_lines_among_lines(begin: str, number: int) -> None:
    lines = [json.dumps({"id": f"n{n}", "state": "idle"}) for n in range(100)]
    lines[number] = begin + f'"id": "{number}", "state": "idle"' + "}"
    lines.append('{"id": "bad"}')
    kept, bad = same_outcome(IDLE, "\n".join(lines).encode())
    assert len(kept) == 100
    assert not any(b"\n" in record for record in kept)
    assert bad[0].startswith("<file>:102: ")


MANY = [{**node, "id": f"m{number}"} for number, node in enumerate(NODES * 100)]
MANY_FORMS = {
    "on one line": json.dumps({"value": MANY}),
    "compact": json.dumps(MANY, separators=(",", ":")),
    "indented": json.dumps({"value": MANY, "x": {}}, indent=2),
    "not in ASCII": json.dumps(MANY, ensure_ascii=False),
    "with others in between": json.dumps(
        [*MANY[:50], {"x": 1, **MANY[50]}, *MANY[51:100], {"error": {}, **MANY[100]}, *MANY[101:]]
    ),
    "with the like of them inside": json.dumps([{**node, "tags": [{"id": 1}, {"id": 2, "state": "idle"}]} for node in MANY]),
}


@pytest.mark.parametrize("form", MANY_FORMS)
@pytest.mark.parametrize("chunk", [500, 5000, CHUNK])
def test_items_of_an_array_at_once(form: str, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    one_by_one = 0
    records = Matcher.records

    def counted(self: Matcher, batch: list[Any]) -> Any:
        nonlocal one_by_one
        one_by_one += len(batch)
        return records(self, batch)

    monkeypatch.setattr(Matcher, "records", counted)
    kept, bad = outcome(IDLE, MANY_FORMS[form].encode(), structs=True, chunk=chunk)
    assert bad == []
    assert [json.loads(raw)["id"] for raw in kept] == [node["id"] for node in MANY if node["state"].lower() == "idle"]
    if chunk == CHUNK and "inside" not in form:
        assert one_by_one < 40
    assert same_outcome(IDLE, MANY_FORMS[form].encode())[0] == kept


@pytest.mark.thorough
@pytest.mark.parametrize(
    "broken", ['{"id": "b", }', '{"id": "b", "state": NaN}', '{"id": "b"}', "5", '{"id":"b"} {"id":"c"}', '{"id":"b","state":5}']
)
def test_a_bad_item_among_many(broken: str) -> None:
    for at in (3, 150, 299):
        items = [json.dumps(node) for node in MANY]
        items.insert(at, broken)
        for text in ("[" + ", ".join(items) + "]\n" + items[0], '{"value":[\n' + ",\n".join(items) + "]}\n" + items[0]):
            for stop_at_bad in (False, True):
                _, bad = same_outcome(IDLE, text.encode(), stop_at_bad=stop_at_bad)
                assert f"[{at}]: " in bad[0]


@pytest.mark.parametrize(
    "text",
    [
        "state eq 'idle' and startTaskInfo/exitCode ne 0",
        "startTaskInfo ne null or startTask eq null",
        "recentTasks/any(t: t/executionInfo/exitCode ge 0) or errors/any() or recentTasks/$count gt 1",
        "virtualMachineInfo/imageReference/publisher eq 'canonical' and not contains(id, 'x')",
        "totalTasksRun add 1 gt totalTasksSucceeded or hour(lastBootTime) eq length(id)",
        "stateTransitionTime gt 2025-11-22T20:00:00Z and lastBootTime lt now()",
    ],
)
def test_structs_answer_for_lines_of_nodes(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No record is left to evaluation one by one."""
    sample = files("odatanodes") / "batch" / "list_nodes_sample.json"
    nodes = json.loads(sample.read_text())["value"]
    data = "".join(json.dumps(node) + "\n" for node in nodes).encode()
    filter = Filter(text)
    expected = [line for line, node in zip(data.splitlines(), nodes, strict=True) if filter.matches(node)]
    monkeypatch.delattr(Matcher, "_one_by_one")
    monkeypatch.delattr(Matcher, "_as_dicts")
    assert outcome(filter, data, structs=True) == (expected, [])
