"""Addresses of plans. Those in the README stay."""

from django.urls import path, register_converter

from plans.converters import IsoWeek
from plans.views import (
    changes,
    flare,
    gentle,
    how,
    keeping,
    left_out,
    log,
    log_note,
    morning,
    play,
    progress,
    session,
    start,
    stop,
    swap,
    week,
    you,
)

register_converter(IsoWeek, "iso_week")

app_name = "plans"
urlpatterns = [
    path("start/", start.start, name="start"),
    path("start/safety/", start.safety, name="start-safety"),
    path("start/back/", start.back, name="start-back"),
    path("start/notes/", start.notes, name="start-notes"),
    path("start/week/", start.week, name="start-week"),
    path("start/stop/", stop.stop, name="stop"),
    path("start/ask-first/", stop.ask_first, name="ask-first"),
    path("start/country/", stop.country, name="country"),
    path("start/clearance/", stop.clearance, name="clearance"),
    path("you/", you.you, name="you"),
    path("week/", week.this_week, name="week"),
    path("week/changes/", changes.changes, name="changes"),
    path("week/<iso_week:monday>/", week.week, name="week"),
    path("sessions/<int:pk>/", session.session, name="session"),
    path("sessions/<int:pk>/play/", play.play, name="session-play"),
    path("sessions/<int:pk>/play/signs/", play.signs, name="session-signs"),
    path("sessions/<int:pk>/log/", session.log, name="session-log"),
    path("sessions/<int:pk>/move/", session.move, name="session-move"),
    path("sessions/<int:pk>/swap/<slug:block>/<slug:exercise>/", swap.swap, name="swap"),
    path("sessions/<int:pk>/swap/undo/", swap.undo, name="swap-undo"),
    path("flare/", flare.flare, name="flare"),
    path("flare/say/", flare.say, name="flare-say"),
    path("gentle/", gentle.gentle, name="gentle"),
    path("left-out/", left_out.left_out, name="left-out"),
    path("you/allow/", swap.allow, name="allow-again"),
    path("offline/pages/", keeping.keep_list, name="keep-list"),
    path("log/", log.new, name="log-new"),
    path("logs/<int:pk>/", log.edit, name="log-edit"),
    path("logs/<int:pk>/note/", log_note.note, name="log-note"),
    path("logs/<int:pk>/delete/", log.delete, name="log-delete"),
    path("logs/<int:pk>/morning/", morning.morning, name="morning"),
    path("you/morning/", morning.asking, name="morning-asking"),
    path("progress/", progress.progress, name="progress"),
    path("progress/logs/", progress.logs, name="progress-logs"),
    path("progress/activities/", progress.activities, name="activities"),
    path("how-plans-are-made/", how.how_plans_are_made, name="how-plans-are-made"),
]
