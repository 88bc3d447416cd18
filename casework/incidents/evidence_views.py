"""The way out for an incident's evidence."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from casework.accounts.requests import PersonRequest
from casework.incidents.evidence import export_evidence, packed
from casework.incidents.models import Incident


@login_required
@require_POST
def evidence(request: PersonRequest, uid: str) -> StreamingHttpResponse:
    """Send an incident's whole evidence as one file, which is made on the way."""
    incident = get_object_or_404(Incident.objects.visible_to(request.user).select_related("desk"), uid=uid)
    found = export_evidence(incident, by=request.user)
    answer = StreamingHttpResponse(packed(found), content_type="application/zip")
    # Everybody's computer opens a zip, and by the ending before it players know a web archive collection.
    answer["Content-Disposition"] = f'attachment; filename="{uid}-evidence.wacz.zip"'
    return answer
