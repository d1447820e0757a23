"""MkDocs, and the only file that imports it. The day we leave MkDocs, only this file dies.

The order of a build: `on_config` reads and checks the content before anything is
written, `on_files` adds the pages made from it, `on_page_markdown` carries out the
macros of pages written by hand, `on_env` adds styles, scripts and the search,
`on_post_build` puts the finished site in the place of the last one.
"""

from __future__ import annotations

import gc
import gzip
import io
import logging
import os
import shutil
import sys
import traceback
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from mkdocs import utils
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from macros import links, markdown, site
from macros.keep import Kept
from macros.library import Library
from macros.problems import ContentError, annotation
from macros.project import Project, read
from macros.render import bytecode
from macros.walk import file_place

log = logging.getLogger("mkdocs.handbook")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""One policy, the same on every page, because instant navigation keeps that of the first."""


class RefusedError(PluginError):
    """The content has problems, so nothing is built. `report` names them all."""

    def __init__(self, report: str) -> None:
        super().__init__("Nothing was built. The last good site stands as it was.")
        self.report = report


class ContentPage(MkDocsPage):
    """A page that is HTML already: nothing of it passes through Markdown."""

    def __init__(self, made: site.Page, file: File, config: MkDocsConfig, edit: str | None) -> None:
        super().__init__(made.title, file, config)
        self.made = made
        self.edit_url = edit

    def read_source(self, config: MkDocsConfig) -> None:
        """Its title and description, as a page written by hand has them in its front matter."""
        self.markdown = ""
        self.meta = {"title": self.made.title, "description": self.made.description}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Its HTML, and the contents that MkDocs wants to know."""
        self.content = self.made.html
        found = markdown.headings(self.made.html)
        self.toc = get_toc(_tokens(found))
        self.present_anchor_ids = {heading.id for heading in found}
        self.links_to_anchors = {}


class HandPage(MkDocsPage):
    """A page written by hand. The preview keeps what became of it while its text stays the same."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Its Markdown as HTML: kept from an earlier build of this process, or new."""
        name = self.file.src_uri
        # A link may be right or wrong by what other pages there are.
        text = (self.markdown, frozenset(file.src_uri for file in files))
        if name in _by_hand and _by_hand[name][0] == text:
            self._take(_by_hand[name][1], files)
            return
        heard = _warnings()
        super().render(config, files)
        # A page with a warning is read again at each build: the warning must be heard again.
        if _warnings() == heard:
            anchors_by_file = self.links_to_anchors or {}
            links_to = {file.src_uri: found for file, found in anchors_by_file.items()}
            title, anchors = self._title_from_render, self.present_anchor_ids
            _by_hand[name] = (text, (self.content, self.toc, title, anchors, links_to))

    def _take(self, kept: tuple[Any, ...], files: Files) -> None:
        self.content, self.toc, self._title_from_render, self.present_anchor_ids, links_to = kept
        found = ((files.get_file_from_path(uri), anchors) for uri, anchors in links_to.items())
        self.links_to_anchors = {file: anchors for file, anchors in found if file}


