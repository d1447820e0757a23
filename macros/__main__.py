"""`python -m macros`: check the content, export it, preview it, write its schema."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from macros.problems import ContentError, annotation

if TYPE_CHECKING:
    from macros.library import Library
    from macros.project import Project


def main(arguments: list[str] | None = None) -> int:
    """Runs one command. Returns 0, or 1 when the content has problems."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except ContentError as error:
        print(error, file=sys.stderr)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            print("\n".join(annotation(problem) for problem in error.problems))
        return 1


def _check(options: argparse.Namespace) -> int:
    library = _read(options)
    count = sum(len(entries) for entries in library.entries.values())
    print(f"{count} entries, {len(library.works)} works: no problems.")
    return 0


def _site(options: argparse.Namespace) -> int:
    from macros import export, site

    project = _project(options)
    made = site.build(_read(options), cache=project.cache)
    try:
        count = export.export(made, project, options.folder)
    except export.OccupiedError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{count} pages in {options.folder}")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from macros import adapter, preview

    config, project = options.config.resolve(), _project(options)
    code = (project.root / name for name in ("macros", "quiz"))
    watched = (project.content, project.docs, *code, config)
    preview.serve(config, watched, adapter.build_or_report, options.port)
    return 0


def _schema(options: argparse.Namespace) -> int:
    from macros import schema

    project = _project(options)
    stale = schema.write(project.root, project.content, check=options.check)
    for name in stale:
        print(
            f"{name}: {'is stale. Put it right with: make schema' if options.check else 'written'}"
        )
    return 1 if stale and options.check else 0


def _project(options: argparse.Namespace) -> Project:
    from macros import adapter

    return adapter.project_at(options.config)


def _read(options: argparse.Namespace) -> Library:
    from macros.project import read

    return read(_project(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__)
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="the mkdocs.yml")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("check", help="check the content").set_defaults(run=_check)
    site = commands.add_parser("site", help="write the site as plain Markdown")
    site.add_argument("folder", type=Path)
    site.set_defaults(run=_site)
    serve = commands.add_parser("serve", help="live preview")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(run=_serve)
    schema = commands.add_parser("schema", help="write the JSON Schema of the content")
    schema.add_argument("--check", action="store_true", help="only say what is stale")
    schema.set_defaults(run=_schema)
    return parser


if __name__ == "__main__":
    sys.exit(main())
