"""JSON lines: one object in, one out, in the same order. A bad line gets its own answer and stops nothing."""

import json
import sys


def answer_each(write, answer):
    """Writes `answer(entry)`, a dict, for each line of standard input, with its id in front."""
    for line in sys.stdin.buffer:
        if line.strip():
            write(json.dumps(_answered(line, answer), ensure_ascii=False))


def _answered(line, answer):
    entry = None
    try:
        entry = json.loads(line.decode("utf-8"))
        if not isinstance(entry, dict):
            raise ValueError("a line must hold one object")
        if entry.get("id") is None:
            raise ValueError("id is missing")
        return {"id": entry["id"], **answer(entry)}
    except (ValueError, RecursionError) as error:
        return {"id": entry.get("id") if isinstance(entry, dict) else None, "error": str(error)}
