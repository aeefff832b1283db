"""Whether the pain before the last sessions still fits the answer that the plan is made from."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from plans.engine.reading import outgrows
from plans.measures import measures
from plans.models import Profile, SessionLog
from plans.rulebook import rulebook


@dataclass(frozen=True, slots=True)
class PainAgain:
    """`before`: pain before the last sessions, latest last; `answered`: the 0-10 the plan goes by, None without."""

    before: tuple[int, ...]
    answered: int | None

    @property
    def sentence(self):
        words = {"before": get_text_list(self.before, _("and")), "answered": self.answered}
        if self.answered is None:
            return _("Your pain was %(before)s before your last sessions. Tell your plan how your back is now") % words
        return (
            _("Your pain was %(before)s before your last sessions, and your plan goes by %(answered)s. How is it now?")
            % words
        )


def pain_again(profile: Profile, logs: Iterable[SessionLog], *, today: datetime.date) -> PainAgain | None:
    """None while the answer fits. `logs` are any of the person's, the last days among them; those of the day of the
    answer and before say nothing against it."""
    rules = measures().pain_again
    since = max(profile.back_saved_at.astimezone(profile.zone).date(), today - datetime.timedelta(days=rules.days))
    told = [log for log in logs if log.pain_before is not None and since < log.date <= today]
    last = sorted(told, key=lambda log: (log.date, log.pk))[-rules.sessions :]
    before = tuple(log.pain_before for log in last)
    if len(before) < rules.sessions or not outgrows(before, profile.pain_nrs, rulebook()):
        return None
    return PainAgain(before, profile.pain_nrs)
