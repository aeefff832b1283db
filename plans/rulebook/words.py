"""The engine's sentences, words.toml: all that it says are there, and name nothing that it does not fill in."""

from collections.abc import Mapping

from plans.shapes import is_blank

# Key of a sentence → the values it may name.
WORDS = {
    "told": "told", "told_also": "told more", "wrote": "quote", "worked_out": "told", "strict": "questions",
    "strict_also": "because questions", "question": "question", "heart_bouts": "goes minutes",
    "heart_have": "equipment", "preferred": "because", "reduced": "because", "left_out": "because why",
    "left_out_more": "because", "level": "level needed", "level_change": "needed", "equipment": "equipment",
    "equipment_change": "equipment", "swap_today": "name", "swap_never": "name", "gap": "because",
    "gap_rules": "told", "gap_more": "equipment", "gap_never": "exercises", "gap_change": "change",
    "gap_change_one": "change", "gap_change_all": "change",
    "notice_gap": "place", "notice_gap_asked": "place",
    "notice_light": "minutes",
    "notice_few_days": "days wanted planned", "notice_strict": "told question", "notice_short": "minutes",
    "waived": "because", "lower_target": "minutes because", "own_sessions": "planned", "own_days": "left",
    "why_pattern": "sessions weekdays heart", "why_pattern_light": "sessions weekdays", "sessions_count": "count",
    "why_rules_one": "because", "why_rules": "count because", "why_prefer_one": "exercises because",
    "why_prefer": "exercises because", "why_answer": "days minutes level", "some_weeks": "count",
}  # fmt: skip
PLAIN = (
    "warm_up", "cool_down", "stretch", "stretch_mobility", "slot_abdominal", "slot_back", "slot_hip", "slot_upper",
    "slot_balance",
    "heart", "heart_light", "meanwhile", "easier_dose", "never", "never_change", "gentle", "gentle_title",
    "swap_easier", "swap_same", "swap_harder", "gap_asked", "gap_equipment", "gap_change_none", "gap_block_warm_up",
    "gap_block_heart", "gap_slot_abdominal", "gap_slot_back", "gap_slot_hip", "gap_slot_upper", "gap_block_stretch",
    "gap_block_cool_down", "notice_adjacent", "notice_ask", "waived_nothing", "own_session", "own_day", "session_count",
    "under_age", "title_rest", "title_joint", "and", "or", "weekday_0", "weekday_1", "weekday_2", "weekday_3",
    "weekday_4", "weekday_5", "weekday_6", "title_abdominal", "title_back", "title_hip", "title_upper",
    "title_balance", "one_week", "new_this_week", "put_back", "gentler_now", "out_now",
)  # fmt: skip
VALUES = {**dict.fromkeys(PLAIN, ""), **WORDS}


def read_words(files):
    """Key → sentence."""
    file = files.read("words.toml", Mapping[str, str])
    words = file.content
    for key in VALUES.keys() - words.keys():
        file.fault(key, "is missing")
    for key, text in words.items():
        if key not in VALUES:
            file.fault(key, "is not known here")
        elif is_blank(text):
            file.fault(key, "is empty")
        else:
            file.fills(key, text, VALUES[key].split())
    return words
