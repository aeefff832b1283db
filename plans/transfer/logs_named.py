"""The logs that plans and answers name inside their JSON. Their numbers hold on one site only, so they leave as ids of
the file and come back as the numbers they get."""

from collections.abc import Mapping

NAMING_LOGS = {"profile": ("read", "removed"), "plans": ("inputs", "draft")}  # table → columns
GONE = 0  # the number of no log


def with_logs(value, numbers: Mapping[int, int]):
    """A copy of `value` in which each `log` and each of `logs` is what `numbers` makes of it. One that is not there is
    left out of `logs`, and is GONE as a `log`."""
    if isinstance(value, list):
        return [with_logs(one, numbers) for one in value]
    if not isinstance(value, dict):
        return value
    found = {key: with_logs(one, numbers) for key, one in value.items()}
    if isinstance(found.get("log"), int):
        found["log"] = numbers.get(found["log"], GONE)
    if isinstance(found.get("logs"), list):
        found["logs"] = [numbers[one] for one in found["logs"] if isinstance(one, int) and one in numbers]
    return found
