"""What a stored plan was made from, why it holds what it holds, and whether it would come out the same again."""

from django.core.management.base import BaseCommand, CommandError

from exercises.catalogue import facts_of
from exercises.models import Exercise
from plans.engine import codec
from plans.engine.planning import make_plan
from plans.models import WeeklyPlan
from plans.rulebook import rulebook


class Command(BaseCommand):
    help = "Explains one stored plan: its inputs, the rules it was made under, each choice and each omission."

    def add_arguments(self, parser):
        parser.add_argument("plan_id", type=int)

    def handle(self, *args, plan_id, **options):
        plan = WeeklyPlan.objects.filter(pk=plan_id).first()
        if plan is None:
            raise CommandError(f"There is no plan {plan_id}.")
        draft = codec.from_json(plan.draft)
        for line in [*made_from(plan), *contents(draft), *verdict(plan, draft)]:
            self.stdout.write(line)


def made_from(plan):
    person = plan.inputs["person"]
    yield f"Plan {plan.pk}, week {plan.iso_week}, revision {plan.revision}, ruleset {plan.ruleset}"
    yield f"Turn of the week: {plan.inputs.get('week', 'not kept')}"
    yield "Inputs:"
    for key, value in person.items():
        if key != "facts":
            yield f"  {key}: {value}"
    for fact in person["facts"].values():
        quote = f" “{fact['quote']}”" if fact["quote"] else ""
        yield f"  {fact['flag']} ({fact['origin']}){quote}"
    for change in codec.from_json(plan.draft).changes:
        yield f"  {change.deed} {change.exercise or 'heart-raising minutes'}: {change.reason} (logs {change.logs})"
    for revision in plan.inputs.get("revisions", []):
        yield f"  changed on {revision['on']}: {revision['why']}"


def contents(draft):
    yield f"Outcome: {draft.screening.outcome}"
    for session in draft.sessions:
        yield f"Day {session.weekday}: {session.title}, {session.heart_minutes} heart, {session.total_minutes} in all"
        for item in session.items:
            yield f"  {item.block}: {item.exercise}. {item.reason} [{', '.join(item.sources)}]"
        for gap in session.gaps:
            yield f"  {gap.block}: nothing. {gap.reason} {gap.change}"
    yield f"Left out: {len(draft.left_out)}"
    for row in draft.left_out:
        yield f"  {row.exercise} ({', '.join(row.rules)}): {row.reason} {row.change}"


def verdict(plan, draft):
    rules = rulebook()
    if rules.digest != plan.ruleset:
        yield f"Not made again: the rules are now {rules.digest}, the plan was made under {plan.ruleset}."
        return
    if "week" not in plan.inputs:
        yield "Not made again: the turn of the week was not kept."
        return
    exercises = {row.slug: facts_of(row) for row in Exercise.objects.all()}
    person = codec.person_from_json(plan.inputs["person"])
    past = codec.past_from_json(plan.inputs.get("past", {}))
    again = make_plan(person, exercises, rules, week=plan.inputs["week"], past=past)
    yield "Made again: the same." if again == draft else "Made again: different; the library's rows have been edited."
