"""Who the things kept on a device belong to."""

import hashlib

OWNER_LENGTH = 24


def owner_of(user) -> str:
    """An opaque name that tells people on one device apart; empty for nobody. It says nothing about the person, stays
    the same after a restored backup or a new secret key, and never comes back for another person: two rows may share
    a number one after the other, but not the moment of signing up."""
    if not user.is_authenticated:
        return ""
    told = f"backcare owner {user.pk} {user.date_joined.timestamp():.6f}"
    return hashlib.sha256(told.encode()).hexdigest()[:OWNER_LENGTH]
