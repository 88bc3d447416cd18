"""Casework: reported attacks, verified and cross-referenced, with a quoted source behind every value."""

from casework.celery import app as celery_app

__all__ = ["celery_app"]

__version__ = "0.1.0"
