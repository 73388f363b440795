"""A web worker whose threads do not wait for slow senders.

gunicorn's own gives a connection a thread with its first byte; eight half-sent requests would then stop the system.
Here the main loop collects a request until it is whole, within ``PATIENCE``. What is too large for that is read by a
thread as it comes, but by half of them at most, and only from who sends at ``RATE`` or faster.
"""

import errno
import re
import time
from collections import deque
from functools import partial
from selectors import EVENT_READ

from gunicorn import http
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn, ThreadWorker

PATIENCE = 15  # seconds
RATE = 20_000  # bytes a second
COLLECTED = 128 * 1024  # bytes of a request
LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d+)")
CHUNKED = re.compile(rb"(?im)^transfer-encoding:")
ASKS = re.compile(rb"(?im)^expect:")


def asks(start: bytes) -> bool:
    """Whether the sender waits for leave to send the rest."""
    end = start.find(b"\r\n\r\n")
    return end > 0 and bool(ASKS.search(start, 0, end))


def missing(start: bytes) -> bool:
    """Whether more of a request that begins with ``start`` must come before it is whole."""
    end = start.find(b"\r\n\r\n")
    if end < 0:
        return True
    if CHUNKED.search(start, 0, end):
        return not start.endswith(b"\r\n0\r\n\r\n")
    length = LENGTH.search(start, 0, end)
    return len(start) < end + 4 + (int(length[1]) if length else 0)


class Reader(SocketUnreader):
    """Reads from the socket as long as it sends fast enough."""

    since, received = None, 0

    def begin(self) -> None:
        self.since, self.received = None, 0

    def chunk(self, size_hint=None) -> bytes:
        now = time.monotonic()
        self.since = self.since or now
        left = self.since + PATIENCE + self.received / RATE - now
        usual = self.sock.gettimeout()
        self.sock.settimeout(max(min(left, usual or left), 0.001))
        try:
            data = super().chunk(size_hint)
        except TimeoutError:
            raise ConnectionResetError(errno.ECONNRESET, "sent too slowly") from None
        finally:
            self.sock.settimeout(usual)
        self.received += len(data)
        return data


class PatientWorker(ThreadWorker):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.streaming, self.waiting = 0, deque()

    def accept(self, listener) -> None:
        try:
            sock, address = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        conn = TConn(self.cfg, sock, address, listener.getsockname())
        conn.parser = http.get_parser(self.cfg, sock, address)
        conn.parser.unreader = Reader(sock)
        self.collect(conn)

    def on_client_socket_readable(self, conn, client) -> None:
        """A kept connection brings its next request."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self.collect(conn)

    def collect(self, conn) -> None:
        conn.start, conn.streams = b"", False
        conn.timeout = time.monotonic() + PATIENCE
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def on_pending_socket_readable(self, conn, client) -> None:
        try:
            data = conn.sock.recv(COLLECTED)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        conn.start += data
        incomplete = missing(conn.start)
        if data and incomplete and len(conn.start) < COLLECTED and not asks(conn.start):
            return
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        if not data:  # gone before the request was whole
            self.nr_conns -= 1
            conn.close()
            return
        conn.data_ready = True
        conn.parser.unreader.begin()
        conn.parser.unreader.unread(conn.start)
        conn.streams = incomplete
        if conn.streams and self.streaming >= self.cfg.threads // 2:
            self.waiting.append(conn)
            return
        self.streaming += conn.streams
        self.enqueue_req(conn)

    def finish_request(self, conn, fs) -> None:
        conn.parser.unreader.begin()
        if conn.streams:
            conn.streams = False
            self.streaming -= 1
            if self.waiting:
                self.streaming += 1
                self.enqueue_req(self.waiting.popleft())
        super().finish_request(conn, fs)
