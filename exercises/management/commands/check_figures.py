"""Checks every drawing: joints, bones, floor, frame, targets, sizes."""

from django.core.management.base import BaseCommand, CommandError

from exercises import svg
from exercises.catalogue import catalogue
from exercises.poses import drawings
from exercises.poses.checks import faults


class Command(BaseCommand):
    help = "Check every drawing of the library."

    def handle(self, *args, **options):
        found = [fault for drawing in drawings().values() for fault in faults(drawing)]
        found += [f"{slug}: no drawing" for slug in sorted(set(catalogue().exercises) - set(drawings()))]
        for fault in found:
            self.stdout.write(fault)
        stills = [len(svg.still(key).encode()) for key in drawings()]
        moving = [len(svg.moving(key).encode()) for key in drawings() if svg.has_movement(key)]
        self.stdout.write(
            f"{len(stills)} stills, {max(stills)} bytes at most, {sum(stills) // len(stills)} on average; "
            f"{len(moving)} moving, {max(moving)} at most, {sum(moving) // len(moving)} on average"
        )
        if found:
            raise CommandError(f"{len(found)} faults")
