"""The server as an editor knows it: a process that speaks the protocol over its standard input and output."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("pygls", reason="the extra 'lsp' is not installed")
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from odatanodes.lsp.documents import Document, Settings
from tests.kit.support import ROOT, run_command

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

pytestmark = pytest.mark.thorough

SMILE = "\U0001f600"
EVERYTHING = lsp.ClientCapabilities(
    text_document=lsp.TextDocumentClientCapabilities(
        completion=lsp.CompletionClientCapabilities(completion_item=lsp.ClientCompletionItemOptions(snippet_support=True))
    ),
    workspace=lsp.WorkspaceClientCapabilities(
        workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True),
        did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
    ),
)


class Editor:
    """A client with one document open at a time."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.published: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self.shown: asyncio.Queue[str] = asyncio.Queue()
        self.logged: list[str] = []
        self.registered: list[lsp.Registration] = []
        self.uri = ""
        self.version = 0

        client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(
            lambda params: self.published.put_nowait(params)  # noqa: PLW0108  (pygls sets attributes, which a method does not take)
        )
        client.feature(lsp.WINDOW_SHOW_MESSAGE)(lambda params: self.shown.put_nowait(params.message))
        client.feature(lsp.WINDOW_LOG_MESSAGE)(lambda params: self.logged.append(params.message))
        client.feature(lsp.CLIENT_REGISTER_CAPABILITY)(lambda params: self.registered.extend(params.registrations))

    async def start(self, capabilities: lsp.ClientCapabilities, *arguments: str) -> lsp.InitializeResult:
        await self.client.start_io(sys.executable, "-m", "odatanodes", "lsp", *arguments, cwd=ROOT)
        folder = lsp.WorkspaceFolder(self.folder.as_uri(), "w")
        params = lsp.InitializeParams(capabilities=capabilities, workspace_folders=[folder])
        result = await self.client.initialize_async(params)
        self.client.initialized(lsp.InitializedParams())
        return result

    async def open(self, text: str, name: str = "a.odata", language: str = "odata") -> list[lsp.Diagnostic]:
        self.uri, self.version = (self.folder / name).as_uri(), 1
        item = lsp.TextDocumentItem(self.uri, language, 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return await self.diagnostics()

    def change(self, *changes: Any) -> None:
        self.version += 1
        identifier = lsp.VersionedTextDocumentIdentifier(self.version, self.uri)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(identifier, list(changes)))

    async def diagnostics(self) -> list[lsp.Diagnostic]:
        params = await asyncio.wait_for(self.published.get(), 20)
        assert params.uri == self.uri
        assert params.version == self.version
        return list(params.diagnostics)

    @property
    def document(self) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri)

    async def labels(self, line: int, character: int) -> list[str]:
        found = await self.client.text_document_completion_async(lsp.CompletionParams(self.document, lsp.Position(line, character)))
        return [] if found is None else [item.label for item in found.items]  # type: ignore[union-attr]

    async def actions(self, range: lsp.Range, *only: str) -> list[lsp.CodeAction]:
        context = lsp.CodeActionContext([], only=list(only) or None)
        found = await self.client.text_document_code_action_async(lsp.CodeActionParams(self.document, range, context))
        return [one for one in found or [] if isinstance(one, lsp.CodeAction)]

    async def leave(self) -> tuple[int | None, str]:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        return await self.gone()

    async def gone(self) -> tuple[int | None, str]:
        await self.client.stop()  # type: ignore[no-untyped-call]
        process = self.client._server
        assert process is not None
        assert process.stderr is not None
        return process.returncode, (await process.stderr.read()).decode()


def session(tmp_path: Path, *talks: Callable[[Editor], Awaitable[None]]) -> None:
    """Run talks with a server each, side by side: most of the time goes into starting them."""

    async def all_of_them() -> None:
        await asyncio.gather(*(talk(Editor(LanguageClient("test", "1"), tmp_path)) for talk in talks))

    asyncio.run(all_of_them())


def span(start: tuple[int, int], end: tuple[int, int]) -> lsp.Range:
    return lsp.Range(lsp.Position(*start), lsp.Position(*end))


