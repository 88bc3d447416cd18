"""Addresses of incidents."""

from django.urls import path, register_converter

from casework.incidents import (
    assessing_views,
    drafting_views,
    editing_views,
    evidence_views,
    from_documents,
    history_views,
    independence_views,
    rechecking_views,
    triage_views,
    views,
)
from casework.incidents.proving import views as proving


class Uid:
    """The number of an incident, such as CW-000123."""

    regex = "CW-[0-9]{6,18}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Uid, "uid")

app_name = "incidents"
urlpatterns = [
    path("", views.incident_list, name="list"),
    path("dates/", editing_views.reads_as, name="date"),
    path("points/", editing_views.point, name="point"),
    path("from-document/<int:document_id>/", from_documents.log, name="log"),
    path("for-item/<int:item_id>/", triage_views.belongs, name="item"),
    path("<uid:uid>/for-item/<int:item_id>/undo/", triage_views.undo, name="item-undo"),
    path("<uid:uid>/", views.incident_detail, name="detail"),
    path("<uid:uid>/drafts/", drafting_views.drafts, name="drafts"),
    path("<uid:uid>/drafts/end/", drafting_views.throw_away, name="draft-end"),
    path("<uid:uid>/history/", history_views.history, name="history"),
    path("<uid:uid>/compare/", history_views.compare, name="compare"),
    path("<uid:uid>/restore/", history_views.restore, name="restore"),
    path("<uid:uid>/sections/<slug:name>/", views.incident_section, name="section"),
    path("<uid:uid>/edit/", editing_views.edit, name="edit"),
    path("<uid:uid>/assess/", assessing_views.sign, name="assess"),
    path("<uid:uid>/changed/<int:check_id>/", rechecking_views.source_change, name="source-change"),
    path("<uid:uid>/voices/", independence_views.correct, name="voices"),
    path("<uid:uid>/evidence/", evidence_views.evidence, name="evidence"),
    path("<uid:uid>/prove/", proving.prove, name="prove"),
    path("<uid:uid>/prove/form/", proving.prove_form, name="prove-form"),
    path("<uid:uid>/prove/documents/", proving.bring, name="bring"),
    path("<uid:uid>/prove/sections/<slug:name>/", proving.section, name="prove-section"),
    path("<uid:uid>/prove/claims/<int:claim_id>/", proving.correct, name="correct"),
    path("<uid:uid>/prove/claims/<int:claim_id>/forms/", proving.claim_forms, name="claim-forms"),
    path("<uid:uid>/prove/claims/<int:claim_id>/retract/", proving.retract, name="retract"),
    path("<uid:uid>/prove/claims/<int:claim_id>/rate/", proving.rate, name="rate"),
]
