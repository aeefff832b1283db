"""Line icons, drawn inline so that they take the colour of their text."""

from django import template
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from backcare.accounts.owner import owner_of

register = template.Library()

ICONS = {
    "week": '<path d="M3 18a9 9 0 0 1 18 0"/><path d="M12 18l4-5"/>',
    "library": '<path d="M4 5v15M9 5v15M14 5.5l5 14"/><path d="M3 20h18"/>',
    "progress": '<path d="M4 20h16M7 16v-4M12 16V6M17 16v-7"/>',
    "you": '<circle cx="12" cy="8" r="4"/><path d="M4 21c1-5 4-7 8-7s7 2 8 7"/>',
    "theme": '<path d="M19.5 14.5A8 8 0 1 1 9.5 4.5a6.5 6.5 0 0 0 10 10z"/>',
    "play": '<path class="i-fill" d="M7 4.5v15l12.5-7.5z"/>',
    "pause": '<path d="M8 5v14M16 5v14" stroke-width="4"/>',
    "sides": '<path d="M12 3v18"/><path d="M8 7l-5 5 5 5M16 7l5 5-5 5"/>',
    "next": '<path d="M9 5l7 7-7 7"/>',
    "back": '<path d="M15 5l-7 7 7 7"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "done": '<path d="M4.5 12.5l5 5 10-11"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "phone": '<path d="M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2z"/>',
    "print": '<path d="M7 8V3h10v5M7 17H4v-7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v7h-3"/><path d="M7 14h10v7H7z"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.500v.5"/>',
    "warn": '<path d="M12 3.500L22 20H2z"/><path d="M12 10v5M12 17.500v.5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.500 2"/>',
    "previous": '<path d="M19 5v14L9 12z" fill="currentColor"/><path d="M6 5v14"/>',
    "skip": '<path d="M5 5v14l10-7z" fill="currentColor"/><path d="M18 5v14"/>',
    "bars": '<path d="M8 5v14M16 5v14" stroke-width="4.5" stroke-linecap="butt"/>',
    "sound": '<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z"/><path d="M15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>',
    "stop": '<path d="M6 6h12v12H6z"/>',
    "search": '<circle cx="10.500" cy="10.500" r="6.500"/><path d="M15.500 15.500L21 21"/>',
    "swap": '<path d="M4 8h14l-3.500-3.500M20 16H6l3.500 3.500"/>',
    "pulse": '<path d="M2.500 13h3.500l2.500-7 4 13 3-9 1.500 3h4.500"/>',
    "up": '<path d="M12 20V4M6 10l6-6 6 6"/>',
    "down": '<path d="M12 3v13M6 11l6 6 6-6M4 21h16"/>',
    "mobile": '<path d="M7 2.500h10v19H7z"/><path d="M10.500 18.500h3"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M4 20h16"/>',
    "upload": '<path d="M12 16V5M7 9.5l5-5 5 5M4 20h16"/>',
    "bin": '<path d="M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13"/>',
    "edit": '<path d="M4 20l1-4L16 5l3 3L8 19z"/>',
}


@register.simple_tag
def icon(name):
    """A line icon, hidden from assistive technology: the word stands beside it. Raises KeyError for an unknown name."""
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        " i-dir" if name in {"next", "back", "arrow"} else "",
        mark_safe(ICONS[name]),
    )


@register.filter
def weekday_name(weekday):
    """Short name of a day of the week, 0 for Monday."""
    return WEEKDAYS_ABBR[weekday]


@register.filter
def owner(user):
    """The opaque name under which a device keeps this person's things."""
    return owner_of(user)
