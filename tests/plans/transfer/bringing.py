"""Files for an import, and the import of one."""

import datetime
import io
import json
import zipfile

from django.utils import timezone

from plans.transfer import import_person

NOTE = "Bending forward to put on socks is the worst. Walking makes it easier. I can’t kneel."


def today():
    return timezone.now().date()


def a_while_ago(days):
    return today() - datetime.timedelta(days=days)


def packed(content, name="backcare.json", **others):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content if isinstance(content, (str, bytes)) else json.dumps(content))
        for other, text in others.items():
            archive.writestr(other, text)
    file.seek(0)
    return file


def bring(user, file):
    return import_person(user, file, size=file.getbuffer().nbytes)
