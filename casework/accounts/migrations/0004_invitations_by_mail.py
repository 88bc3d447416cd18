import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_absence_of_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='mail address')),
                ('role', models.CharField(choices=[('viewer', 'Viewer'), ('logger', 'Logger'), ('verifier', 'Verifier'), ('reviewer', 'Reviewer'), ('supervisor', 'Supervisor')], max_length=12, verbose_name='role')),
                ('seed', models.CharField(editable=False, help_text='Random. Together with the installation’s secret key it gives the link, alone nothing.', max_length=43)),
                ('digest', models.CharField(editable=False, help_text='sha256 of what the link holds.', max_length=64, unique=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='invited')),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='mail asked for at')),
                ('asked', models.PositiveSmallIntegerField(default=1, verbose_name='mails asked for')),
                ('mail_due_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), help_text='Empty where no mail waits.', null=True, verbose_name='mail due at')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('mailed_at', models.DateTimeField(null=True, verbose_name='mailed at')),
                ('last_error', models.TextField(blank=True, default='', verbose_name='last error')),
                ('accepted_at', models.DateTimeField(null=True, verbose_name='accepted')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='withdrawn')),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accepted_invitations', to=settings.AUTH_USER_MODEL, verbose_name='accepted by')),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='accounts.desk', verbose_name='desk')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-asked_at'],
                'indexes': [models.Index(condition=models.Q(('mail_due_at__isnull', False)), fields=['mail_due_at'], name='invitation_mail_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['viewer', 'logger', 'verifier', 'reviewer', 'supervisor'])), name='invitation_role_known', violation_error_message='Choose one of the listed roles.'), models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='invitation_digest_is_sha256', violation_error_message='The digest of a link is a sha256 in lower-case hexadecimal.'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='invitation_expires_later', violation_error_message='An invitation lasts for some time after it was made.'), models.UniqueConstraint(django.db.models.functions.text.Lower('email'), models.F('desk'), condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), name='invitation_one_open', violation_error_message='This address is invited to the desk already. Send that invitation again, or withdraw it.'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('accepted_by__isnull', True)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='invitation_accepted_by_somebody', violation_error_message='An accepted invitation says when and by whom.'), models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='invitation_ends_once', violation_error_message='An invitation is accepted or withdrawn, not both.')],
            },
        ),
    ]
