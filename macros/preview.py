"""The live preview: builds, serves, watches. A broken file shows its report in the browser.

It builds with the same code as `mkdocs build`, in a process that stays warm, into
a folder of its own, so that its pages are those of a full build. The script that
reloads the page is added on the way to the browser and comes from this server, as
the policy of the pages demands.
"""

from __future__ import annotations

import gc
import html
import mimetypes
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

SETTLE = 0.03
"""Seconds of quiet after a change: an editor may write a file in two steps."""

IDLE = 0.5
"""Seconds without a change after which there is time to look for garbage."""

RELOAD = """
// Shows the page anew after each build: in place where only its text changed, so that the eye stays
// where it was, else by loading it again.
const changes = new EventSource(`/-/changes${new URL(document.currentScript.src).search}`);
const parts = (page) =>
  Array.from(page.querySelectorAll("head [src], head [rel=stylesheet]"), (p) => p.outerHTML).join();
const find = (name) => [document, fresh].map((page) => page.querySelector(name));
let fresh;
changes.onmessage = async () => {
  const response = await fetch(location.href);
  fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const [oldFrame, newFrame] = find(".hb-frame");
  const same = response.ok && oldFrame && newFrame && parts(document) === parts(fresh);
  if (!same) return location.reload();
  document.title = fresh.title;
  oldFrame.replaceWith(newFrame);
  const [oldSearch, newSearch] = find("#hb-search");
  oldSearch.dataset.data = newSearch.dataset.data;
};
addEventListener("pagehide", () => changes.close());
"""
REPORT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not built</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body style="font: 1rem/1.5 system-ui, sans-serif; margin: 2rem">
<h1>Not built</h1><p>Mend the file and save it: this page comes back by itself.</p>
<pre style="white-space: pre-wrap; font-size: 1rem">{report}</pre></body></html>"""


@dataclass
class State:
    """What the builder tells the server: where the last good site is, or what is wrong now."""

    folder: Path
    report: str | None = None
    number: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, report: str | None) -> None:
        """A build has ended; `report` says what was wrong. Wakes every waiting page."""
        with self.changed:
            self.report = report
            self.number += 1
            self.changed.notify_all()

    def wait(self, number: int, seconds: float) -> int:
        """Waits until there is a newer build than `number`, and returns the newest."""
        with self.changed:
            self.changed.wait_for(lambda: self.number > number, timeout=seconds)
            return self.number


class Changes(FileSystemEventHandler):
    """Notes that something was saved."""

    def __init__(self) -> None:
        self.happened = threading.Event()
        self.paths: set[str] = set()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Reading a file is no change, and neither is what Python or an editor keeps beside it."""
        if event.event_type in ("opened", "closed_no_write") or event.is_directory:
            return
        path = os.fsdecode(event.dest_path or event.src_path)
        if "__pycache__" not in path and not Path(path).name.startswith("."):
            self.paths.add(path)
            self.happened.set()

    def take(self) -> set[str]:
        """Waits for a change, then for quiet, and returns what changed."""
        while not self.happened.wait(0.5):
            pass
        time.sleep(SETTLE)
        self.happened.clear()
        paths, self.paths = self.paths, set()
        return paths


def serve(
    config_file: Path,
    watched: Iterable[Path],
    build: Callable[[Path, Path], str | None],
    port: int,
) -> None:
    """Serves the site of `config_file` at 127.0.0.1 until it is interrupted.

    A save in one of the folders and files `watched` builds anew. `build(config_file,
    folder)` builds into a folder and returns a report when it could not. A change of our
    own Python starts the whole process anew.
    """
    with tempfile.TemporaryDirectory(prefix="handbook-") as temporary:
        state = State(Path(temporary) / "site")
        changes = Changes()
        observer = Observer()
        for path in watched:
            if path.exists():
                observer.schedule(changes, str(path), recursive=True)
        observer.start()
        server = _listen(port, state)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"Preview: http://127.0.0.1:{server.server_port}/", flush=True)
        try:
            _build_for_ever(config_file, build, state, changes)
        except KeyboardInterrupt:
            print()
        finally:
            observer.stop()
            server.shutdown()


def _listen(port: int, state: State) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), _handler(state))
    except OSError as error:
        advice = "Name another with: python -m macros serve --port 8001"
        raise SystemExit(f"Port {port} cannot be used ({error.strerror}). {advice}") from None


def _build_for_ever(
    config_file: Path, build: Callable[[Path, Path], str | None], state: State, changes: Changes
) -> None:
    while True:
        start = time.perf_counter()
        report = build(config_file, state.folder)
        state.tell(report)
        if report is None:
            print(f"Built in {time.perf_counter() - start:.2f} s", flush=True)
        if not changes.happened.wait(IDLE):
            gc.collect()
        paths = changes.take()
        if any(path.endswith(".py") for path in paths):
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def _handler(state: State) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            path = unquote(asked.path)
            if path == "/-/changes":
                self._changes(int(asked.query or 0))
            elif path == "/-/reload.js":
                self._send(200, "text/javascript; charset=utf-8", RELOAD.encode())
            elif state.number == 0:
                state.wait(0, 60)
                self.do_GET()
            else:
                self._page(path)

        def _page(self, path: str) -> None:
            # Taken before the page is read: a build that ends meanwhile is news to it.
            number = state.number
            if state.report is not None:
                page = REPORT.format(report=html.escape(state.report))
                return self._send(
                    503, "text/html; charset=utf-8", _with_reload(page.encode(), number)
                )
            file = _file(state.folder, path)
            if file is None:
                missing = (state.folder / "404.html").read_bytes()
                return self._send(404, "text/html; charset=utf-8", _with_reload(missing, number))
            body = file.read_bytes()
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            if kind == "text/html":
                body = _with_reload(body, number)
            return self._send(200, kind, body)

        def _changes(self, seen: int) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Connection", "close")
            self.end_headers()
            try:
                while True:
                    newest = state.wait(seen, 5)
                    self.wfile.write(b"data: new\n\n" if newest > seen else b": still here\n\n")
                    self.wfile.flush()
                    seen = newest
            except OSError:
                self.close_connection = True

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Requests are no news to an editor."""

    return Handler


def _file(folder: Path, path: str) -> Path | None:
    file = (folder / path.lstrip("/")).resolve()
    if file.is_dir():
        file /= "index.html"
    return file if file.is_file() and file.is_relative_to(folder.resolve()) else None


def _with_reload(page: bytes, number: int) -> bytes:
    """A page with the script that waits for a build newer than `number`."""
    script = f'<script src="/-/reload.js?{number}"></script></body>'
    return page.replace(b"</body>", script.encode(), 1)
