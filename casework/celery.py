"""Celery only wakes workers. The database row is the work, so losing the broker loses nothing."""

import gc
import os
from typing import Any

from celery import Celery
from celery.signals import worker_before_create_process

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")

app = Celery("casework")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_before_create_process.connect
def keep_what_is_loaded_apart(**_: Any) -> None:
    """Let the collector of garbage pass over the code, so that the processes of a worker share its memory."""
    gc.freeze()
