"""The files for containers and systemd agree with the program. Nothing here runs them: they are only read."""

import re
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
OURS = {name: each for name, each in COMPOSE["services"].items() if each["image"] == "casework"}


def commands() -> dict[str, list[str]]:
    """How each way starts the parts of Casework: all of its command lines."""
    units = [
        line[10:] for path in UNITS for line in path.read_text().splitlines() if line.startswith("ExecStart=")
    ]
    return {"compose": [" ".join(each.get("command", [])) for each in OURS.values()], "systemd": units}


@pytest.mark.parametrize("way", ["compose", "systemd"])
def test_every_queue_has_a_worker_and_there_is_one_beat(way: str) -> None:
    lines = commands()[way]
    served = re.findall(r"--queues=(\S+)", " ".join(lines))

    assert sorted(served) == sorted(queue.name for queue in settings.CELERY_TASK_QUEUES)
    assert sum("casework.clock beat" in line for line in lines) == 1


def test_every_variable_is_a_setting() -> None:
    known = (ROOT / "docs" / "reference" / "settings.md").read_text()
    said = {*COMPOSE["x-casework"]["environment"], "CASEWORK_VAR"}
    said |= set(re.findall(r"^#?([A-Z_]+)=", (ROOT / "deploy" / "casework.env.example").read_text(), re.M))

    assert [name for name in said if f"`{name.removesuffix('_FILE')}`" not in known] == []


@pytest.mark.parametrize("name", OURS)
def test_a_container_can_write_nothing_but_its_own_directory(name: str) -> None:
    service = OURS[name]

    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["volumes"] == ["casework:/var/lib/casework"]


def test_the_image_does_not_run_as_root_and_copies_what_is_there() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line]

    assert [line for line in lines if line.startswith("USER")] == ["USER 10001:10001"]
    assert all((ROOT / path).exists() for paths in copied for path in paths)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_gives_up_what_it_does_not_need(path: Path) -> None:
    text = path.read_text()

    assert {"User=casework", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="} <= set(
        text.splitlines()
    )


class Answer(BaseHTTPRequestHandler):
    """Well for whoever asks as the proxy does, and only then."""

    def do_GET(self) -> None:
        well = self.headers["Host"] == "casework.example" and self.headers["X-Forwarded-Proto"] == "https"
        self.send_response(200 if well and self.path == "/health/ready" else 503)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("host", "status"), [("casework.example", 0), ("other.example", 1)])
def test_the_probe_says_whether_it_is_well(port: int, host: str, status: int) -> None:
    environment = {"PORT": str(port), "CASEWORK_PUBLIC_URL": f"https://{host}"}

    done = subprocess.run([sys.executable, ROOT / "deploy" / "probe.py"], env=environment, check=False)

    assert done.returncode == status
