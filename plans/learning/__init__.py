"""Learns from labelled notes what the reader of notes weighs: rules/notes_hints.json, for `manage.py fit_hints` alone.

examples (what a labelled note can teach) → sums (words that speak for a label, what stands beside a movement)
→ mentions (what notes mention, read by what others teach) → contexts (what speaks for a mention's counting)
→ stored (the file)."""