_by_hand: dict[str, tuple[object, tuple[Any, ...]]] = {}
"""By the name of its file: the text of a page written by hand, and what became of it."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Reads and checks everything: a broken file stops the build before anything is written."""
    if config.strict:
        _hear_warnings()
    # A build makes much and throws little away: looking for garbage would cost a tenth of its time.
    # A command ends soon after, and the preview looks for it between two builds.
    gc.disable()
    project = project_of(config)
    try:
        library = read(project)
        made = site.build(library, cache=project.cache, kept=_kept)
    except ContentError as error:
        _tell(error)
        raise RefusedError(str(error)) from None
    theme = _set_theme_aside(config)
    config.site_name = library.handbook.title
    config.site_url = library.handbook.address
    config.site_description = library.handbook.description
    _say_what_is_unset(library)
    config.extra["handbook"] = _frame(made, project, theme)
    _stage(config)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages made from content. The pages written by hand lead to their own files."""
    frame = config.extra["handbook"]
    docs = _docs_folder(config, frame.project.root)
    for file in files.documentation_pages():
        page = HandPage(None, file, config)
        page.edit_url = _edit(frame, docs and f"{docs}/{file.src_uri}")
    for made in frame.site.pages:
        file = File.generated(config, made.source, content="")
        ContentPage(made, file, config, _edit(frame, made.edit))
        files.append(file)
    return files


def on_page_markdown(text: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Carries out the macros of a page written by hand."""
    if isinstance(page, ContentPage):
        return text
    return str(config.extra["handbook"].site.renderer.text(text, page.file.url))


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Adds the assets, now that the text of every page is known to the search."""
    frame = config.extra["handbook"]
    env.autoescape = True
    env.undefined = StrictUndefined
    env.bytecode_cache = bytecode(frame.project.cache)
    env.loader = ChoiceLoader([FileSystemLoader(config.theme.dirs), frame.theme_loader])
    pages = [page for file in files.documentation_pages() if (page := file.page)]
    by_hand = [_made(page) for page in pages if not isinstance(page, ContentPage)]
    built = site.build_assets(frame.site, by_hand)
    for address, body in built.files.items():
        files.append(File.generated(config, address, content=body))
    frame.asset = SimpleNamespace(**built.role)
    glossary = (frame.site.renderer.word("glossary.title"), links.GLOSSARY)
    frame.footer_nav = [*frame.nav, glossary, *_footer(by_hand)]
    frame.sitemap = _sitemap(pages, frame)
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Puts the finished site in the place of the last one, unless strict mode refuses it."""
    staged, final = Path(config.site_dir), Path(config.extra["handbook"].final)
    _pack_sitemap(staged / "sitemap.xml")
    if config.strict and _warnings():
        shutil.rmtree(staged)
        raise PluginError("There were warnings. The last good site stands as it was.")
    _swap(staged, final)
    config.site_dir = str(final)


def on_build_error(error: Exception, **_: Any) -> None:
    """A build that failed on the way leaves its half-built folder to be cleaned by the next one."""
    log.debug("build failed: %s", error)


def build(config_file: Path, site_dir: Path | None = None) -> Path:
    """Builds one project and returns the folder of its site. Raises what MkDocs raises."""
    settings = {"site_dir": str(site_dir)} if site_dir else {}
    config = load_config(str(config_file), **settings)
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build.build(config)
    return Path(config.site_dir)


def build_or_report(config_file: Path, site_dir: Path) -> str | None:
    """Builds into a folder. Returns the report when it could not: the content's, or MkDocs' own."""
    try:
        build(config_file, site_dir)
    except (Abort, ConfigurationError) as error:
        cause = error.__context__
        return cause.report if isinstance(cause, RefusedError) else f"{cause or error}"
    except Exception:
        # A template of ours may be broken while it is being edited; its editor wants to see where.
        report = traceback.format_exc()
        print(report, file=sys.stderr)
        return report
    return None


def project_at(config_file: Path) -> Project:
    """The folders of the project of one mkdocs.yml."""
    try:
        return project_of(load_config(str(config_file)))
    except ConfigurationError as error:
        raise SystemExit(str(error)) from None


def project_of(config: MkDocsConfig) -> Project:
    """The folders of this project. `extra.content` of mkdocs.yml says where the content is."""
    root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
    content = root / str(config.extra.get("content", "content"))
    return Project(root, content, Path(config.docs_dir))


# --- what the frame of every page needs


def _frame(made: site.Site, project: Project, theme: FileSystemLoader) -> SimpleNamespace:
    handbook = made.library.handbook
    return SimpleNamespace(
        site=made,
        project=project,
        theme_loader=theme,
        policy=POLICY,
        t=made.renderer.t,
        language=handbook.language,
        short_title=handbook.short_title,
        numbers=made.renderer.numbers(),
        reviewer=handbook.reviewer,
        edition=handbook.edition,
        licence=handbook.licence,
        contact=handbook.contact,
        source=handbook.source,
        nav=made.nav,
        mark=_mark(project),
    )


def _mark(project: Project) -> str:
    """The sign of the handbook, drawn in the colour of the text around it."""
    mark = project.docs / "images" / "mark.svg"
    return mark.read_text("utf-8").strip() if mark.exists() else ""


def _footer(by_hand: list[site.Page]) -> Iterator[tuple[str, str]]:
    for page in sorted(by_hand, key=lambda page: page.url):
        if page.url != "index.html":
            yield page.title, page.url


