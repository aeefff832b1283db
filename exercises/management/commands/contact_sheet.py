"""Writes every drawing on its plate, in both themes, to one HTML file."""

from pathlib import Path

from django.core.management.base import BaseCommand

from backcare.staticfiles import whole_sheet
from exercises import svg
from exercises.catalogue import catalogue
from exercises.facts import Kind
from exercises.poses import drawings

CSS = Path(__file__).resolve().parents[3] / "static" / "css" / "app.css"
PLATES = {
    "light": {
        "page": "#F5E9E2", "ink": "#14302A", "heart": "#F0DDAE", "strong": "#CBDBD1",
        "stretch": "#CFDDE2", "ease": "#EBCDBF",
    },
    "dark": {
        "page": "#0E1E1B", "ink": "#F4E8DF", "heart": "#463A1D", "strong": "#27423A",
        "stretch": "#253D47", "ease": "#4B342C",
    },
}  # fmt: skip
OF_KIND = {
    Kind.AEROBIC: "heart", Kind.STRENGTH: "strong", Kind.STRETCH: "stretch", Kind.MOBILITY: "ease",
    Kind.RELAXATION: "ease",
}  # fmt: skip
STYLE = """
body{{margin:0;padding:16px;background:{page};color:{ink};font:15px/1.3 system-ui,sans-serif}}
.sheet{{display:grid;grid-template-columns:repeat({columns},1fr);gap:14px}}
.plate{{aspect-ratio:4/3;overflow:hidden;position:relative}} p{{margin:4px 0 0}}
.heart{{background:{heart}}}.strong{{background:{strong}}}.stretch{{background:{stretch}}}.ease{{background:{ease}}}
"""


class Command(BaseCommand):
    help = "Write a contact sheet of every drawing to an HTML file."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--theme", choices=PLATES, default="light")
        parser.add_argument("--columns", type=int, default=6)
        parser.add_argument("--moving", action="store_true")
        parser.add_argument("--only", nargs="*", default=(), help="slugs")

    def handle(self, *args, file, theme, columns, moving, only, **options):
        draw = svg.moving if moving else svg.still
        known = catalogue().exercises
        cards = "".join(
            f'<div><div class="plate {OF_KIND[known[drawing.slug].kind]}">{draw(key)}</div><p>{key}</p></div>'
            for key, drawing in sorted(drawings().items())
            if not only or key in only or drawing.slug in only
        )
        style = STYLE.format(**PLATES[theme], columns=columns) + whole_sheet(CSS)
        page = (
            f'<!doctype html><html lang="en" data-theme="{theme}"><meta charset="utf-8"><title>Drawings</title>'
            f'<style>{style}</style><div class="sheet moves">{cards}</div></html>'
        )
        Path(file).write_text(page, encoding="utf-8")
        self.stdout.write(f"{file}: {len(drawings())} drawings")