def insertion(at: tuple[int, int], text: str) -> lsp.TextDocumentContentChangePartial:
    return lsp.TextDocumentContentChangePartial(span(at, at), text)


def test_a_whole_session(tmp_path: Path) -> None:
    async def talk(editor: Editor) -> None:
        result = await editor.start(EVERYTHING, "--api", "list-nodes")
        assert result.server_info is not None
        assert result.server_info.name == "odatanodes"
        assert result.capabilities.position_encoding == lsp.PositionEncodingKind.Utf16

        found = await editor.open("stat eq 'idle'\nvmSize eq 'a'\n")
        assert [(one.code, one.severity, one.source) for one in found] == [
            ("ODN201", lsp.DiagnosticSeverity.Error, "odatanodes"),
            ("ODN401", lsp.DiagnosticSeverity.Error, "odatanodes"),
        ]
        assert found[0].range == span((0, 0), (0, 4))
        assert "did you mean 'state'?" in found[0].message
        assert [one.method for one in editor.registered] == [lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES]

        editor.change(insertion((0, 4), "e"))
        editor.change(lsp.TextDocumentContentChangePartial(span((1, 0), (1, 13)), f"({SMILE})"), insertion((1, 3), "'"))
        found = await editor.diagnostics()  # one publication for both changes
        assert [one.range.start.line for one in found] == [1]
        editor.change(lsp.TextDocumentContentChangeWholeDocument("(state  eq 'idle')\nstate eq 'i'\n"))
        assert [one.code for one in await editor.diagnostics()] == ["ODN304"]

        hover = await editor.client.text_document_hover_async(lsp.HoverParams(editor.document, lsp.Position(0, 3)))
        assert hover is not None
        assert isinstance(hover.contents, lsp.MarkupContent)
        assert hover.contents.value.startswith("**state**: Edm.String")
        assert hover.range == span((0, 1), (0, 6))

        items = await editor.client.text_document_completion_async(lsp.CompletionParams(editor.document, lsp.Position(1, 11)))
        assert isinstance(items, lsp.CompletionList)
        assert (items.items[0].label, items.items[0].text_edit) == ("'idle'", lsp.TextEdit(span((1, 9), (1, 12)), "'idle'"))
        items = await editor.client.text_document_completion_async(lsp.CompletionParams(editor.document, lsp.Position(1, 0)))
        assert isinstance(items, lsp.CompletionList)
        starts = next(item for item in items.items if item.label == "startswith")
        assert starts.insert_text_format == lsp.InsertTextFormat.Snippet

        options = lsp.FormattingOptions(4, True)
        edits = await editor.client.text_document_formatting_async(lsp.DocumentFormattingParams(editor.document, options))
        assert list(edits or []) == [lsp.TextEdit(span((0, 0), (0, 18)), "state eq 'idle'")]
        ranged = lsp.DocumentRangeFormattingParams(editor.document, span((1, 0), (1, 1)), options)
        assert not await editor.client.text_document_range_formatting_async(ranged)

        assert await editor.leave() == (0, "")

    session(tmp_path, talk)


async def actions(editor: Editor) -> None:
    await editor.start(EVERYTHING)
    await editor.open("stat = 'idle'\nstat eq 'idle' AND id eq 'a'\n")
    found = await editor.actions(span((1, 0), (1, 1)), lsp.CodeActionKind.QuickFix)
    assert [(one.title, one.is_preferred) for one in found] == [("write state", True), ("ignore ODN201 here", None)]
    edit = found[0].edit
    assert edit is not None
    (change,) = edit.document_changes or ()
    assert isinstance(change, lsp.TextDocumentEdit)
    assert change.text_document == lsp.OptionalVersionedTextDocumentIdentifier(editor.uri, 1)
    assert list(change.edits) == [lsp.TextEdit(span((1, 0), (1, 4)), "state")]
    assert found[0].diagnostics is not None
    assert found[0].diagnostics[0].code == "ODN201"
    (every,) = await editor.actions(span((0, 0), (0, 0)), lsp.CodeActionKind.SourceFixAll)
    assert every.kind == "source.fixAll.odatanodes"
    assert await editor.actions(span((1, 0), (1, 1)), lsp.CodeActionKind.Refactor) == []
    assert await editor.leave() == (0, "")


