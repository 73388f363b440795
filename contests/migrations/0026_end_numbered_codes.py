"""Codes that began with a number are not found any more: those not used yet end, the office makes new ones."""

from django.db import migrations

END = "UPDATE contests_ratercode SET ended_at = now() WHERE redeemed_at IS NULL AND ended_at IS NULL"


class Migration(migrations.Migration):
    dependencies = [("contests", "0025_codes_without_numbers")]
    operations = [migrations.RunSQL(END, migrations.RunSQL.noop)]
