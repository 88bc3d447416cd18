import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_what_members_know_best'),
    ]

    operations = [
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(help_text='Such as “weekly map of the Sahel on the website”.', max_length=500, verbose_name='what it is for')),
                ('contact', models.EmailField(help_text='The mail address of whoever runs the program, for questions.', max_length=254, verbose_name='contact')),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read', 'Read'), ('write', 'Write: add documents, citations and claims'), ('decide', 'Decide: move incidents')], max_length=6), size=None, verbose_name='scopes')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='made')),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
            ],
            options={
                'verbose_name': 'service',
                'verbose_name_plural': 'services',
                'ordering': ['account__name'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='user',
            name='user_email_unique',
        ),
        migrations.AddField(
            model_name='user',
            name='is_service',
            field=models.BooleanField(default=False, editable=False, help_text='The account of a program. It has no password, and nobody signs in with it.', verbose_name='service'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='user',
            field=models.ForeignKey(limit_choices_to={'is_service': False}, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(django.db.models.functions.comparison.NullIf('email', models.Value(''))), name='user_email_unique', violation_error_message='This mail address is taken.'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('is_service', False), models.Q(('email', ''), ('is_operator', False), ('password__startswith', '!')), _connector='OR'), name='user_service_is_nobodys', violation_error_message='The account of a service has no password and no mail address.'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), condition=models.Q(('is_active', True), ('is_service', True)), name='user_service_name_unique', violation_error_message='There is a service of this name. Choose another name.'),
        ),
        migrations.AddField(
            model_name='service',
            name='account',
            field=models.OneToOneField(editable=False, help_text='Under whose name it acts. Nobody can sign in with it.', on_delete=django.db.models.deletion.PROTECT, related_name='service', to=settings.AUTH_USER_MODEL, verbose_name='account'),
        ),
        migrations.AddField(
            model_name='service',
            name='desks',
            field=models.ManyToManyField(blank=True, help_text='Whose working incidents it reaches. Without a desk it reads what is published.', related_name='services', to='accounts.desk', verbose_name='desks'),
        ),
        migrations.AddField(
            model_name='service',
            name='owner',
            field=models.ForeignKey(help_text='The colleague who answers for it. When they are deactivated its keys end.', limit_choices_to={'is_service': False}, on_delete=django.db.models.deletion.PROTECT, related_name='services', to=settings.AUTH_USER_MODEL, verbose_name='owner'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('scopes__contained_by', ['read', 'write', 'decide']), models.Q(('scopes', []), _negated=True)), name='service_scopes_known', violation_error_message='Choose at least one of the listed scopes.'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='service_expires_later', violation_error_message='Choose an end that lies after the making of the service.'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('owner', models.F('account')), _negated=True), name='service_owner_is_a_person', violation_error_message='Choose a colleague as the owner: no service answers for itself.'),
        ),
    ]
