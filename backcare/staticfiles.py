from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed, but for the admin's files: these are most of the work and few ever load them. Modules
    import each other by their hashed names."""

    support_js_module_import_aggregation = True

    def compress_files(self, paths):
        return super().compress_files([path for path in paths if not path.startswith("admin/")])
