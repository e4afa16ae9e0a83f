"""The protocol: requests and notifications of an editor as calls of the other modules of this folder (pygls, stdio).

Comes in: messages. Goes out: messages. The texts are kept here, not by pygls, whose lines end where str.splitlines says and
not where the protocol says. What goes wrong in an answer is logged to standard error and answered with nothing.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter, lsp_method
from pygls.uris import to_fs_path

from odatanodes import __version__
from odatanodes.lsp import actions, complete, hover, messages
from odatanodes.lsp.documents import Document, changed_text, name_of
from odatanodes.lsp.positions import Positions
from odatanodes.lsp.settings import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from odatanodes.lsp.actions import Action

__all__ = ["serve"]

DELAY = 0.2
"""Seconds after the last key before a document is checked."""
TRIGGERS = ["/", "'", "(", " ", ","]
FIX_ALL = "source.fixAll.odatanodes"
_log = logging.getLogger(__name__)


class Protocol(LanguageServerProtocol):
    """The protocol of pygls without its copies of the texts."""

    @lsp_method(lsp.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: lsp.DidOpenTextDocumentParams) -> Generator[Any, Any, None]:
        """Hand the text on."""
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: lsp.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        """Hand the changes on."""
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: lsp.DidCloseTextDocumentParams) -> Generator[Any, Any, None]:
        """Hand the end on."""
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CLOSE], (params,), None


class Server(LanguageServer):
    """The open documents by URI, and the settings of their workspaces."""

    def __init__(self, api: str | None, *, local: bool) -> None:
        super().__init__("odatanodes", __version__, protocol_cls=Protocol, converter_factory=default_converter)
        self.documents: dict[str, Document] = {}
        self.settings = Workspace(api, self.say, local=local)
        self.was_shut_down = False
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._noted: set[str] = set()

    # --- documents ---------------------------------------------------------------------------------------------------

    def open(self, uri: str, name: str, text: str, version: int | None) -> None:
        """Take a text, new or changed; it is checked when no key was pressed for a moment."""
        self.documents[uri] = Document(name, text, self.settings.settings(self._folder(name)), version)

    def current(self, uri: str) -> Document | None:
        """Return a document with the settings as they are now."""
        document = self.documents.get(uri)
        if document is not None:
            settings = self.settings.settings(self._folder(document.source.name))
            if settings != document.settings:
                document = Document(document.source.name, document.source.text, settings, document.version)
                self.documents[uri] = document
        return document

    def _folder(self, name: str) -> str:
        """Return the workspace folder that a file is in, the innermost one; its own folder where it is in none."""
        roots = [to_fs_path(folder.uri) for folder in self.workspace.folders.values()] or [self.workspace.root_path]
        above = [root for root in roots if root and name.startswith(root.rstrip("/\\") + os.sep)]
        if above:
            return max(above, key=len)
        return os.path.dirname(name) if os.path.isabs(name) else next((root for root in roots if root), ".")  # noqa: PTH117, PTH120

    # --- diagnostics -------------------------------------------------------------------------------------------------

    def check_soon(self, uri: str, delay: float = DELAY) -> None:
        """Check a document when nothing else comes for it meanwhile."""
        self.forget(uri)
        self._timers[uri] = asyncio.get_running_loop().call_later(delay, self._check, uri)

    def forget(self, uri: str) -> None:
        """Give up a check that has not begun."""
        timer = self._timers.pop(uri, None)
        if timer is not None:
            timer.cancel()

    def check_all(self) -> None:
        """Check every document again, since the settings may have changed."""
        for uri in self.documents:
            self.check_soon(uri)

    def _check(self, uri: str) -> None:
        self._timers.pop(uri, None)
        found: list[lsp.Diagnostic] = []
        document = None
        try:
            document = self.current(uri)
            if document is not None:
                positions = self.positions(document)
                found = [messages.diagnostic(finding, positions) for finding in document.findings]
                self._note(document.skipped)
        except Exception:
            _log.exception("cannot check '%s'", uri)
        if document is not None:
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, document.version))

    # --- messages and units ------------------------------------------------------------------------------------------

    def say(self, message: str) -> None:
        """Show a message to the person."""
        self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"odatanodes: {message}"))

    def report_server_error(self, error: Exception, source: object) -> None:  # noqa: ARG002  (pygls tells where it was)
        """Log what went wrong with a message; pygls would show it to the person."""
        _log.error("%s", error)

    def _note(self, message: str) -> None:
        """Write to the log of the editor why a document was passed over, once."""
        if message and message not in self._noted:
            self._noted.add(message)
            self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Info, f"odatanodes: skipped: {message}"))

    def positions(self, document: Document) -> Positions:
        """Return the positions of a document in the units that were agreed on."""
        return Positions(document.source.text, self.encoding)

    @property
    def encoding(self) -> str:
        """The units of a character in a position."""
        return str(getattr(self.server_capabilities.position_encoding, "value", None) or self.server_capabilities.position_encoding)


# --- features --------------------------------------------------------------------------------------------------------


def did_open(server: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    """Take a text and check it at once."""
    item = params.text_document
    path = to_fs_path(item.uri) or item.uri.partition(":")[2].partition("#")[0]
    server.open(item.uri, name_of(path, item.language_id), item.text, item.version)
    server.check_soon(item.uri, 0)


def did_change(server: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    """Take changes; those of a version older than the one that is known are of no use."""
    uri, version = params.text_document.uri, params.text_document.version
    document = server.documents.get(uri)
    if document is None or (document.version is not None and version < document.version):
        return
    changes = map(messages.change_of, params.content_changes)
    server.open(uri, document.source.name, changed_text(document.source.text, changes, server.encoding), version)
    server.check_soon(uri)


def did_close(server: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    """Forget a document, and take its findings from the editor's list."""
    uri = params.text_document.uri
    server.forget(uri)
    if server.documents.pop(uri, None) is not None:
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


