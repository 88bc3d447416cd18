"""A pytest plugin: browser tests run where a Chromium is found, and are missed loudly where none is."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Return the program: CASEWORK_CHROMIUM, or the first that is installed."""
    chosen = os.environ.get("CASEWORK_CHROMIUM")
    return shutil.which(chosen) if chosen else next(filter(None, map(shutil.which, NAMES)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests without a browser."""
    for item in items:
        if item.get_closest_marker("browser") and not find():
            item.add_marker(pytest.mark.skip(reason="No Chromium was found."))


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many browser tests did not run."""
    missed = [report for report in terminalreporter.getreports("skipped") if "browser" in report.keywords]
    if missed and not find():
        terminalreporter.write_line(
            f"NOT RUN: {len(missed)} browser tests, because no Chromium was found. "
            "Install one, or set CASEWORK_CHROMIUM to its program.",
            red=True,
            bold=True,
        )


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program, for Playwright's `executable_path`."""
    program = find()
    assert program, "Only tests marked browser may ask for this."
    return program
