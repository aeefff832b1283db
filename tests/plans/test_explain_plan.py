"""The command that explains a stored plan, end to end."""

import io

import pytest
from django.core.management import call_command

from exercises.models import Exercise
from tests.builders import make_plan, make_profile, make_user

pytestmark = pytest.mark.django_db


def explained(plan):
    out = io.StringIO()
    call_command("explain_plan", str(plan.pk), stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def plan():
    user = make_user()
    make_profile(user, ticked=["worse_bending_forward", "cannot_kneel"])
    return make_plan(user)


def test_a_stored_plan_comes_out_the_same_again(plan):
    plan.refresh_from_db()
    lines = explained(plan)
    assert lines[0].startswith(f"Plan {plan.pk}, week 2026-W47, revision 1, ruleset {plan.ruleset}")
    assert lines[-1] == "Made again: the same."


def test_a_plan_of_an_edited_library_comes_out_different(plan):
    Exercise.objects.filter(slug=plan.sessions.first().items.last().exercise_id).update(is_retired=True)
    assert explained(plan)[-1].startswith("Made again: different")


def test_a_plan_of_other_rules_is_not_made_again(plan):
    plan.ruleset = "of another day"
    plan.save()
    assert explained(plan)[-1].startswith("Not made again: the rules are now")
