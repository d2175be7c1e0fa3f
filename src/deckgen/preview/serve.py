"""The page at an address of this machine, reloading itself when it changes."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EADDRINUSE
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from deckgen.types.error import DeckgenError

LOOPBACK = "127.0.0.1"
_NAMES = (LOOPBACK, "localhost")
_HEARTBEAT = 10.0
"""Seconds between signs of life, by which a page that was closed is noticed."""


class LivePage:
    """The page as it is now, and a way to wait for the next one."""

    def __init__(self, html: str) -> None:
        """Take the first page."""
        self._changed = threading.Condition()
        self.html = html
        self.version = 0

    def replace(self, html: str) -> None:
        """Put another page in its place, and wake all that wait; an equal page wakes nobody."""
        with self._changed:
            if html == self.html:
                return
            self.html = html
            self.version += 1
            self._changed.notify_all()

    def wait(self, version: int) -> int:
        """Wait a while for a page other than `version`, and return the version that is there then."""
        with self._changed:
            self._changed.wait_for(lambda: self.version != version, timeout=_HEARTBEAT)
            return self.version


class _Server(ThreadingHTTPServer):
    """A server whose requests end with the program, and may end before."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over a page that was closed while it was read; show anything else, which is a bug."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def served(page: LivePage, port: int) -> Iterator[str]:
    """Serve a page to this machine alone, and give its address. Raises DeckgenError where the port is taken."""
    try:
        server = _Server((LOOPBACK, port), _handler(page))
    except OSError as fault:
        why = "is in use" if fault.errno == EADDRINUSE else f"cannot be used: {fault.strerror}"
        raise DeckgenError(f"port {port} {why}", hint="leave --port out, and a free one is taken") from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def _handler(page: LivePage) -> type[BaseHTTPRequestHandler]:
    """Return a handler of requests for a page and its changes."""

    class Handler(BaseHTTPRequestHandler):
        """Answers with the page, or tells of its changes (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""

        def do_GET(self) -> None:
            """Answer requests that name this machine; a site that made its own name point here is refused."""
            if self.headers.get("Host", "").rpartition(":")[0] not in _NAMES:
                self.send_error(403)
            elif self.path == "/":
                self._page()
            elif self.path == "/changes":
                self._changes()
            else:
                self.send_error(404)

        def _page(self) -> None:
            body = page.html.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def _changes(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            version = page.version
            try:
                self.wfile.write(b": here\n\n")
                while True:
                    now = page.wait(version)
                    self.wfile.write(b"data: changed\n\n" if now != version else b": still here\n\n")
                    version = now
            except OSError:
                self.close_connection = True  # the page was closed

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            """Say nothing: requests are no news to an author."""

    return Handler
