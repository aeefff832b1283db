"""The files of the rules: read once, turned into facts, and what is wrong with them gathered."""

import hashlib
import tomllib
from dataclasses import MISSING, fields

from plans.shapes import is_blank, nothing, sound

TEAM = "team"


class RuleFiles:
    """The files of one folder, with the library that they speak of and the faults found so far."""

    def __init__(self, folder, library):
        self.folder = folder
        self.library = library
        self.sources = {*library.sources, TEAM}
        self.faults = []
        self.unread = set()  # names; what follows from their silence is no fault of its own

    def names(self, pattern):
        return [path.name for path in sorted(self.folder.glob(pattern))]

    def read(self, name, shape):
        return RuleFile(self, name, shape)

    def digest(self):
        digest = hashlib.sha256(self.library.digest.encode())
        for name in self.names("*.toml"):
            digest.update(name.encode() + (self.folder / name).read_bytes())
        return digest.hexdigest()[:16]


class RuleFile:
    """One file. Its `content` is as `shape` has it: an empty value stands wherever something of the wrong shape does,
    so that the rest can be looked at."""

    def __init__(self, files, name, shape):
        self.files = files
        self.library = files.library
        self.name = name
        self.misfits = set()  # keys told already
        self.content = self._read(shape)

    def _read(self, shape):
        try:
            content = tomllib.loads((self.files.folder / self.name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            self.fault("file", error)
            self.files.unread.add(self.name)
            return {}
        misfits = []
        content = sound(content, shape, lambda *misfit: misfits.append(misfit))
        for key, what in misfits:
            key = key.removeprefix("flags.")
            self.fault(key, what)
            self.misfits.add(key)
        return content

    def fault(self, key, what):
        if self.name not in self.files.unread and key not in self.misfits:
            self.files.faults.append(f"{self.name}: {key}: {what}")

    def build(self, made, key, entry):
        """A fact from a table; keys that are unknown, missing or empty are faults, and lists become tuples or sets."""
        known = {one.name: one for one in fields(made)}
        values = {}
        for name, value in entry.items():
            if name not in known:
                self.fault(f"{key}.{name}", "is not known here")
            elif isinstance(value, list):
                values[name] = (frozenset if "frozenset" in str(known[name].type) else tuple)(value)
            else:
                values[name] = value
        for name, one in known.items():
            if one.default is MISSING and one.default_factory is MISSING:
                if is_blank(values.get(name)):
                    self.fault(f"{key}.{name}", "is empty")
                elif name not in values:
                    self.fault(f"{key}.{name}", "is missing")
                values.setdefault(name, nothing(one.type))
        return made(**values)

    def known(self, key, values, allowed, what):
        """All `values` are among those allowed; `what` is the word for one of them."""
        if what in ("flag", "red flag") and self.files.unread:
            return  # it may stand in a file that can't be read
        for value in sorted(values):
            if value not in allowed:
                self.fault(key, f"{value!r} is no {what} we know")

    def choice(self, key, allowed, value):
        """`value` as one of the enum or the texts `allowed`; as it was written if it is none."""
        if value not in list(allowed):
            self.fault(key, f"{value!r} is none of {', '.join(allowed)}")
            return value
        return allowed(value) if isinstance(allowed, type) else value

    def choices(self, key, allowed, values):
        return [self.choice(key, allowed, value) for value in values]

    def sourced(self, key, sources):
        if not sources:
            self.fault(f"{key}.sources", f'is missing; our own judgement is "{TEAM}"')
        self.known(f"{key}.sources", sources, self.files.sources, "source")

    def fills(self, key, text, named):
        """The values `named` fill all the braces of `text`."""
        try:
            text.format(**dict.fromkeys(named, ""))
        except KeyError as error:
            self.fault(key, f"names {{{error.args[0]}}}, which nothing fills")
        except IndexError:
            self.fault(key, "has empty braces")
        except (ValueError, AttributeError) as error:
            self.fault(key, f"can't be filled: {error}")
