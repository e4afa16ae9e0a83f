"""The host languages: one record each, which dispatch, documents, notebooks, comments, the hook, editors and `--help` read."""

from __future__ import annotations

__all__ = [
    "FENCES",
    "LANGUAGES",
    "NAMES",
    "SUFFIXES",
    "Language",
    "by_interpreter",
    "hook_pattern",
    "host_of",
    "hosts",
    "module_of",
    "name_of_file",
]


class Language:
    """A host language.

    `name` is that of its module in this folder, `title` what people call it, `extra` the extra of the package that reads it.
    `suffixes` are the ends of files' names in lower case, `files` whole names of files, `fences` the words after the fence of a
    block in Markdown, with the suffix that says most where it is not the first one, `editors` the editors' names of it
    (by default `name`), `interpreters` the programs that a `#!` line names.
    `comments` are what opens a comment, `mark` is the one that editors are offered (none where files must not have any). `tokens`
    says how comments differ from strings: by `python`, by `braces` as in C, in a `script` whose strings go over lines, by
    `lines`. `joins` are the characters at the end of a line that continue it: a comment above reaches over those lines, and in a
    language of braces or in Python over its call; in one with `blocks`, over the lines that are indented further. `backslashes`:
    all texts stand in JSON strings, where a backslash is doubled. `context` is what a part of a document says when the document
    around it is about Batch.
    """

    extra = ""
    mark = "#"
    tokens = "lines"
    joins = ""
    blocks = False
    backslashes = False
    context = ""

    def __init__(self, name: str, title: str, suffixes: str, words: str = "", comments: str = "#", **more: str | bool) -> None:
        """Make one; `words` has the lines `files`, `fences`, `editors` and `interpreters`."""
        lists = {key: rest for key, _, rest in (line.strip().partition(": ") for line in words.split("\n"))}
        self.name = name
        self.title = title
        self.suffixes = tuple(suffixes.split())
        self.files = tuple(lists.get("files", "").split())
        self.fences = _with_suffix(lists.get("fences", ""), self.suffixes)
        self.editors = _with_suffix(lists.get("editors", name), self.suffixes)
        self.interpreters = _with_suffix(lists.get("interpreters", ""), self.suffixes)
        self.comments = tuple(comments.split())
        self.__dict__.update({"mark": self.comments[0], **more})


def _with_suffix(words: str, suffixes: tuple[str, ...]) -> dict[str, str]:
    """Return each word of `a b=.x` with the suffix after its `=`, or else the first of a language."""
    pairs = [word.partition("=") for word in words.split()]
    return {word: suffix or suffixes[0] for word, _, suffix in pairs}


