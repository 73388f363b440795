"""Half-sent requests hold no thread of the web server; whole ones come through, whatever their size and pace."""

import http.client
import os
import socket
import sys
import time

import pytest
from django.conf import settings

from config.patience import asks, missing
from config.processes import spawn, stop
from tests.servers import wait_until

HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"


@pytest.mark.parametrize(
    ("start", "incomplete"),
    [
        (b"", True),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", True),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", False),
        (HEAD % 3 + b"ab", True),
        (HEAD % 3 + b"abc", False),
        (b"GET / HTTP/1.1\r\nX: 1\r\n\r\nContent-Length: 9\r\n\r\n", False),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", True),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", False),
    ],
)
def test_a_request_is_whole_with_its_last_byte(start, incomplete):
    assert missing(start) == incomplete


def test_who_asks_for_leave_is_not_waited_for():
    assert asks(b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
    assert not asks(b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n\r\nExpect: 100-continue")


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    log = tmp_path_factory.mktemp("web") / "web.log"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {"TOUYAN_PORT": str(port), "WEB_CONCURRENCY": "1", "PYTHONPATH": str(settings.BASE_DIR)}
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "tests.config.slow_app"]
    process = spawn(command, log=log, env=env)
    wait_until(lambda: "Booting worker" in log.read_text() or process.poll() is not None, what=log)
    yield port
    stop(process)
    assert "Traceback" not in log.read_text(), log.read_text()


def send(port: int, *parts: bytes) -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", port), timeout=30)
    for part in parts:
        sock.sendall(part)
    return sock


def answer(port: int, size: int = 0, *, pieces: int = 1) -> tuple[float, int]:
    """Seconds until a request with a body of ``size`` bytes was answered, and what came of it."""
    begun = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/", iter([b"x" * (size // pieces)] * pieces), {"Content-Length": str(size)})
    response = connection.getresponse()
    found = int(response.read())
    connection.close()
    return time.monotonic() - begun, found


@pytest.mark.parametrize(
    "half",
    [
        [b"P"],
        [b"POST / HTTP/1.1\r\nHost: x\r\nX-A: "],
        [HEAD % 1000, b"x" * 10],
        [b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", b"5\r\nab"],
        [HEAD % 10_000_000, b"x" * 200_000],
        [HEAD[:-2] % 1000 + b"Expect: 100-continue\r\n\r\n"],
    ],
    ids=["a byte", "half a head", "half a form", "half a chunk", "half an upload", "an upload announced"],
)
def test_twenty_half_sent_requests_do_not_keep_others_waiting(port, half):
    slow = [send(port, *half) for _ in range(20)]
    time.sleep(0.3)
    seconds, found = answer(port, 5)
    assert found == 5
    assert seconds < 1.5
    for sock in slow:
        sock.close()
    wait_until(lambda: answer(port, 300_000)[1] == 300_000, what="uploads go on")


def test_a_half_sent_request_is_cut_off(port):
    begun = time.monotonic()
    sock = send(port, HEAD % 1000, b"x")
    assert sock.recv(100) == b""
    assert time.monotonic() - begun < 10


def test_large_and_kept_connections_come_through(port):
    assert answer(port, 20_000_000, pieces=50)[1] == 20_000_000
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for size in (0, 10, 500_000, 7):
        connection.request("POST", "/", b"x" * size)
        assert int(connection.getresponse().read()) == size
    connection.close()
    sock = send(port, HEAD % 3, b"abc" + HEAD % 4 + b"abcd")
    sock.settimeout(5)
    received = b""
    while received.count(b"HTTP/1.1 200") < 2:
        received += sock.recv(1000)