def _sitemap(pages: list[MkDocsPage], frame: SimpleNamespace) -> list[SimpleNamespace]:
    handbook = frame.site.library.handbook
    if not handbook.address:
        return []
    rows = []
    for page in pages:
        reviewed = page.made.reviewed if isinstance(page, ContentPage) else handbook.reviewed
        rows.append(SimpleNamespace(loc=page.canonical_url, lastmod=reviewed))
    return sorted(rows, key=lambda row: str(row.loc))


def _made(page: MkDocsPage) -> site.Page:
    """A page written by hand, as the search sees it."""
    description = str(page.meta.get("description", ""))
    return site.Page(page.file.url, str(page.title), description, str(page.content))


def _docs_folder(config: MkDocsConfig, root: Path) -> str | None:
    """The folder of the pages written by hand, from the project's; None when it lies elsewhere."""
    docs = Path(config.docs_dir).resolve()  # as `root` is: the project may be reached by a link
    return docs.relative_to(root).as_posix() if docs.is_relative_to(root) else None


def _edit(frame: SimpleNamespace, path: str | None) -> str | None:
    return f"{frame.source}/edit/main/{path}" if frame.source and path else None


def _tokens(found: list[markdown.Heading]) -> list[Any]:
    """Headings as the nested tokens of Python-Markdown, from which MkDocs makes its contents."""
    top: list[Any] = []
    open_: list[Any] = []
    for heading in found:
        name = escape(heading.text)  # the frame prints it as it is
        token = {"level": heading.level, "id": heading.id, "name": name, "children": []}
        while open_ and open_[-1]["level"] >= heading.level:
            open_.pop()
        (open_[-1]["children"] if open_ else top).append(token)
        open_.append(token)
    return top


# --- the last good site


_kept: Kept[site.Page] = Kept()
"""The pages of the last build in this process. Only the preview builds more than once."""


def _set_theme_aside(config: MkDocsConfig) -> FileSystemLoader:
    """Takes the theme's own folder out of those that MkDocs copies, and returns the way to it.

    Our frame asks the theme for an icon or two. MkDocs would list all 14,000 of them at
    each build, and publish scripts and styles that no page of ours uses.
    """
    stock = Path(utils.__file__).parents[1] / "templates"
    ours = [str(folder) for folder in (config.theme.custom_dir, stock) if folder]
    aside = [folder for folder in config.theme.dirs if folder not in ours]
    config.theme.dirs[:] = ours
    return FileSystemLoader(aside)


def _stage(config: MkDocsConfig) -> None:
    """Builds beside the site. Only a finished build takes its place."""
    final = Path(config.site_dir)
    config.extra["handbook"].final = str(final)
    config.site_dir = str(final.with_name(f".{final.name}.next"))


def _swap(staged: Path, final: Path) -> None:
    old = final.with_name(f".{final.name}.last")
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.rename(old)
    staged.rename(final)
    shutil.rmtree(old, ignore_errors=True)


def _pack_sitemap(path: Path) -> None:
    """Packs the sitemap anew: MkDocs writes the time of the build into the packed one."""
    if path.exists():
        # Not gzip.compress: from Python 3.13 on its first bytes are others.
        packed = io.BytesIO()
        with gzip.GzipFile("", "wb", fileobj=packed, mtime=0) as file:
            file.write(path.read_bytes())
        path.with_name("sitemap.xml.gz").write_bytes(packed.getvalue())


def _warnings() -> int:
    """How many warnings strict mode has counted so far."""
    counters = (
        h for h in logging.getLogger("mkdocs").handlers if isinstance(h, utils.CountHandler)
    )
    return sum(count for counter in counters for _, count in counter.get_counts())


# --- what the builder is told


def _tell(error: ContentError) -> None:
    print(error, file=sys.stderr)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for problem in error.problems:
            print(annotation(problem))


def _say_what_is_unset(library: Library) -> None:
    names = ("address", "source", "contact", "reviewer")
    unset = [name for name in names if getattr(library.handbook, name) is None]
    if unset:
        file = file_place(library, "handbook.yml").file
        _say_once(f"{file}: not set yet: {', '.join(unset)}.")


@cache
def _say_once(text: str) -> None:
    """Printed, because --quiet silences the log. Once, because a preview builds all day."""
    print(text, file=sys.stderr)


def _hear_warnings() -> None:
    """With --quiet they would not be counted, and strict mode would let a dead link pass."""
    logger = logging.getLogger("mkdocs")
    logger.setLevel(min(logger.level or logging.WARNING, logging.WARNING))
