"""The addresses of the site, read from the site itself, so that tests can't forget one."""

import re

from django.urls import get_resolver

POST_ONLY = (
    "colours/", "flare/say/", "gentle/", "lessons/<slug:slug>/read/", "logs/<int:pk>/apart/", "sessions/<int:pk>/move/",
    "sessions/<int:pk>/play/signs/", "sessions/<int:pk>/swap/undo/", "start/clearance/", "start/country/",
    "you/allow/", "you/morning/",
)  # fmt: skip
# Everything of a person in one file: not a page.
FILES = ("you/data/export/",)


def routes(patterns=None, before=""):
    for one in patterns or get_resolver().url_patterns:
        route = before + re.sub(r"^\^|\$$", "", str(one.pattern))
        if not hasattr(one, "url_patterns"):
            yield route
        elif one.namespace != "admin":
            yield from routes(one.url_patterns, route)


ROUTES = sorted(set(routes()))


def fill(route, world):
    """An address of this route that is there for the person of `world`."""
    pk = world["log"] if route.startswith("logs/") else world["session"]
    if route.endswith("/same/"):
        pk = world.get("twice", pk)
    words = {
        "pk": pk, "monday": "2026-W47", "block": world["item"].block, "exercise": world["item"].exercise_id,
        "slug": "what-water-does" if route.startswith("lessons/") else "bird-dog", "uidb36": "1",
    }  # fmt: skip
    known = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(words.get(found[1], "nothing")), route)
    return "/" + re.sub(r"\(\?P<(\w+)>.*?\)", lambda found: str(words.get(found[1], "nothing")), known)
