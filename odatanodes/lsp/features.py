"""Requests and notifications of an editor, each as a function of the server and the parameters; None is the empty result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from odatanodes.lsp import actions, complete, hover, messages
from odatanodes.lsp.documents import changed_text, name_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes.lsp.actions import Action
    from odatanodes.lsp.server import Server

__all__ = ["FEATURES"]

TRIGGERS = ["/", "'", "(", " ", ","]
"""The keys behind which an editor asks for completion by itself, besides letters."""
FIX_ALL = "source.fixAll.odatanodes"


def did_open(server: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    """Take a text and check it at once."""
    item = params.text_document
    path = server.path_of(item.uri) or item.uri.partition(":")[2].partition("#")[0]
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
    """Ask for a notification when a configuration changes on the disk."""
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


FEATURES: dict[str, tuple[Callable[..., Any], Any]] = {
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
