"""The four steps: safety, your back, did we read you right, your week."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plans.engine.draft import Outcome
from plans.forms.back import COMFORTS, BackForm, since_of
from plans.forms.safety import SafetyForm, signs_of
from plans.forms.week import WeekForm
from plans.models import Profile
from plans.queries.read_back import open_signs, read_back
from plans.queries.start import STEPS, addable, known_chips, next_step, with_exercises
from plans.queries.stops import screening_of, signs_taken_off, stop_page_of
from plans.rulebook import rulebook
from plans.services.profile import details_of, effective_facts, note_signs
from plans.services.start import (
    add_flag,
    confirm_reading,
    deny_words,
    remove_flag,
    save_answers,
    save_person,
    save_safety,
    tell_signs,
)
from plans.services.week import load_profile

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def start(request):
    profile = load_profile(request.user)
    if profile and stop_page_of(profile, today=profile.today()) == "plans:stop":
        return redirect("plans:stop")  # it stands before the questions that are left
    step = next_step(profile)
    return redirect(f"plans:start-{step}" if step else "plans:you")


def _profile(request):
    return load_profile(request.user) or Profile(user=request.user)


def _next(request, profile, step):
    """Where to go after a step: back to "You" when it was an edit, away when asked, else to the next step."""
    if "leave" in request.POST:
        messages.success(request, _("Saved. Go on whenever you like."))
        return redirect("plans:week")
    if profile.is_complete and request.GET.get("from") == "you":
        messages.success(request, _("Saved. It counts from next week; whatever makes it safer counts now."))
        return redirect("plans:you")
    if profile.is_complete and request.GET.get("from") == "flare":
        messages.success(request, _("Saved. Now go on with your flare-up."))
        return redirect("plans:flare")
    following = STEPS[STEPS.index(step) + 1 :]
    return redirect(f"plans:start-{following[0]}" if following else "plans:week")


def _page(request, step, form, **context):
    number = STEPS.index(step) + 1
    context |= {
        "form": form,
        "step": step,
        "number": number,
        "steps": _steps(number),
        "from_you": request.GET.get("from") == "you",
        "not_so": request.POST.getlist("not_so"),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, f"plans/start/{step}.html", context, status=status)


def _asks_again(request, form, taken_off):
    """Whether something that matters for safety was taken off without a second "this is not so"."""
    is_unsaid = bool(taken_off.keys() - set(request.POST.getlist("not_so")))
    if is_unsaid:
        form.add_error(None, _("You took off something that matters for your safety. Say below that it is not so."))
    return is_unsaid


def _steps(number):
    names = [_("Safety"), _("Your back"), _("Did we read you right?"), _("Your week")]
    return [
        (name, "done" if place < number else "now" if place == number else "") for place, name in enumerate(names, 1)
    ]


@require_http_methods(GET_OR_POST)
def safety(request):
    profile = _profile(request)
    newest = profile.user.safety_checks.order_by("-answered_at", "-pk").first() if profile.pk else None
    initial = {
        "birth_year": profile.birth_year,
        "of_age": bool(profile.birth_year),
        "time_zone": profile.time_zone,
        "zone_chosen": bool(profile.safety_saved_at),
        "country": profile.country,
        "examined": newest.examined if newest else None,
        "signs": signs_of(newest.red_flags) if newest else [],
    }
    leaving = "leave" in request.POST
    form = SafetyForm(request.POST or None, today=profile.today(), initial=initial, may_have_gaps=leaving)
    taken_off = {}
    if request.method == "POST" and form.is_valid() and not form.is_whole():
        save_person(user=request.user, **form.person())
        return _next(request, profile, "safety")
    if request.method == "POST" and form.is_valid():
        taken_off = signs_taken_off(profile, form.answers()["red_flags"])
        if _asks_again(request, form, taken_off):
            return _page(request, "safety", form, taken_off=taken_off)
        save_safety(user=request.user, **form.answers())
        saved = load_profile(request.user)
        if profile.safety_saved_at and saved.time_zone != profile.time_zone:
            messages.info(request, _zone_words(saved))
        if screening_of(saved, today=saved.today()).outcome in (Outcome.EMERGENCY, Outcome.SAME_DAY):
            return redirect("plans:stop")
        return _next(request, saved, "safety")
    return _page(request, "safety", form)


def _zone_words(profile):
    """A reminder whose time has gone by there does not come later."""
    words = _("Your days now follow %(zone)s.") % {"zone": profile.time_zone}
    wants = getattr(profile.user, "reminders", None)
    if wants and wants.is_on:
        words += " " + _("Reminders come when it is %(time)s there.") % {"time": f"{wants.time:%H:%M}"}
    return words


@require_http_methods(GET_OR_POST)
def back(request):
    profile = _profile(request)
    if not profile.safety_saved_at:
        return redirect("plans:start-safety")
    today = profile.today()
    form = BackForm(request.POST or None, initial=_back_initial(profile, today), may_have_gaps="leave" in request.POST)
    if request.method == "POST" and form.is_valid():
        taken_off = _facts_taken_off(profile, form)
        if _asks_again(request, form, taken_off):
            return _page(request, "back", form, taken_off=taken_off)
        answers = form.answers(profile, today)
        is_new = answers["pain_notes"].strip() and answers["pain_notes"] != profile.pain_notes
        read_back_now = is_new and profile.is_complete and "leave" not in request.POST
        saved = save_answers(user=request.user, step="back", not_so=taken_off, is_whole=form.is_whole(), **answers)
        if saved.back_saved_at and (open_signs(saved) or read_back_now):
            asked = request.GET.urlencode()
            return redirect(f"{reverse('plans:start-notes')}{'?' if asked else ''}{asked}")
        return _next(request, saved, "back")
    return _page(request, "back", form)


def _facts_taken_off(profile, form):
    """flag → words of what matters for safety, was told before and is not ticked any more."""
    rules = rulebook().flags
    gone = ({*profile.ticked, *profile.added} & form.asked()) - form.flags()
    return {flag: rules[flag].label for flag in sorted(gone) if flag in rules and not rules[flag].cls.is_own}


def _back_initial(profile, today):
    facts, lifted = effective_facts(profile), {entry["flag"] for entry in profile.lifted}
    flags = [flag for flag, fact in facts.items() if (not fact.quote or flag in profile.ticked) and flag not in lifted]
    told = profile.details
    return {
        **dict.fromkeys((*BackForm.groups, "lying"), flags),
        "pain_areas": profile.pain_areas,
        "pain_nrs": profile.pain_nrs,
        "pain_notes": profile.pain_notes,
        "since": since_of(profile, today),
        "joints": told.get("joints"),
        "surgery_where": told.get("surgery"),
        "bp_controlled": {True: "yes", False: "no"}.get(told.get("bp_controlled")),
        "pregnancy_weeks": details_of(profile, today=today).pregnancy_weeks,
        "firm_bed": told.get("firm_bed"),
        **{flag: flag in flags for flag in COMFORTS},
    }


@require_http_methods(GET_OR_POST)
def notes(request):
    """What is corrected is answered beside where it was said: each message is tagged with the place it stands at."""
    profile = _profile(request)
    if not profile.back_saved_at:
        return redirect("plans:start-back")
    if request.method != "POST":
        return _notes_page(request, profile)
    sent, today = request.POST, profile.today()
    if sign := sent.get("not_so") or sent.get("is_so"):
        return answer_sign(request, profile, sign, today, place="signs")
    if sent.get("remove") or sent.get("confirm"):
        return _take_off(request, profile)
    if "no" in sent:
        return _say_no(request, profile, sent["no"])
    if "add" in sent:
        return _add(request, profile)
    if open_signs(profile):
        words = _("Please answer about the warning sign in your note first.")
        return _stay(request, "signs", words, level=messages.ERROR)
    return _next(request, _with_confirmed(request), "notes")


def _notes_page(request, profile, *, confirm=None, wants_choice=False):
    today, came_from = profile.today(), request.GET.get("from")
    known = with_exercises(known_chips(profile, today=today), profile, today=today)
    by_key = {group.key: group for group in known}
    response = _page(
        request, "notes", None, profile=profile, groups=known, note=read_back(profile), confirm=confirm,
        places=[(key, by_key.get(key)) for key in rulebook().groups],
        choices=addable(profile, today=today), wants_choice=wants_choice,
        came_from=f"?{urlencode({'from': came_from})}" if came_from else "",
    )  # fmt: skip
    response.status_code = 422 if wants_choice else 200
    return response


def _stay(request, place, words="", *, level=messages.SUCCESS):
    """Back to `place` of the page, the id where something was tapped, with what came of it said there."""
    if words:
        messages.add_message(request, level, words, extra_tags=place)
    return redirect(f"{request.get_full_path()}#{place}" if place else request.get_full_path())


def _take_off(request, profile):
    """A fact that matters for safety only after a second yes."""
    flags, asks = rulebook().flags, "remove" in request.POST
    flag = request.POST.get("remove") or request.POST.get("confirm")
    if flag not in flags or flag not in effective_facts(profile):
        return _stay(request, "reading")
    if asks and not flags[flag].cls.is_own:
        return _notes_page(request, profile, confirm=flags[flag])
    remove_flag(user=request.user, flag=flag, today=profile.today())
    return _stay(request, f"group-{flags[flag].group}", _("Taken off: %(what)s.") % {"what": flags[flag].label})


def _say_no(request, profile, flag):
    asked = _asked(profile)
    if flag not in asked:
        return _stay(request, "questions")
    remove_flag(user=request.user, flag=flag, today=profile.today(), words=[asked[flag]])
    words = _("Not counted: %(what)s.") % {"what": rulebook().flags[flag].label}
    return _stay(request, _after(request, flag, asked), words)


def _add(request, profile):
    """What was chosen from the list, or answered yes to."""
    sent, asked = request.POST, _asked(profile)
    is_chosen = "flag" in sent
    flag = sent["flag"] if is_chosen else sent["add"]
    if not flag:
        return _notes_page(request, profile, wants_choice=True)
    offered = {value for _title, rows in addable(profile, today=profile.today()) for value, _words in rows}
    place = "add" if is_chosen else "questions" if flag in asked else "not-counted"
    if flag not in offered:
        return _stay(request, place)
    add_flag(user=request.user, flag=flag)
    if place == "questions":
        place = _after(request, flag, asked)
    return _stay(request, place, _("Added: %(what)s.") % {"what": rulebook().flags[flag].label})


def _asked(profile):
    """flag → words of each question about the note, in their order."""
    note = read_back(profile)
    return {one.flag: one.quote for one in note.questions} if note else {}


def _after(request, flag, asked):
    """The place of the question that followed, if it is still asked."""
    left, order = _asked(load_profile(request.user)), list(asked)
    return next((f"ask-{one}" for one in order[order.index(flag) + 1 :] if one in left), "questions")


def answer_sign(request, profile, sign, today, *, log=None, place=""):
    """A warning sign of the notes: so, which counts as if it were ticked and leads where its rule says, or not so,
    which is kept with its date, is answered at `place` of the page, and takes off no other words that say it."""
    shown = open_signs(profile) | open_signs(profile, log)
    if sign in shown and "not_so" in request.POST:
        deny_words(user=request.user, flag=sign, words=shown[sign], today=today)
        return _stay(request, place, _("Noted, with today’s date: that is not so."))
    if sign in shown and sign not in note_signs(profile):
        tell_signs(user=request.user, red_flags=[sign])
        profile = load_profile(request.user)
    return redirect(stop_page_of(profile, today=today))


def _with_confirmed(request):
    confirm_reading(user=request.user)
    return load_profile(request.user)


def _days_from(today):
    """Every second day, the first of them today: a newcomer's plan begins when they come, at a week's end too."""
    return sorted((today.weekday() + later) % 7 for later in (0, 2, 4))


@require_http_methods(GET_OR_POST)
def week(request):
    profile = _profile(request)
    if not profile.notes_saved_at:
        return redirect("plans:start-notes" if profile.back_saved_at else "plans:start-back")
    rules = rulebook()
    flags = list(effective_facts(profile))
    is_new = not profile.week_saved_at
    initial = {
        "fitness_level": profile.fitness_level or None,
        "days_per_week": profile.days_per_week,
        "weekdays": profile.weekdays or (_days_from(profile.today()) if is_new else []),
        "routine_minutes": profile.routine_minutes,
        "equipment": profile.equipment
        or ([word for word, rule in rules.equipment.items() if rule.is_default] if is_new else []),
        "longer_heart": profile.longer_heart,
        "display_name": profile.display_name,
        "access": flags,
    }
    form = WeekForm(request.POST or None, initial=initial, may_have_gaps="leave" in request.POST)
    if request.method == "POST" and form.is_valid():
        saved = save_answers(user=request.user, step="week", is_whole=form.is_whole(), **form.answers())
        return _next(request, saved, "week")
    return _page(request, "week", form)
