"""Whether this installation can work: for load balancers, supervisors and the operator."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Literal, TypedDict

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from kombu import Connection
from kombu.exceptions import KombuError

from casework.core.pages import RETRY_AFTER_SECONDS

# A health check that waits longer than its caller helps nobody.
BROKER_SECONDS = 1


class Finding(TypedDict):
    """What one check found, with the reason and the next step where it is not well."""

    status: Literal["ok", "warning", "failing"]
    reason: str


OK = Finding(status="ok", reason="")


def database() -> Finding:
    """Ask the database for an answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Finding(
            status="failing",
            reason=_("The database does not answer. Start it, or correct DATABASE_URL."),
        )
    return OK


def migrations() -> Finding:
    """Compare the database's tables with what this version of the program needs."""
    try:
        executor = MigrationExecutor(connection)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return Finding(
            status="failing", reason=_("The database does not answer, so its tables are unknown. Start it.")
        )
    if missing:
        return Finding(
            status="failing",
            reason=ngettext(
                "%(missing)d migration has not been applied. Run “manage.py migrate”.",
                "%(missing)d migrations have not been applied. Run “manage.py migrate”.",
                missing,
            )
            % {"missing": missing},
        )
    return OK


def broker() -> Finding:
    """Knock at the broker. Without it pages work and background work catches up later: a warning."""
    knock = Connection(settings.CELERY_BROKER_URL, connect_timeout=BROKER_SECONDS)
    try:
        knock.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_SECONDS)
    except (OSError, KombuError):
        return Finding(
            status="warning",
            reason=_("The broker does not answer. Pages work; fetching and mail wait until you start it."),
        )
    finally:
        knock.release()
    return OK


CHECKS: dict[str, Callable[[], Finding]] = {"database": database, "migrations": migrations, "broker": broker}


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Say that the process answers, whatever else is down."""
    return JsonResponse({"status": "ok"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Say whether requests should be sent here: 200, or 503 with the reasons."""
    findings = {name: check() for name, check in CHECKS.items()}
    statuses = {finding["status"] for finding in findings.values()}
    worst = next(status for status in ("failing", "warning", "ok") if status in statuses)
    response = JsonResponse({"status": worst, "checks": findings})
    if worst == "failing":
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        response["Retry-After"] = RETRY_AFTER_SECONDS
    return response
