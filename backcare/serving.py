"""What each worker process of the server runs."""

import multiprocessing
import os
import threading
from multiprocessing.connection import wait

from django.core.wsgi import get_wsgi_application


def make_application():
    # Ctrl-C reaches every process of the terminal's group; workers leave it, so that only the server stops them.
    os.setpgrp()
    threading.Thread(target=end_with_parent, daemon=True).start()
    return get_wsgi_application()


def end_with_parent():
    """A killed server can't stop its workers. Left alone they would keep the port, so each watches its parent."""
    wait([multiprocessing.parent_process().sentinel])
    os._exit(1)