def astral(encoding: lsp.PositionEncodingKind | None, character: int) -> Callable[[Editor], Awaitable[None]]:
    """Return a talk about a text with an astral character before the finding at `character`."""

    async def talk(editor: Editor) -> None:
        general = lsp.GeneralClientCapabilities(position_encodings=[encoding]) if encoding else None
        result = await editor.start(lsp.ClientCapabilities(general=general))
        assert result.capabilities.position_encoding == (encoding or lsp.PositionEncodingKind.Utf16)
        (found,) = await editor.open(f"id eq '{SMILE}' an url eq 'b'\n")
        assert found.range.start.character == character
        editor.change(insertion((0, character + 2), "d"))
        assert await editor.diagnostics() == []
        editor.change(insertion((0, character + 5), "x"))
        (found,) = await editor.diagnostics()
        assert found.code == "ODN201"
        assert found.range.start.character == character + 4
        assert await editor.leave() == (0, "")

    return talk


def test_code_actions_and_position_encodings(tmp_path: Path) -> None:
    session(
        tmp_path,
        actions,
        astral(lsp.PositionEncodingKind.Utf8, 13),
        astral(lsp.PositionEncodingKind.Utf32, 10),
        astral(None, 11),
    )


def test_programs_the_configuration_and_broken_files(tmp_path: Path) -> None:
    async def talk(editor: Editor) -> None:
        await editor.start(lsp.ClientCapabilities())
        assert editor.registered == []
        head = "import azure.batch\n"
        found = await editor.open(head + "c.list_nodes('p', filter=\"stat eq 'a' and id eq 'b'\")\n", "a.py", "python")
        assert [one.code for one in found] == ["ODN201"]
        assert await editor.labels(1, 26) == await editor.labels(1, 27)
        assert "state" in await editor.labels(1, 26)

        editor.change(insertion((0, 0), "def broken(:\n"))
        assert await editor.diagnostics() == []
        assert any("is not Python that this Python reads at line 1" in message for message in editor.logged)
        assert await editor.labels(2, 26) == []
        editor.change(lsp.TextDocumentContentChangePartial(span((0, 0), (1, 0)), ""))
        assert [one.code for one in await editor.diagnostics()] == ["ODN201"]

        configuration = tmp_path / "pyproject.toml"
        configuration.write_text('[tool.odatanodes]\nignore = ["ODN201"]\n')
        event = lsp.FileEvent(configuration.as_uri(), lsp.FileChangeType.Created)
        editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
        assert await editor.diagnostics() == []
        configuration.write_text('[tool.odatanodes]\nignored = "x"\n')
        saved = lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(configuration.as_uri()))
        editor.client.text_document_did_save(saved)
        assert await editor.diagnostics() == []
        assert "'tool.odatanodes.ignored' is unknown" in await asyncio.wait_for(editor.shown.get(), 20)

        editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(editor.document))
        closed = await asyncio.wait_for(editor.published.get(), 20)
        assert (closed.diagnostics, closed.version) == ((), None)
        assert await editor.labels(1, 26) == []
        assert await editor.leave() == (0, "")

    session(tmp_path, talk)


def test_hostile_messages_end_nothing(tmp_path: Path) -> None:
    async def talk(editor: Editor) -> None:
        await editor.start(lsp.ClientCapabilities())
        editor.uri = "file:///nowhere"
        editor.change(insertion((5, 5), "x"))  # never opened
        assert await editor.labels(0, 0) == []
        await editor.open("state eq '\ud800\0" + "(" * 5000 + "\n" + "~ " * 5000)
        await editor.labels(0, 5000)
        await editor.labels(99, 99)
        editor.change(insertion((77, 77), "\ud83d"), insertion((0, 0), "id eq 'a'\n"))
        await editor.diagnostics()
        editor.version = 1
        editor.change(insertion((0, 0), "~"))  # of a version that is past
        editor.change(insertion((0, 0), "stat eq 'a'\n"))
        assert "ODN201" in [one.code for one in await editor.diagnostics()]
        await editor.open("stat eq 'a'", "Untitled-1", "plaintext")
        assert (await editor.leave())[0] == 0

    session(tmp_path, talk)


