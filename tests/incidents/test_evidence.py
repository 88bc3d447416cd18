"""An incident's evidence as one file: whole, checkable with Python alone, and only what a person may see."""

import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from warcio.archiveiterator import ArchiveIterator

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.tlp import Tlp
from casework.incidents.evidence import export_evidence, packed
from casework.incidents.models import Incident, IncidentDocument
from casework.incidents.services import cite
from casework.sources.models import Document
from casework.sources.services import add_document
from tests.incidents.builders import make_incident

TEXT = "Sokolo 🌍. The army said that about 20 soldiers died on Sunday."
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def captures(tmp_path: Path, settings: LazySettings) -> Path:
    settings.CAPTURES_DIR = tmp_path / "captures"
    return tmp_path / "captures"


@pytest.fixture
def incident(aminata: User, desk: Desk) -> Incident:
    """An incident with a cited document, and one beside it that nothing is cited from yet."""
    incident = make_incident(aminata)
    for number, title in enumerate(("Camp attacked", "Attack on camp")):
        added = add_document(by=aminata, desk=desk, text=f"{TEXT} {number}", title=title, outlet="News")
        IncidentDocument.objects.create(incident=incident, document=added.document, added_by=aminata)
        if added.snapshot and not number:
            cite(incident.pk, by=aminata, snapshot=added.snapshot, quote="about 20 soldiers")
    return incident


def file_of(incident: Incident, by: User) -> bytes:
    return b"".join(packed(export_evidence(incident, by=by)))


def names(content: bytes) -> set[str]:
    return set(zipfile.ZipFile(io.BytesIO(content)).namelist())


def verified(content: bytes, folder: Path) -> tuple[int, str]:
    """Run the program that lies in the file itself, without anything of ours around it."""
    whole = folder / "evidence.zip"
    whole.write_bytes(content)
    program = folder / "verify.py"
    program.write_bytes(zipfile.ZipFile(whole).read("evidence/verify.py"))
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(program), str(whole)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_everything_is_in_it_and_fits(incident: Incident, aminata: User, tmp_path: Path) -> None:
    content = file_of(incident, aminata)

    archive = zipfile.ZipFile(io.BytesIO(content))
    package = json.loads(archive.read("datapackage.json"))
    listed = {file["path"] for file in package["resources"]}
    assert listed == names(content) - {"datapackage.json", "datapackage-digest.json"}
    assert len([name for name in names(content) if name.startswith("archive/")]) == 2
    [quote] = json.loads(archive.read("evidence/citations.json"))
    text = archive.read(f"texts/{quote['text_sha256']}.txt").decode()
    assert text[quote["start"] : quote["end"]] == quote["exact"]
    custody = [row["verb"] for row in json.loads(archive.read("evidence/custody.json"))]
    assert custody == ["sources.add_document"] * 2 + ["sources.export"] * 2
    assert verified(content, tmp_path)[0] == 0
    assert "12 files and 1 quotes checked, 0 faults." in verified(content, tmp_path)[1]


def test_its_web_archives_are_read_by_others(incident: Incident, aminata: User) -> None:
    archive = zipfile.ZipFile(io.BytesIO(file_of(incident, aminata)))
    for name in filter(lambda name: name.startswith("archive/"), archive.namelist()):
        records = ArchiveIterator(io.BytesIO(archive.read(name)), check_digests="raise")
        kinds = []
        for record in records:
            record.content_stream().read()
            kinds.append(record.rec_type)
        assert kinds == ["warcinfo", "resource", "metadata", "conversion"]


def test_players_find_a_record_without_reading_the_whole_file(incident: Incident, aminata: User) -> None:
    """They read a part of an archive as it lies in the zip, whose files begin right after their names."""
    content = file_of(incident, aminata)
    archive = zipfile.ZipFile(io.BytesIO(content))

    for about in archive.infolist():
        extra = int.from_bytes(content[about.header_offset + 28 :][:2], "little")
        assert extra == len(about.extra) == 0, about.filename
    for line in archive.read("indexes/index.cdx").splitlines():
        said = json.loads(line.split(b" ", 2)[2])
        about = archive.getinfo(f"archive/{said['filename']}")
        assert about.compress_type == zipfile.ZIP_STORED
        begin = about.header_offset + 30 + len(about.filename) + int(said["offset"])
        record = gzip.decompress(content[begin : begin + int(said["length"])])
        assert f"WARC-Target-URI: {said['url']}".encode() in record


def test_the_list_of_files_is_as_players_and_data_packages_have_it(incident: Incident, aminata: User) -> None:
    archive = zipfile.ZipFile(io.BytesIO(file_of(incident, aminata)))
    listed = archive.read("datapackage.json")
    package, digest = json.loads(listed), json.loads(archive.read("datapackage-digest.json"))

    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
    assert digest == {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(listed).hexdigest()}"}
    names = [file["name"] for file in package["resources"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)
    for file in package["resources"]:
        content = archive.read(file["path"])
        assert file["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert file["bytes"] == len(content)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (b"about 20 soldiers", b"about 19 soldiers", "was changed"),
        (b'"start": ', b'"start": 1', "was changed"),
    ],
)
def test_a_change_to_any_file_is_found(
    incident: Incident, aminata: User, tmp_path: Path, before: bytes, after: bytes, said: str
) -> None:
    given = zipfile.ZipFile(io.BytesIO(file_of(incident, aminata)))
    spoilt = io.BytesIO()
    with zipfile.ZipFile(spoilt, "w") as archive:
        for name in given.namelist():
            archive.writestr(name, given.read(name).replace(before, after))

    status, told = verified(spoilt.getvalue(), tmp_path)

    assert status == 1
    assert said in told


def test_bytes_that_are_gone_are_named(
    incident: Incident, aminata: User, captures: Path, tmp_path: Path
) -> None:
    next(each for each in captures.rglob("*") if each.is_file()).unlink()

    status, told = verified(file_of(incident, aminata), tmp_path)

    assert status == 1
    assert "were missing when this was made" in told


def test_what_fewer_people_may_see_stays_in_the_house(
    incident: Incident, aminata: User, boris: User, sira: User
) -> None:
    cited = incident.citations.get().snapshot.document_id
    Document.objects.filter(pk=cited).update(tlp=Tlp.RED)

    theirs, hers = file_of(incident, boris), file_of(incident, sira)

    assert not [name for name in names(theirs) if f"document-{cited}-" in name]
    assert json.loads(zipfile.ZipFile(io.BytesIO(theirs)).read("evidence/citations.json")) == []
    assert [name for name in names(hers) if f"document-{cited}-" in name]


def test_the_page_offers_it_and_the_trail_tells(
    client: Client, incident: Incident, aminata: User, vera: User
) -> None:
    client.force_login(aminata)
    page = client.get(f"/incidents/{incident.uid}/").content.decode()
    answer = client.post(f"/incidents/{incident.uid}/evidence/")
    content = b"".join(answer)

    assert "Export the evidence" in page
    assert answer["Content-Disposition"] == f'attachment; filename="{incident.uid}-evidence.wacz.zip"'
    assert "datapackage.json" in names(content)
    entry = Entry.objects.get(verb="incident.export_evidence")
    assert (entry.actor, entry.after) == (aminata, {"snapshots": 2, "citations": 1})

    client.force_login(vera)
    assert "Export the evidence" not in client.get(f"/incidents/{incident.uid}/").content.decode()
    assert client.post(f"/incidents/{incident.uid}/evidence/").status_code == 403
