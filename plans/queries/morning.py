"""The one question of the morning after."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from plans.models import Profile, SessionLog

ASKED_FOR = datetime.timedelta(days=2)  # later, nobody remembers what it came from


@dataclass(frozen=True, slots=True)
class Morning:
    """The newest session done before today, near enough to ask about, and whether it was answered."""

    log: SessionLog
    is_answered: bool


def morning_of(profile: Profile, logs: Iterable[SessionLog], *, today: datetime.date) -> Morning | None:
    """What to ask today; None if there is nothing, or the person does not want to be asked. An answer given stays
    in view as long as the question would have. `logs` are any of the person's, the last days among them."""
    near = [log for log in logs if log.session_id and today - ASKED_FOR <= log.date < today]
    log = max(near, key=lambda one: (one.date, one.pk), default=None)
    if log is None or not (profile.asks_in_morning or log.next_morning):
        return None
    return Morning(log, bool(log.next_morning))
