"""What each worker process of the server is and runs."""

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import wait

from django.core.wsgi import get_wsgi_application


def become_worker():
    """Called in each new process. Ctrl-C reaches every process of the terminal's group, so workers leave it: only the
    server stops them. The server's own signal handlers, which came along, would swallow its word to stop."""
    os.setpgrp()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def make_application():
    threading.Thread(target=end_with_parent, daemon=True).start()
    return get_wsgi_application()


def end_with_parent():
    """A killed server can't stop its workers. Left alone they would keep the port, so each watches its parent."""
    wait([multiprocessing.parent_process().sentinel])
    os._exit(1)
