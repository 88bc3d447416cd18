"""The application as the clock needs it: it knows when what is due, and never does any of it itself.

Without models and tasks a process weighs a third.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")

# Celery's help for Django would load every application.
app = Celery("casework", fixups=[], set_as_current=False)
app.config_from_object("django.conf:settings", namespace="CELERY")