def did_save(server: Server, params: lsp.DidSaveTextDocumentParams) -> None:
    """Check everything again where the configuration was saved."""
    if params.text_document.uri.endswith("/pyproject.toml"):
        server.check_all()


def settings_changed(server: Server, params: object) -> None:  # noqa: ARG001  (pygls calls every handler alike)
    """Check everything again."""
    server.check_all()


def hovered(server: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    """Say what stands under the pointer."""
    document = server.current(params.text_document.uri)
    if document is None:
        return None
    positions = server.positions(document)
    found = hover.hover(document, positions.offset(params.position.line, params.position.character))
    if found is None:
        return None
    return lsp.Hover(messages.markdown(found[1]), messages.range_of(positions, found[0]))


def completed(server: Server, params: lsp.CompletionParams) -> lsp.CompletionList | None:
    """List what can be written at the cursor."""
    document = server.current(params.text_document.uri)
    if document is None:
        return None
    positions = server.positions(document)
    found = complete.completions(document, positions.offset(params.position.line, params.position.character))
    if found is None:
        return None
    place = messages.range_of(positions, found[0])
    capabilities = server.client_capabilities.text_document
    item = capabilities.completion.completion_item if capabilities and capabilities.completion else None
    snippets = bool(item and item.snippet_support)
    items = [messages.completion_item(one, place, number, snippets=snippets) for number, one in enumerate(found[1])]
    return lsp.CompletionList(is_incomplete=False, items=items)


def formatted(server: Server, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
    """Write every expression in canonical form."""
    document = server.current(params.text_document.uri)
    return None if document is None else messages.text_edits(server.positions(document), actions.formatted(document))


def range_formatted(server: Server, params: lsp.DocumentRangeFormattingParams) -> list[lsp.TextEdit] | None:
    """Write the expressions of a range in canonical form."""
    document = server.current(params.text_document.uri)
    if document is None:
        return None
    positions = server.positions(document)
    return messages.text_edits(positions, actions.formatted(document, messages.span_of(positions, params.range)))


def acted(server: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction] | None:
    """Offer fixes, comments that silence, and all fixes at once."""
    document = server.current(params.text_document.uri)
    if document is None:
        return None
    positions = server.positions(document)
    capabilities = server.client_capabilities.workspace
    versioned = bool(capabilities and capabilities.workspace_edit and capabilities.workspace_edit.document_changes)

    def as_action(one: Action, kind: str) -> lsp.CodeAction:
        return messages.code_action(one, params.text_document.uri, document, positions, kind, versioned=versioned)

    found: list[lsp.CodeAction] = []
    if _asked(params, lsp.CodeActionKind.QuickFix):
        span = messages.span_of(positions, params.range)
        found += [as_action(one, lsp.CodeActionKind.QuickFix) for one in actions.quick_fixes(document, span)]
    if params.context.only or any(one.is_preferred for one in found):  # else nobody asked, and it is much work
        every = actions.fix_all(document) if _asked(params, FIX_ALL) else None
        found += [] if every is None else [as_action(every, FIX_ALL)]
    return found


def _asked(params: lsp.CodeActionParams, kind: str) -> bool:
    only = params.context.only
    return not only or any(kind == wanted or kind.startswith(f"{wanted}.") for wanted in only)


# --- life ------------------------------------------------------------------------------------------------------------


def initialized(server: Server, params: lsp.InitializedParams) -> None:  # noqa: ARG001
    """Ask to be told when a configuration changes on the disk."""
    capabilities = server.client_capabilities.workspace
    watching = capabilities and capabilities.did_change_watched_files
    if not (watching and watching.dynamic_registration):
        return
    watch = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher("**/pyproject.toml")])
    registration = lsp.Registration("odatanodes-configuration", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, watch)
    server.client_register_capability(lsp.RegistrationParams([registration]))


