"""JSON lines: one object in, one out, in the same order. A bad line gets its own answer and stops nothing."""

import json
import sys
import traceback
from collections import Counter
from math import isfinite

ERROR_LENGTH = 300  # an error quotes no more of a line than a person would read


def answer_each(write, answer):
    """Writes `answer(entry)`, a dict, for each line of standard input that is not blank, with its id in front."""
    for line in sys.stdin.buffer:
        if line.strip():
            write(json.dumps(_answered(line, answer), ensure_ascii=False, allow_nan=False))


def _answered(line, answer):
    name = None
    try:
        entry, faults = _read(line)
        name = _name_of(entry)
        if name is None and not faults:
            faults = ["id is missing" if entry.get("id") is None else "id must be text or a number"]
        if faults:
            raise ValueError("; ".join(faults))
        return {"id": name, **answer(entry)}
    except RecursionError:
        return {"id": name, "error": "too many brackets inside each other"}
    except ValueError as error:
        return {"id": name, "error": _short(str(error))}
    except Exception as error:  # our own mistake: told here and on standard error, and the next line is answered
        traceback.print_exc()
        return {"id": name, "error": _short(f"not answered, by a mistake of ours: {error!r}")}


def _read(line):
    """The object of a line, and what in it can't be taken at its word, though it can be read."""
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8: byte {error.start + 1} of the line") from None
    faults = []

    def once(pairs):
        doubles = sorted(key for key, times in Counter(key for key, _value in pairs).items() if times > 1)
        faults.extend(f"key given twice: {key}" for key in doubles)
        return dict(pairs)

    def no_number(name):
        faults.append(f"{name} is no number in JSON")

    try:
        entry = json.loads(text, object_pairs_hook=once, parse_constant=no_number)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error}") from None
    except ValueError:
        raise ValueError("holds a number of too many digits") from None
    if not isinstance(entry, dict):
        raise ValueError("a line must hold one object")
    if "\\u" in text and not _is_whole(json.dumps(entry, ensure_ascii=False)):
        faults.append("holds half a character: \\ud800 to \\udfff come in pairs")
    return entry, faults


def _is_whole(text):
    """Whether there is no lone half of a UTF-16 pair in it: JSON can escape it, UTF-8 can't hold it."""
    return not any("\ud800" <= one <= "\udfff" for one in text)


def _name_of(entry):
    """The id of a line, if it is one that can be given back."""
    name = entry.get("id")
    if isinstance(name, str):
        return name if _is_whole(name) else None
    return name if type(name) is int or (type(name) is float and isfinite(name)) else None


def _short(text):
    return text if len(text) <= ERROR_LENGTH else f"{text[: ERROR_LENGTH - 1]}…"
