"""What is left out for someone, and by whom."""

import datetime
from dataclasses import dataclass

from plans.models import NEVER_CHOICES, Profile


@dataclass(frozen=True, slots=True)
class Never:
    """An exercise the person asked us never to plan; `of` is what it is a harder version of, when that was why."""

    exercise: str
    why: str
    date: datetime.date
    of: str = ""


def never_list(profile: Profile) -> tuple[Never, ...]:
    words = dict(NEVER_CHOICES)
    return tuple(
        Never(
            entry["exercise"],
            str(words.get(entry.get("why"), "")),
            datetime.date.fromisoformat(entry["date"]),
            entry.get("of", ""),
        )
        for entry in profile.never
    )
