"""The easier version of an exercise, for when it hurts: one that passed the same screening."""

from plans.engine.frame import Frame, usual_dose
from plans.engine.reading import effective_flags
from plans.engine.selection import Candidate, consider


def easier_for(exercise, person, exercises, rules):
    """(Candidate, its dose) for the first easier neighbour this person may do, or None. `exercises` maps slug →
    Exercise and holds at least the neighbours."""
    facts = effective_flags(person, rules)
    frame = Frame(person, rules, facts, (), 0, exercises)
    for slug in exercise.easier:
        easier = exercises.get(slug)
        if easier is None or easier.is_retired or easier.is_library_only:
            continue
        found = consider(easier, person, facts, rules)
        if isinstance(found, Candidate):
            return found, usual_dose(frame, found)
    return None
