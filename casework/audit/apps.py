from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "casework.audit"
    verbose_name = _("Audit trail")

    def ready(self) -> None:
        """Write down what accounts, which lies below and cannot call the trail, says has happened."""
        from casework.accounts.signals import happened
        from casework.audit.services import record

        def write(*, signal: object, sender: object, **what: Any) -> None:
            record(**what)

        happened.connect(write, weak=False, dispatch_uid="audit")
