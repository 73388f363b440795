"""The web server's settings: python -m gunicorn -c config/gunicorn.py config.wsgi"""

import os

from config.processes import die_with_parent

bind = f"{os.environ.get('TOUYAN_HOST', '127.0.0.1')}:{os.environ.get('TOUYAN_PORT', '8000')}"
worker_class = "config.patience.PatientWorker"  # gthread, see there
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 60  # seconds
graceful_timeout = 10  # seconds
control_socket_disable = True


def post_fork(server, worker) -> None:
    die_with_parent()