async def dies(editor: Editor) -> None:
    await editor.start(lsp.ClientCapabilities())
    process = editor.client._server
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    assert (await editor.gone())[0] == 1


async def interrupts(editor: Editor) -> None:
    await editor.start(lsp.ClientCapabilities())
    process = editor.client._server
    assert process is not None
    process.send_signal(signal.SIGINT)
    assert (await editor.gone())[0] == -signal.SIGINT


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")
def test_an_editor_that_dies_and_an_interrupt_end_it(tmp_path: Path) -> None:
    session(tmp_path, dies, interrupts)


def test_help_teaches_the_editors() -> None:
    help = run_command("lsp", "--help")
    assert help.code == 0
    for editor in ("Neovim", "Helix", "Emacs", "VS Code"):
        assert editor in help.out


def test_wrong_use() -> None:
    assert (
        run_command("lsp", "--api", "list-node").err == "odatanodes: error: no list API 'list-node'; did you mean 'list-nodes'?\n"
    )


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pygls").mkdir()
    (tmp_path / "pygls" / "__init__.py").write_text("raise ModuleNotFoundError(name='pygls')\n")
    (tmp_path / "lsprotocol").mkdir()
    (tmp_path / "lsprotocol" / "__init__.py").write_text("raise ModuleNotFoundError(name='lsprotocol')\n")
    done = run_command("lsp", env={"PYTHONPATH": f"{tmp_path}:{ROOT}"})
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("odatanodes: error: 'lsp' needs the package '")
    assert "pip install 'odatanodes[lsp]'" in done.err


def test_the_bytes_on_the_wire(tmp_path: Path) -> None:
    """No library on the client's side: what is framed by hand is understood, and nothing else is on standard output."""
    uri = (tmp_path / "a.odata").as_uri()
    item = {"uri": uri, "languageId": "odata", "version": 7, "text": f"id eq '{SMILE}' and stat eq 1"}
    messages: list[dict[str, Any]] = [
        {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
        {"method": "initialized", "params": {}},
        {"id": 2, "method": "textDocument/unknown", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": item}},
        {
            "id": 3,
            "method": "textDocument/hover",
            "params": {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 4}},
        },
        {"id": 4, "method": "textDocument/hover", "params": {"textDocument": {"uri": uri}}},
        {"id": 5, "method": "shutdown"},
        {"method": "exit"},
    ]
    bodies = [json.dumps({"jsonrpc": "2.0", **message}).encode() for message in messages]
    sent = b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(body), body) for body in bodies)
    done = run_command("lsp", stdin=sent)
    assert done.code == 0
    answers: dict[object, dict[str, Any]] = {}
    rest = done.out.encode()
    while rest:
        head, _, rest = rest.partition(b"\r\n\r\n")
        length = int(dict(line.split(": ", 1) for line in head.decode().split("\r\n"))["Content-Length"])
        answer = json.loads(rest[:length])
        answers[answer.get("id", answer.get("method"))] = answer
        rest = rest[length:]
    assert answers[1]["result"]["capabilities"]["textDocumentSync"]["change"] == 2  # incremental
    assert answers[2]["error"]["code"] == -32601  # no such method
    assert answers[3]["result"]["contents"]["value"].startswith("**eq**")
    assert "window/showMessage" not in answers  # what cannot be read is logged, not shown to the person
    assert "Invalid Params" in done.err
    assert answers[5]["result"] is None


def test_an_answer_that_fails_is_logged_and_empty(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    from odatanodes.lsp import serve, server

    def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    made = serve.made()
    made.documents["u"] = Document("a.odata", "state eq 'idle'", Settings())
    monkeypatch.setattr(server.Server, "current", fail)
    handler = made.protocol.fm.features[lsp.TEXT_DOCUMENT_HOVER]
    assert handler(lsp.HoverParams(lsp.TextDocumentIdentifier("u"), lsp.Position(0, 0))) is None
    assert "'hovered' failed" in caplog.text
    assert "a bug" in caplog.text
