"""A no holds for the note that its words stand in. Those said before held for the words wherever they stood: of what
logs say, they are kept for each of these logs."""

from django.db import migrations


def name_the_logs(apps, schema_editor):
    profiles = apps.get_model("plans", "Profile")._base_manager.using(schema_editor.connection.alias)
    for profile in profiles.exclude(removed=[]).iterator():
        dates = {(entry["flag"], entry.get("words", "")): entry.get("date") for entry in profile.removed}
        said = [(one["label"], one["quote"], one["log"]) for one in profile.read if one.get("log") is not None]
        of_logs = [
            {"flag": flag, "words": words, "date": dates[flag, words], "log": log}
            for flag, words, log in dict.fromkeys(said)
            if (flag, words) in dates
        ]
        if of_logs:
            profile.removed = [*profile.removed, *of_logs]
            profile.save(update_fields=["removed"])


class Migration(migrations.Migration):
    dependencies = [("plans", "0019_keep_what_two_logs_were_joined_from")]
    operations = [migrations.RunPython(name_the_logs, migrations.RunPython.noop)]
