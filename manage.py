#!/usr/bin/env python
import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said here, before anything fails to import
    sys.exit("Backcare needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])  # noqa: UP031

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backcare.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
