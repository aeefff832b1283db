"""What each worker process of the server is and runs."""

import gc
import itertools
import multiprocessing
import os
import signal
import threading
from functools import partial
from multiprocessing.connection import wait

from django.core.wsgi import get_wsgi_application

STOP = {signal.SIGTERM}


def load_for_workers(books):
    """What is read before workers are born, they share. Frozen, it is left out of the search for garbage, which else
    went over all of it now and then and took 0.2 s of whichever request it fell into."""
    for read in books:
        read()
    gc.freeze()


def prepare_forks(workers, then):
    """Has each worker born as one, and calls `then` when the last of `workers` is. No thread of ours may run before:
    a worker is born with the locks that a thread holds just then, and waits for ever at the first of them."""
    births = itertools.count(1)

    def after_in_server():
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP)
        if next(births) == workers:
            then()

    os.register_at_fork(
        before=partial(signal.pthread_sigmask, signal.SIG_BLOCK, STOP),
        after_in_parent=after_in_server,
        after_in_child=become_worker,
    )


def become_worker():
    """Called in each new process. Ctrl-C reaches every process of the terminal's group, so workers leave it: only the
    server stops them. Its word to stop waits until the server's own handlers, which came along and would swallow it,
    are gone."""
    os.setpgrp()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP)


def make_application():
    threading.Thread(target=end_with_parent, daemon=True).start()
    return get_wsgi_application()


def end_with_parent():
    """A killed server can't stop its workers. Left alone they would keep the port, so each watches its parent."""
    wait([multiprocessing.parent_process().sentinel])
    os._exit(1)
