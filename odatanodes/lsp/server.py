"""The server: the open documents, when they are checked, and the protocol over standard input and output (pygls).

The texts are kept here, not by pygls, whose lines end where str.splitlines says and not where the protocol says. An error in a
handler is logged to standard error, and the response is empty.
"""

from __future__ import annotations

import asyncio
import logging
import os
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter, lsp_method
from pygls.uris import to_fs_path

from odatanodes import __version__
from odatanodes.lsp import messages
from odatanodes.lsp.documents import Document
from odatanodes.lsp.positions import Positions
from odatanodes.lsp.settings import Workspace

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["Server"]

DELAY = 0.2
"""Seconds after the last key before a document is checked."""
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

    def path_of(self, uri: str) -> str | None:
        """Return the path of a file; None for any other URI."""
        return to_fs_path(uri)

    def _folder(self, name: str) -> str:
        """Return the workspace folder that a file is in, the innermost one; its own folder where it is in none."""
        roots = [self.path_of(folder.uri) for folder in self.workspace.folders.values()] or [self.workspace.root_path]
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
        """Write to the log of the editor why a document was skipped, once."""
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
