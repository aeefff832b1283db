from django.core.files.base import ContentFile
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed, our stylesheets without comments and spaces, but for the admin's files: these are most of
    the work and few ever load them. Modules import each other by their hashed names."""

    support_js_module_import_aggregation = True

    def _save(self, name, content):
        if name.endswith(".css") and not name.startswith("admin/"):
            content.seek(0)  # the hash was taken from it before
            content = ContentFile(cssmin(content.read().decode()).encode())
        return super()._save(name, content)

    def compress_files(self, paths):
        return super().compress_files([path for path in paths if not path.startswith("admin/")])