_BRACES = {"extra": "languages", "tokens": "braces"}
_PLAIN = {"context": "import com.microsoft.azure.batch"}
LANGUAGES = (
    Language("odata", ".odata files", ".odata", "fences: odata"),
    Language(
        "python",
        "Python",
        ".py .pyi .pyw",
        "fences: python py python3 pycon pyi ipython ipython3\ninterpreters: python python3 pypy pypy3",
        tokens="python",
        context="import azure.batch.models",
    ),
    Language(
        "shell",
        "shell",
        ".sh .bash .zsh .ksh .dash .bats .azcli .bashrc .zshrc .profile .bash_profile",
        """fences: sh bash shell zsh ksh azurecli azurecli-interactive azcli azcli-interactive console shell-session shellsession \
sh-session terminal command cli posh=.ps1
        editors: bash sh shellscript zsh azcli
        interpreters: sh bash dash zsh ksh ash bats""",
        tokens="script",
        joins="\\",
    ),
    Language("batchfile", "cmd", ".bat .cmd", "fences: bat batch cmd dos batchfile\neditors: bat", "rem ::", joins="^"),
    Language(
        "powershell",
        "PowerShell",
        ".ps1 .psm1",
        """fences: powershell pwsh ps1 ps powershell-interactive powershell-console azurepowershell azurepowershell-interactive
        editors: powershell ps1
        interpreters: pwsh powershell""",
        tokens="script",
        joins="`",
    ),
    Language(
        "yaml",
        "YAML",
        ".yml .yaml",
        "fences: yaml=.yaml yml=.yaml azure-pipelines=.yaml github-actions=.yaml\neditors: yaml=.yaml",
        extra="languages",
        tokens="script",
        joins="\\`",
        blocks=True,
    ),
    Language("json", "JSON", ".json", "fences: json", "// /*", mark="", backslashes=True),
    Language("json", "JSON with comments", ".jsonc", "fences: jsonc json5\neditors: jsonc", "// /*", backslashes=True),
    Language("markdown", "Markdown", ".md .markdown .mdx", "", "<!-- # // /*", mark="#", joins="\\`"),
    Language(
        "csharp",
        "C#",
        ".cs .csx",
        "fences: csharp cs c# dotnet\neditors: cs csharp",
        "// /*",
        context="using Microsoft.Azure.Batch; using Azure.Compute.Batch;",
        **_BRACES,
    ),
    Language(
        "java",
        "Java",
        ".java",
        "fences: java",
        "// /*",
        context="import com.microsoft.azure.batch.*; import com.azure.compute.batch.*;",
        **_BRACES,
    ),
    Language(
        "javascript",
        "TypeScript and JavaScript",
        ".ts .tsx .mts .cts .js .jsx .mjs .cjs",
        """fences: typescript ts tsx=.tsx javascript=.js js=.js jsx=.js mjs=.js node=.js nodejs=.js
        editors: javascript=.js javascriptreact=.jsx typescript typescriptreact=.tsx
        interpreters: node=.js nodejs=.js deno bun""",
        "// /*",
        context='import "@azure/batch";',
        **_BRACES,
    ),
    Language("rst", "reStructuredText", ".rst", "editors: restructuredtext", joins="\\`"),
    Language("notebook", "notebooks", ".ipynb", "editors: jupyter", mark="", backslashes=True),
    Language("http", "HTTP requests", ".http .rest", "fences: http rest", "# //"),
    Language("dockerfile", "Dockerfiles", ".dockerfile", "files: Dockerfile Containerfile\nfences: dockerfile docker", joins="\\`"),
    Language("makefile", "Makefiles", ".mk .mak", "files: Makefile makefile GNUmakefile\nfences: makefile make", joins="\\"),
    Language(
        "plain",
        "R, Ruby, Terraform and others",
        ".r .rb .pl .pm .tf .hcl .jl .ex .exs .toml .tcl .nf .wdl .smk",
        """files: Vagrantfile Rakefile Snakefile
        fences: r ruby=.rb rb=.rb perl=.pl terraform=.tf hcl=.hcl julia=.jl
        editors: r ruby=.rb perl=.pl terraform=.tf julia=.jl
        interpreters: Rscript ruby=.rb perl=.pl""",
        **_PLAIN,
    ),
    Language(
        "plain",
        "Go, Scala, Kotlin, Bicep and others",
        ".go .scala .sc .kt .kts .groovy .gradle .bicep .php .rs .swift .fs .fsx .dart",
        """files: Jenkinsfile
        fences: go golang scala=.scala kotlin=.kt kt=.kt groovy=.groovy bicep=.bicep php=.php rust=.rs swift=.swift fsharp=.fs \
f#=.fs
        editors: go scala=.scala kotlin=.kt groovy=.groovy bicep=.bicep php=.php rust=.rs swift=.swift fsharp=.fs
        interpreters: scala=.scala groovy=.groovy php=.php""",
        "// /* #",
        **_PLAIN,
    ),
    Language(
        "plain",
        "Lua, SQL, INI and others",
        ".lua .sql .ini .clj .vb",
        "fences: lua vb=.vb vbnet=.vb\neditors: lua vb=.vb\ninterpreters: lua",
        "-- ; #",
        **_PLAIN,
    ),
)
_BY_SUFFIX = {suffix: language for language in LANGUAGES for suffix in language.suffixes}
SUFFIXES = {suffix: language.name for suffix, language in _BY_SUFFIX.items()}
"""Module of a language by the end of a file's name, in lower case."""
NAMES = {file: language.suffixes[0] for language in LANGUAGES for file in language.files}
"""Suffix that says as much as the name of a file, or as what stands before the first dot in it: `Dockerfile.dev`."""
FENCES = {word: suffix for language in LANGUAGES for word, suffix in language.fences.items()}
"""Suffix by the word after the fence of a block; notebooks name the languages of their kernels so, too."""


def name_of_file(path: str) -> str | None:
    """Return the module of a file's language by its name; None where it is not known, `script` where its first line may tell."""
    suffix = _suffix(path)
    return None if suffix is None else SUFFIXES.get(suffix, "script")


def _suffix(path: str) -> str | None:
    """Return the suffix that tells the language of a file; an empty one where its first line may, None where it is not known."""
    base = path[max(path.rfind("/"), path.rfind("\\")) + 1 :]
    dot = base.rfind(".")
    if dot < 0:
        return NAMES.get(base, "")
    end = base[dot:].lower()
    return end if end in SUFFIXES else NAMES.get(base[: base.find(".")])


def host_of(name: str, text: str) -> Language:
    """Return the record of a file's language by its name, or by the first line of a script; standard input is `.odata` text."""
    suffix = _suffix(name) or (by_interpreter(text.partition("\n")[0]) if name != "<stdin>" else ".odata")
    return _BY_SUFFIX[suffix or ".sh"]


def module_of(name: str) -> Language:
    """Return the record, or the first of them, whose language is read by a module: of a block in a document, say."""
    return next(language for language in LANGUAGES if language.name == name)


def by_interpreter(first_line: str) -> str | None:
    """Return the suffix of the language that a `#!` line names; None where it names none that is known.

    >>> by_interpreter("#!/usr/bin/env -S python3.11 -u"), by_interpreter("#!/bin/bash -eu")
    ('.py', '.sh')
    """
    if not first_line.startswith("#!"):
        return None
    words = [word.rpartition("/")[2] for word in first_line[2:].split() if not word.startswith("-") and "=" not in word]
    words = words[1:] if words and words[0] == "env" else words
    program = words[0].rstrip("0123456789.") if words else ""
    known = {name.rstrip("0123456789."): suffix for one in LANGUAGES for name, suffix in one.interpreters.items()}
    return known.get(program)


def hook_pattern() -> str:
    """Return the pattern of files that the hooks are run for, as .pre-commit-hooks.yaml has it."""
    import re

    ends = "|".join(re.escape(suffix[1:]) for suffix in SUFFIXES)
    names = "|".join(re.escape(name) for name in NAMES)
    return rf"(?i)\.({ends})$|(^|/)({names})(\.[^/]*)?$"


def hosts(extra: str) -> str:
    """Return the titles of the languages that need an extra (none: an empty text), with their suffixes, for --help."""
    fitting = [one for one in LANGUAGES if one.extra == extra]
    return ", ".join(f"{one.title} ({' '.join((*one.suffixes, *one.files))})" for one in fitting)
