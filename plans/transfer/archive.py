"""The zip file: written whole, read with suspicion."""

import io
import json
import re
import stat
import zipfile
import zlib

from django.utils.translation import gettext as _

CONTENT = "backcare.json"
LOGS = "logs.csv"
ABOUT = "README.txt"
MOST_ZIP_BYTES = 20_000_000
MOST_UNPACKED_BYTES = 60_000_000  # ten years of three sessions a week are 40, in 1.5 million parts
MOST_PARTS = 3_000_000
MOST_MEMBERS = 20
PIECE = 1_000_000
MOST_LETTERS = 20_000
MOST_NUMBER = 2**31 - 1
# All that `zipfile` raises on a file cut short, altered, packed in a way it does not know, or no zip at all.
NOT_WHOLE = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, EOFError, ValueError)
PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others can't be unpacked piece by piece
UNFIT = re.compile("[\x00\ud800-\udfff]")


class Refused(Exception):
    """Nothing was taken in; the message says why, for the person who sent the file."""


def pack(texts: dict[str, bytes]) -> bytes:
    """A zip of these members; the same texts give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def unpack(file, *, size: int):
    """What `backcare.json` in the zip says. Nothing is written to the disk, and no more is unpacked than allowed,
    whatever the zip says of itself. Raises Refused."""
    if size > MOST_ZIP_BYTES:
        raise Refused(_("This file is too big: at most %(most)s MB.") % {"most": MOST_ZIP_BYTES // 1_000_000})
    try:
        with zipfile.ZipFile(file) as archive:
            _check_members(archive.infolist())
            content = _read_content(archive)
    except NOT_WHOLE as error:
        raise Refused(_("This is not a whole zip file. Download it again, and send it unchanged.")) from error
    except (RuntimeError, zlib.error) as error:
        raise Refused(_("This zip file can’t be opened: it is locked or broken.")) from error
    return _read_json(content)


def _check_members(members):
    if len(members) > MOST_MEMBERS:
        raise Refused(_("There are too many files in this zip."))
    names = [member.filename for member in members]
    for name in names:
        if "/" in name or "\\" in name or name in ("", ".", ".."):
            raise Refused(_("There are folders in this zip. A Backcare export has none."))
    if any(stat.S_ISLNK(member.external_attr >> 16) for member in members):
        raise Refused(_("There is a link in this zip. A Backcare export has none."))
    if len({name.lower() for name in names}) < len(names):
        raise Refused(_("A file stands twice in this zip."))
    if CONTENT not in names:
        raise Refused(_("There is no %(name)s in this zip. Is it a Backcare export?") % {"name": CONTENT})
    if any(member.compress_type not in PACKED_AS for member in members):
        raise Refused(_("This zip was packed in a way that can’t be read here. Send it as it was exported."))


def _read_content(archive):
    pieces, length = [], 0
    with archive.open(CONTENT) as member:
        while piece := member.read(PIECE):
            length += len(piece)
            if length > MOST_UNPACKED_BYTES:
                raise Refused(_("Unpacked, this file is far too big."))
            pieces.append(piece)
    content = b"".join(pieces)
    if sum(content.count(sign) for sign in (b"[", b"{", b",")) > MOST_PARTS:  # each takes far more memory than its sign
        raise Refused(_("Unpacked, this file is far too big."))
    return content


def _read_json(content):
    try:
        value = json.loads(content.decode("utf-8"), parse_constant=_no_number, parse_float=_finite)
        _check_values(value)
    except (ValueError, RecursionError) as error:
        raise Refused(_("%(name)s can’t be read. Send it as it was exported.") % {"name": CONTENT}) from error
    return value


def _no_number(word):
    raise ValueError(word)


def _finite(digits):
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError(digits)
    return number


def _check_values(value):
    """Raises ValueError at text or numbers that no database keeps, and at text too long to be someone's words."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and (len(one) > MOST_LETTERS or UNFIT.search(one)):
            raise ValueError("unfit text")
        if isinstance(one, int) and abs(one) > MOST_NUMBER:
            raise ValueError("unfit number")
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
