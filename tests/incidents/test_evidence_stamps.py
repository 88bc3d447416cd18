"""The time stamps in an incident's evidence are checked by a sceptic with openssl alone."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from casework.accounts.models import Desk as People
from casework.accounts.models import User
from casework.incidents.evidence import export_evidence, packed
from casework.incidents.models import Incident, IncidentDocument
from casework.sources.services import add_document
from casework.sources.stamping.authority import Authority
from casework.sources.stamping.waiting import stamp_for
from tests.incidents.builders import make_incident
from tests.sources.stamping.authority import NAME, Desk, authority, needs_openssl, openssl

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(aminata: User, desk: People, tmp_path: Path, settings: LazySettings) -> Incident:
    settings.CAPTURES_DIR = tmp_path / "captures"
    incident = make_incident(aminata)
    text = "About 20 soldiers died."
    added = add_document(by=aminata, desk=desk, text=text, title="Camp attacked", outlet="News")
    IncidentDocument.objects.create(incident=incident, document=added.document, added_by=aminata)
    return incident


def unpacked(incident: Incident, by: User, folder: Path) -> dict[str, Any]:
    """Unpack the evidence, and return what it says of its only snapshot."""
    zipfile.ZipFile(io.BytesIO(b"".join(packed(export_evidence(incident, by=by))))).extractall(folder)
    [snapshot] = json.loads((folder / "evidence" / "snapshots.json").read_text())
    return dict(snapshot)


@needs_openssl
def test_a_stamp_is_checked_with_openssl_alone(
    incident: Incident, aminata: User, tmp_path: Path, settings: LazySettings
) -> None:
    (tmp_path / "authority").mkdir()
    stamps = Desk(tmp_path / "authority")
    with authority(stamps.stamp) as server:
        settings.TIMESTAMP_URL, settings.TIMESTAMP_ROOTS = server.url, stamps.roots
        asked = Authority.from_settings()
        assert asked
        assert stamp_for(asked, 5) == 1

    snapshot = unpacked(incident, aminata, tmp_path / "evidence")

    stamp = snapshot["stamp"]
    assert (stamp["authority"], stamp["serial"]) == (NAME, "5ea2")
    assert stamp["file"] == f"stamps/document-{snapshot['document']}-1.tsr"
    said = openssl(
        *("ts", "-verify", "-in", tmp_path / "evidence" / stamp["file"]),
        *("-data", tmp_path / "evidence" / snapshot["bytes"], "-CAfile", stamps.folder / "roots.pem"),
    )
    assert "Verification: OK" in said
    with pytest.raises(AssertionError, match="message imprint mismatch"):
        openssl(
            *("ts", "-verify", "-in", tmp_path / "evidence" / stamp["file"]),
            *("-data", tmp_path / "evidence" / "datapackage.json", "-CAfile", stamps.folder / "roots.pem"),
        )


def test_what_has_no_stamp_says_so(incident: Incident, aminata: User, tmp_path: Path) -> None:
    assert unpacked(incident, aminata, tmp_path / "evidence")["stamp"] is None
    assert not (tmp_path / "evidence" / "stamps").exists()
