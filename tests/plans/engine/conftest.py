import pytest

from exercises.catalogue import catalogue
from plans.engine.planning import make_plan
from plans.rulebook import rulebook


@pytest.fixture(scope="session")
def rules():
    return rulebook()


@pytest.fixture(scope="session")
def exercises():
    return catalogue().exercises


@pytest.fixture
def plan_for(rules, exercises):
    return lambda person, week=0: make_plan(person, exercises, rules, week=week)
