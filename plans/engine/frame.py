"""What the days of a week share, and the usual dose of each exercise for this person."""

from dataclasses import dataclass, field

from exercises.facts import Dose, Kind
from plans.engine.dosing import halved, seconds
from plans.engine.draft import Block
from plans.engine.ladder import column_below, dose_at
from plans.engine.progress import Progress
from plans.engine.progression import heart_stage, heart_steps, stage_of
from plans.engine.reading import pain_band
from plans.engine.selection import COLUMNS, Candidate


@dataclass(frozen=True, slots=True)
class Chosen:
    """One exercise in its place, with its dose. `slot` names the place, `role` of strength or the block itself."""

    block: Block
    slot: str
    candidate: Candidate
    dose: Dose
    seconds: int
    is_smaller: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """What one day holds, before words. `empty` are the places nothing safe is left for."""

    chosen: tuple[Chosen, ...]
    empty: tuple[tuple[Block, str], ...]
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What all days of a week share: the person's level and pain, turned into steps and loads, and the choice."""

    person: object
    rules: object
    facts: object
    candidates: tuple[Candidate, ...]
    week: int
    exercises: object
    progress: Progress = field(default_factory=Progress)
    # Worked out once: slug → usual dose, role → its candidates, best first.
    doses: dict = field(default_factory=dict, init=False, compare=False)
    pools: dict = field(default_factory=dict, init=False, compare=False)

    @property
    def steps_down(self):
        return pain_band(self.person.pain_nrs, self.rules).steps_down

    @property
    def halves(self):
        return any(self.rules.flags[flag].halves_dose for flag in self.facts)

    @property
    def load(self):
        """The exercise load that suits: that of the level, of a gentler one, or of the gentlest."""
        if any(self.rules.flags[flag].is_gentlest for flag in self.facts):
            return self.rules.levels[COLUMNS[0]].load
        gentler = any(self.rules.flags[flag].is_gentler for flag in self.facts)
        place = COLUMNS.index(self.person.fitness_level) - max(self.steps_down, int(gentler))
        return self.rules.levels[COLUMNS[max(place, 0)]].load

    @property
    def target_minutes(self):
        """Heart-raising minutes the target asks of a day; less in a flare-up and severe pain."""
        limits = [self.rules.flags[flag].heart_minutes for flag in self.facts]
        return min([limit for limit in limits if limit] + [self.rules.target.minutes_per_day])

    @property
    def longest_bout(self):
        """The longest go of heart-raising minutes; None where no rule limits it."""
        limits = [self.rules.flags[flag].bout_minutes for flag in self.facts]
        return min((limit for limit in limits if limit), default=None)

    @property
    def heart_step(self):
        """The step of the heart-raising part: as far as the person has come, of those open to them."""
        steps = heart_steps(self.person, self.rules)
        return steps[min(heart_stage(self.progress, self.person.fitness_level, self.rules).step, len(steps) - 1)]

    @property
    def heart_minutes(self):
        """Heart-raising minutes planned for a day."""
        usual = self.rules.target.minutes_per_day
        return self.target_minutes if self.target_minutes < usual else self.heart_step.minutes

    @property
    def may_increase(self):
        """Whether anything may grow this week: not in pain, nor where a rule says never."""
        held = any(self.rules.flags[flag].no_increase or self.rules.flags[flag].halves_dose for flag in self.facts)
        return pain_band(self.person.pain_nrs, self.rules).may_increase and not held

    @property
    def levels_in_reach(self):
        """Levels whose exercises can be worked up to."""
        most = COLUMNS.index(self.person.fitness_level) + self.rules.progression.harder.columns_above
        return COLUMNS[: most + 1]

    @property
    def routine_minutes(self):
        return self.person.routine_minutes or self.rules.levels[self.person.fitness_level].routine_minutes

    @property
    def wanted_days(self):
        return self.person.days_per_week or self.rules.target.days_default

    def of_kind(self, kind):
        return [one for one in self.candidates if one.exercise.kind is kind]

    def novelties(self, role):
        """How often an exercise of this role has given way to a new one: each of the roles in turn."""
        roles = list(dict.fromkeys(one for slot in self.rules.session.slots for one in slot.roles))
        if role not in roles:
            return 0
        return (self.week // self.rules.progression.novelty.weeks + len(roles) - 1 - roles.index(role)) // len(roles)

    def turns(self, place):
        """Which of several choices has its turn on a day of this week."""
        return place + self.week


# Doses ----------------------------------------------------------------------------------------------------------------


def usual_dose(frame, one):
    """The dose of the person's step; a column lower in pain, and one lower where a rule keeps the exercise small."""
    if one.slug not in frame.doses:
        frame.doses[one.slug] = _usual_dose(frame, one)
    return frame.doses[one.slug]


def _usual_dose(frame, one):
    if one.exercise.kind is Kind.AEROBIC:
        return _aerobic_dose(frame, one)
    increase = frame.rules.progression.increase
    step = stage_of(frame.progress, one.exercise, frame.person.fitness_level, frame.rules).step
    for _down in range(frame.steps_down + int(bool(one.reduced_by))):
        step = column_below(one.exercise, step, increase)
    dose = dose_at(one.exercise, step, increase)
    return halved(dose) if frame.halves and step >= 0 else dose


def _aerobic_dose(frame, one):
    """Minutes of the person's column, for what does not count as heart-raising and for waiting."""
    reached = COLUMNS[: COLUMNS.index(frame.person.fitness_level) + 1]
    columns = [one.exercise.doses[level] for level in reached if level in one.exercise.doses]
    place = len(columns) - 1 - frame.steps_down - int(bool(one.reduced_by))
    dose = columns[max(place, 0)]
    return halved(dose) if frame.halves or place < 0 else dose


def with_dose(block, slot, candidate, dose, frame, is_smaller=False):
    return Chosen(block, slot, candidate, dose, seconds(dose, frame.rules.timing, candidate.exercise.rep_s), is_smaller)
