"""Words for what someone has chosen under "You"."""

from django import template
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

register = template.Library()
EVERY_DAY = 7


@register.simple_tag
def reminders_now(form):
    """Whether reminders are on, and when they come."""
    if not form.initial["is_on"]:
        return _("They are off.")
    days = form.initial["days"]
    when = _("every day") if len(days) == EVERY_DAY else ", ".join(str(WEEKDAYS_ABBR[day]) for day in days)
    return _("They come by e-mail at %(time)s, %(days)s, if a session is planned.") % {
        "time": f"{form.initial['time']:%H:%M}",
        "days": when,
    }
