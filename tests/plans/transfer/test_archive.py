"""A zip that means harm is refused with words."""

import io
import stat
import zipfile

import pytest

from plans.transfer import Refused
from plans.transfer.archive import MOST_MEMBERS, unpack
from tests.plans.transfer.bringing import packed


def a_bomb():
    return packed(b" " * 130_000_000)


def many_parts():
    """Small as text, and not once it is read."""
    return packed(b"[" + b"{}," * 1_600_000 + b"{}]")


def packed_tightly():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("backcare.json", "{}")
    return file


def locked():
    file = packed("{}")
    data = bytearray(file.getvalue())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return io.BytesIO(bytes(data))


def a_liar():
    """A zip that says its member is small."""
    file = packed(b" " * 130_000_000)
    data = bytearray(file.getvalue())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(mark) + place
        data[start : start + 4] = (100).to_bytes(4, "little")
    return io.BytesIO(bytes(data))


def doubled():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("backcare.json", "{}")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("backcare.json", "[]")
    return file


def a_link():
    member = zipfile.ZipInfo("elsewhere")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = packed("{}")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(member, "/etc/passwd")
    return file


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (a_bomb, "far too big"),
        (many_parts, "far too big"),
        (packed_tightly, "packed in a way"),
        (a_liar, "far too big|not a whole"),
        (locked, "locked or broken"),
        (doubled, "twice"),
        (a_link, "link"),
        (lambda: packed("{}", name="../../backcare.json"), "folders"),
        (lambda: packed("{}", **{"/etc/passwd": ""}), "folders"),
        (lambda: packed("{}", **{"C:\\windows": ""}), "folders"),
        (lambda: packed("{}", name="other.json"), "no backcare.json"),
        (lambda: packed("{}", **{f"f{n}": "" for n in range(MOST_MEMBERS)}), "too many files"),
        (lambda: io.BytesIO(b"PK\x03\x04 not a zip"), "not a whole zip"),
        (lambda: io.BytesIO(b""), "not a whole zip"),
        (lambda: io.BytesIO(packed("{}").getvalue()[:-30]), "not a whole zip"),
        (lambda: io.BytesIO(packed("x" * 5000).getvalue().replace(b"K", b"L")), "not a whole zip"),
    ],
)
def test_a_hostile_zip_is_refused_with_words(make, words):
    file = make()
    with pytest.raises(Refused, match=words):
        unpack(file, size=file.getbuffer().nbytes)


def test_a_file_over_the_limit_is_not_even_opened():
    with pytest.raises(Refused, match="20 MB"):
        unpack(None, size=20_000_001)
