"""Poses between two others."""

from exercises.figure.geometry import blend, wrap
from exercises.figure.shapes import BONES, HANDS, LIMBS
from exercises.figure.skeleton import Skeleton, fingers_of
from exercises.figure.slanted import SlantedBody, minus, way_of

# What a number means where a pose doesn't name it.
PLAIN = {
    "lumbar": 0, "thoracic": 0, "neck": 0, "head": 0, "belly": 1, "open": 0, "reach": 0, "reach2": 0, "swell": 1,
    "hips": 1, "shoulders": 1, "long": 1, "foot": 1, "broad": 1, "grip": 0, "apart": 0, "apart2": 0, "hands": 1,
    "turn": 0, "over": 0, "groin": 0, "head_size": 1,
}  # fmt: skip


def between(a, b, part):
    """A pose between two; limbs given in different ways meet as directions."""
    if part in (0, 1):
        return b if part else a
    if "camera" in a:
        return _in_space(a, b, part)
    a, b = dict(a), dict(b)
    for key, plain in PLAIN.items():
        if key in a or key in b:
            a.setdefault(key, plain)
            b.setdefault(key, plain)
    held = {key: [fingers_of(pose, key) for pose in (a, b)] for key in ("arm", "arm2")}
    for key, (one, other) in held.items():
        if one != other:
            one, other = (HANDS[fingers] if isinstance(fingers, str) else fingers for fingers in (one, other))
        a["fingers" + key[3:]], b["fingers" + key[3:]] = one, other
    body_a, body_b = Skeleton(a), Skeleton(b)
    for key in LIMBS:
        if key[-1] == "2" and key not in a and key not in b:
            continue
        if key in a and key in b and _same_form(a[key], b[key]):
            continue
        a[key], b[key] = _as_directions(body_a.bones[key], body_b.bones[key], BONES[key[:3]])
    if ("rest" in a) != ("rest" in b):
        for pose, body in ((a, body_a), (b, body_b)):
            pose["rest"] = (body.neck, body.head)
    if a["at"][0] != b["at"][0]:
        a["at"], b["at"] = ("hip", *body_a.joints["hip"]), ("hip", *body_b.joints["hip"])
    return blend(a, b, part) | {"near": _near(a, b, part)} if "near" in a else blend(a, b, part)


def _near(a, b, part):
    """The leg that is not in the shade; both are only for a moment, as they come to be side by side."""
    changes = 0.75 if b["near"] == "both" else 0.25 if a["near"] == "both" else 0.5
    return b["near"] if part >= changes else a["near"]


def _in_space(a, b, part):
    """The same of bodies in space; limbs that hold different things meet as points."""
    a, b = dict(a), dict(b)
    bodies = [SlantedBody(pose) for pose in (a, b)]
    for key in LIMBS:
        if not _same_form(a[key], b[key]):
            for pose, body in zip((a, b), bodies, strict=True):
                root, joint, end = body.limbs[key]
                bend = way_of(minus(joint, blend(root, end, 0.5)))
                pose[key] = {"to": end, "bend": bend, "end": way_of(body.tips[key])}
    return blend(a, b, part)


def _same_form(a, b):
    if isinstance(a, dict) or isinstance(b, dict):
        return isinstance(a, dict) and isinstance(b, dict) and _form(a) == _form(b)
    return len(a) == len(b)


def _form(spec):
    return {k: v[0] if k == "on" and isinstance(v[0], str) else type(v) is list for k, v in spec.items()}


def _as_directions(a, b, full):
    def scale(bone):
        return bone.l1 / full[0], bone.l2 / full[1]

    def near(u, v):
        return u + wrap(v - u)

    first = {"dir": (a.a1, a.a2, a.a3), "scale": scale(a)}
    return first, {"dir": (near(a.a1, b.a1), near(a.a2, b.a2), near(a.a3, b.a3)), "scale": scale(b)}