def shut_down(server: Server, params: None) -> None:  # noqa: ARG001
    """Note that the editor takes leave properly."""
    server.was_shut_down = True


_FEATURES: dict[str, tuple[Callable[..., Any], Any]] = {
    lsp.INITIALIZED: (initialized, None),
    lsp.SHUTDOWN: (shut_down, None),
    lsp.TEXT_DOCUMENT_DID_OPEN: (did_open, None),
    lsp.TEXT_DOCUMENT_DID_CHANGE: (did_change, None),
    lsp.TEXT_DOCUMENT_DID_CLOSE: (did_close, None),
    lsp.TEXT_DOCUMENT_DID_SAVE: (did_save, None),
    lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES: (settings_changed, None),
    lsp.WORKSPACE_DID_CHANGE_CONFIGURATION: (settings_changed, None),
    lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: (settings_changed, None),
    lsp.TEXT_DOCUMENT_HOVER: (hovered, None),
    lsp.TEXT_DOCUMENT_COMPLETION: (completed, lsp.CompletionOptions(trigger_characters=TRIGGERS)),
    lsp.TEXT_DOCUMENT_FORMATTING: (formatted, None),
    lsp.TEXT_DOCUMENT_RANGE_FORMATTING: (range_formatted, None),
    lsp.TEXT_DOCUMENT_CODE_ACTION: (acted, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix, FIX_ALL])),
}


def _guarded(handler: Callable[..., Any], server: Server) -> Callable[[Any], Any]:
    """Return a handler that answers nothing where it fails: an editor shows every error of a server to the person."""

    def guarded(params: Any) -> Any:
        try:
            return handler(server, params)
        except Exception:
            _log.exception("'%s' failed", handler.__name__)
            return None

    return guarded


def made(api: str | None = None, *, local: bool = False) -> Server:
    """Return a server with all its features."""
    server = Server(api, local=local)
    for name, (handler, options) in _FEATURES.items():
        server.feature(name, options)(_guarded(handler, server))
    return server


def serve(api: str | None = None, *, local: bool = False) -> int:
    """Speak with an editor over standard input and output until it takes leave; 1 where it went without a word."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # an exception would wait for the thread that reads standard input
    server = made(api, local=local)
    output = sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but the protocol may be written to standard output
    server.start_io(sys.stdin.buffer, output)
    return 0 if server.was_shut_down else 1
