import re
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

PART = re.compile(r'@import "(\w+/\w+\.css)";')


def whole_sheet(sheet: Path) -> str:
    """A stylesheet with the parts it imports, each in its place."""
    return PART.sub(
        lambda found: (sheet.parent / found[1]).read_text(encoding="utf-8"), sheet.read_text(encoding="utf-8")
    )


def is_part(name: str) -> bool:
    """Whether it is a part of one of our stylesheets, which nobody asks for by itself."""
    return name.startswith("css/") and name.count("/") > 1


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed, our stylesheets whole and without comments and spaces, but for the admin's files: these
    are most of the work and few ever load them. Modules import each other by their hashed names."""

    support_js_module_import_aggregation = True

    def post_process(self, paths, **options):
        whole = InMemoryStorage()
        for name in [name for name in paths if name.startswith("css/") and not is_part(name)]:
            storage, path = paths[name]
            whole.save(name, ContentFile(whole_sheet(Path(storage.path(path))).encode()))
            paths[name] = (whole, name)
        yield from super().post_process({name: paths[name] for name in paths if not is_part(name)}, **options)

    def _save(self, name, content):
        if name.endswith(".css") and not name.startswith("admin/"):
            content.seek(0)  # the hash was taken from it before
            content = ContentFile(cssmin(content.read().decode()).encode())
        return super()._save(name, content)

    def compress_files(self, paths):
        return super().compress_files([path for path in paths if not path.startswith("admin/")])
