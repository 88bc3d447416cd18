"""Store the texts of snapshots as they are.

To compress one takes several times as long as to write it, and saves about a quarter of its room. The bytes
that it was read from lie in the store as they came, and are larger. What is there already stays compressed,
and is read as before.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sources", "0012_news_agencies")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE sources_snapshot ALTER COLUMN text SET STORAGE EXTERNAL",
            "ALTER TABLE sources_snapshot ALTER COLUMN text SET STORAGE EXTENDED",
        ),
    ]
