"""All we keep of one person as a file, and the same person back from it."""

from plans.transfer.archive import Refused
from plans.transfer.leaving import export_person
from plans.transfer.returning import import_person

__all__ = ["Refused", "export_person", "import_person"]
