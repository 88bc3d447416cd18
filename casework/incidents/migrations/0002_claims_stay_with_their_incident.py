from django.db import migrations

# Checked at commit, so that a merge may move citations and claims in any order within its transaction.
TOGETHER = """
ALTER TABLE incidents_claim
    ADD CONSTRAINT claim_citation_of_same_incident
        FOREIGN KEY (citation_id, incident_id) REFERENCES incidents_citation (id, incident_id)
        DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT claim_supersedes_same_incident_and_kind
        FOREIGN KEY (supersedes_id, incident_id, kind) REFERENCES incidents_claim (id, incident_id, kind)
        DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT claim_part_of_same_incident_and_kind
        FOREIGN KEY (part_of_id, incident_id, kind) REFERENCES incidents_claim (id, incident_id, kind)
        DEFERRABLE INITIALLY DEFERRED;
"""
APART = """
ALTER TABLE incidents_claim
    DROP CONSTRAINT claim_citation_of_same_incident,
    DROP CONSTRAINT claim_supersedes_same_incident_and_kind,
    DROP CONSTRAINT claim_part_of_same_incident_and_kind;
"""


class Migration(migrations.Migration):
    """A claim, its citation, what it supersedes and what it is part of belong to one incident."""

    dependencies = [("incidents", "0001_incidents_and_claims")]

    operations = [migrations.RunSQL(TOGETHER, APART)]
