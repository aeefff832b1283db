import subprocess
import sys

# A worker that is held at birth until it has been told to stop; what it says afterwards is its way of ending.
TOLD_TO_STOP_AT_BIRTH = """
import os, signal
from backcare import serving

told, tell = os.pipe()
signal.signal(signal.SIGTERM, lambda *_: None)
os.register_at_fork(after_in_child=lambda: os.read(told, 1))
serving.prepare_forks(2, then=lambda: print("all born", flush=True))
for _ in range(2):
    worker = os.fork()
    if not worker:
        os._exit(0)
    os.kill(worker, signal.SIGTERM)
    os.write(tell, b".")
    print(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]), flush=True)
"""

# A server that has no workers; it says which books they would read themselves, or search for garbage.
STARTED = """
import gc

import django

django.setup()

from backcare.management.commands import start
from plans.apps import BOOKS


class Server:
    def __init__(self, *arguments, **options):
        pass

    def serve(self):
        searched = {id(one) for one in gc.get_objects()}
        print([read.__name__ for read in BOOKS if not read.cache_info().currsize or id(read()) in searched])


start.Granian = Server
start.Command().serve("127.0.0.1", 0)
"""


def test_a_worker_told_to_stop_at_birth_stops():
    said = subprocess.run([sys.executable, "-c", TOLD_TO_STOP_AT_BIRTH], capture_output=True, text=True, timeout=20)
    assert said.stdout.split("\n") == ["-15", "all born", "-15", ""], said.stderr


def test_workers_are_born_with_the_books_read_and_never_search_them_for_garbage():
    said = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, timeout=60)
    assert said.stdout == "[]\nStopped.\n", said.stderr
