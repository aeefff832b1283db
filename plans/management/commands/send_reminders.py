"""Sends the reminders that are due. Run it every few minutes, on as many machines as you like."""

from django.core.management.base import BaseCommand, CommandError

from plans.services.reminders import can_remind
from plans.services.sending import report_unknown, send_due


class Command(BaseCommand):
    help = "Sends the reminders that are due, each at most once. What may be lost is reported, with exit status 1."

    def handle(self, *args, **options):
        if not can_remind():
            raise CommandError("Reminders need mail and the address of this site: set EMAIL_URL and SITE_URL.")
        self.complaints = 0
        try:
            self.stdout.write(f"{send_due(self.complain)} sent")
        except OSError as error:
            self.complain(f"The mail server can’t be used now: {error}")
        report_unknown(self.complain)
        if self.complaints:
            raise CommandError("Not everything went well; see above.")

    def complain(self, words):
        """At once, so that it is said whatever happens next."""
        self.complaints += 1
        self.stderr.write(words)
        self.stderr.flush()
