"""Lists of desks: their files and rows, and which row is which incident."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_absence_of_people'),
        ('crossref', '0009_imported_files_tags_and_copies'),
        ('incidents', '0009_orders_and_retired_tags'),
        ('sources', '0010_feeds_rules_and_triage'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('outlet', models.CharField(help_text='Who made the list: it becomes the source of its rows.', max_length=160, verbose_name='made by')),
                ('tlp', models.CharField(choices=[('RED', 'TLP:RED – named people only'), ('AMBER+STRICT', 'TLP:AMBER+STRICT – the desk only'), ('AMBER', 'TLP:AMBER – the desk'), ('GREEN', 'TLP:GREEN – everybody who works here'), ('CLEAR', 'TLP:CLEAR – the public')], default='CLEAR', max_length=12, verbose_name='sharing')),
                ('mapping', models.JSONField(default=dict, help_text='Which column fills which field, and how dates are written.', verbose_name='columns')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='made')),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='own_lists', to='accounts.desk', verbose_name='desk')),
            ],
            options={
                'verbose_name': 'list of our own',
                'verbose_name_plural': 'lists of our own',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ListFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=255, verbose_name='file')),
                ('sha256', models.CharField(max_length=64, verbose_name='sha256 of the file')),
                ('size', models.PositiveBigIntegerField(help_text='In bytes.', verbose_name='size')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='brought')),
                ('state', models.CharField(choices=[('reading', 'Being read'), ('read', 'Read: choose its columns'), ('checking', 'Being checked'), ('checked', 'Checked, nothing written'), ('importing', 'Being imported'), ('imported', 'Imported'), ('undoing', 'Being taken back'), ('undone', 'Taken back'), ('refused', 'Stopped')], default='reading', max_length=10, verbose_name='state')),
                ('due_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, null=True)),
                ('headings', models.JSONField(default=list, verbose_name='headings')),
                ('mapping', models.JSONField(default=dict, help_text='As they are read in this file.', verbose_name='columns')),
                ('lines', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('position', models.PositiveIntegerField(default=0, help_text='The last row of the file that was looked at in this step.')),
                ('counts', models.JSONField(default=dict, help_text='What became of the rows in this step, so far.', verbose_name='counts')),
                ('refused_because', models.TextField(blank=True, default='', verbose_name='why it was stopped')),
                ('finished_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='finished')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='brought by')),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.desk', verbose_name='desk')),
                ('imported_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='imported by')),
                ('own_list', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='crossref.ownlist', verbose_name='list')),
            ],
            options={
                'verbose_name': 'file of a list',
                'verbose_name_plural': 'files of lists',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ListedIncident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='What the list itself calls the row.', max_length=200, verbose_name='key')),
                ('content', models.CharField(help_text='Of what the row said when it was last taken.', max_length=64, verbose_name='sha256 of the row')),
                ('version', models.PositiveIntegerField(help_text="Of the incident as the import left it: a later one is a person's.", verbose_name='version')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='taken back')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.document', verbose_name='document of the row')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listed_as', to='incidents.incident', verbose_name='incident')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='made', to='crossref.listfile', verbose_name='brought by')),
                ('own_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listed', to='crossref.ownlist', verbose_name='list')),
            ],
            options={
                'verbose_name': 'row of a list',
                'verbose_name_plural': 'rows of lists',
            },
        ),
        migrations.CreateModel(
            name='ListNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='row')),
                ('field', models.CharField(blank=True, max_length=40, verbose_name='field')),
                ('value', models.CharField(blank=True, max_length=200, verbose_name='value')),
                ('sentence', models.TextField(verbose_name='what there is to say')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='crossref.listfile', verbose_name='file')),
            ],
            options={
                'verbose_name': 'note on a row',
                'verbose_name_plural': 'notes on rows',
                'ordering': ['file', 'number', 'pk'],
                'indexes': [models.Index(fields=['file', 'number'], name='list_note_row')],
            },
        ),
        migrations.CreateModel(
            name='ListRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='The heading is row 1, as in a spreadsheet.', verbose_name='row')),
                ('cells', models.JSONField(default=list, verbose_name='cells')),
                ('key', models.CharField(blank=True, default='', max_length=200, verbose_name='key')),
                ('outcome', models.CharField(choices=[('waiting', 'Not looked at'), ('new', 'New'), ('changed', 'Updated'), ('unchanged', 'As it was'), ('left', 'Changed by people since, left alone'), ('refused', 'Left out'), ('undone', 'Taken back')], default='waiting', max_length=10, verbose_name='outcome')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='crossref.listfile', verbose_name='file')),
                ('incident', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.incident', verbose_name='incident')),
            ],
            options={
                'verbose_name': 'row of a file',
                'verbose_name_plural': 'rows of files',
                'ordering': ['file', 'number'],
                'indexes': [models.Index(fields=['file', 'key'], name='list_row_key')],
                'constraints': [models.UniqueConstraint(fields=('file', 'number'), name='list_row_once', violation_error_message='The file has this row already.')],
            },
        ),
        migrations.AddConstraint(
            model_name='ownlist',
            constraint=models.UniqueConstraint(models.F('desk'), django.db.models.functions.text.Lower('name'), name='own_list_once_per_desk', violation_error_message='This desk has a list of that name already. Use it.'),
        ),
        migrations.AddConstraint(
            model_name='ownlist',
            constraint=models.CheckConstraint(condition=models.Q(('name__regex', '\\S')), name='own_list_name_said', violation_error_message='Give the list a name.'),
        ),
        migrations.AddConstraint(
            model_name='ownlist',
            constraint=models.CheckConstraint(condition=models.Q(('outlet__regex', '\\S')), name='own_list_outlet_said', violation_error_message='Say who made the list.'),
        ),
        migrations.AddConstraint(
            model_name='ownlist',
            constraint=models.CheckConstraint(condition=models.Q(('tlp__in', ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'])), name='own_list_tlp_known', violation_error_message='Choose one of the listed values.'),
        ),
        migrations.AddIndex(
            model_name='listfile',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='list_file_due'),
        ),
        migrations.AddConstraint(
            model_name='listfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_at__isnull', False), ('state__in', ['reading', 'checking', 'importing', 'undoing'])), models.Q(('due_at__isnull', True), ('state__in', ['read', 'checked', 'imported', 'undone', 'refused'])), _connector='OR'), name='list_file_due_while_worked_on', violation_error_message='Only a file that is worked on can be due.'),
        ),
        migrations.AddConstraint(
            model_name='listfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), models.Q(('refused_because', ''), _negated=True)), models.Q(models.Q(('state', 'refused'), _negated=True), ('refused_because', '')), _connector='OR'), name='list_file_stopped_says_why', violation_error_message='Say why the file was stopped.'),
        ),
        migrations.AddConstraint(
            model_name='listfile',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['reading', 'read', 'refused']), ('own_list__isnull', False), _connector='OR'), name='list_file_of_a_list', violation_error_message='Say which list the file belongs to.'),
        ),
        migrations.AddConstraint(
            model_name='listfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['importing', 'imported', 'undoing', 'undone']), _negated=True), ('imported_by__isnull', False), _connector='OR'), name='list_file_in_somebodys_name', violation_error_message='Rows are brought in by somebody.'),
        ),
        migrations.AddConstraint(
            model_name='listfile',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$'), ('size__gte', 1)), name='list_file_of_some_bytes', violation_error_message='A file has at least one byte.'),
        ),
        migrations.AddIndex(
            model_name='listedincident',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['file'], name='listed_by_file'),
        ),
        migrations.AddConstraint(
            model_name='listedincident',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('own_list', 'key'), name='listed_incident_once', violation_error_message='This row of the list is an incident already.'),
        ),
        migrations.AddConstraint(
            model_name='listedincident',
            constraint=models.CheckConstraint(condition=models.Q(('key__regex', '\\S')), name='listed_incident_key_said', violation_error_message='A row of a list has a key.'),
        ),
        migrations.AddConstraint(
            model_name='listedincident',
            constraint=models.CheckConstraint(condition=models.Q(('content__regex', '^[0-9a-f]{64}$')), name='listed_incident_content_is_a_hash', violation_error_message='A sha256 has 64 hexadecimal digits in small letters.'),
        ),
    ]
