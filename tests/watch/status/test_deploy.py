"""What people copy from deploy/: units that systemd reads, settings that hold, commands that parse."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from forensics.cli.watching import watch

DEPLOY = Path(__file__).parents[3] / "deploy"
SERVICES = ("forensics-watch@.service", "forensics-watch-follow@.service")
UNITS = (*SERVICES, "forensics-watch@.timer")


def _settings(name: str) -> dict[str, list[str]]:
    """Key -> values, in their order; fails at a line that is none."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / "systemd" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "[")):
            key, separator, value = line.partition("=")
            assert separator, line
            found.setdefault(key, []).append(value)
    return found


def _parses(words: list[str]) -> None:
    """A call of `forensics watch` that its options understand."""
    assert words[:2] == ["forensics", "watch"]
    watch.commands["run"].make_context("watch", words[2:])


def test_systemd_reads_the_units(tmp_path: Path) -> None:
    """Without a word about any line."""
    systemd = shutil.which("systemd-analyze")
    if systemd is None:
        pytest.skip("systemd-analyze is not installed")
    for name in UNITS:
        text = (DEPLOY / "systemd" / name).read_text(encoding="utf-8")
        (tmp_path / name.replace("@", "@www")).write_text(text.replace("/usr/local/bin/forensics", "/bin/true"))
    paths = sorted(map(str, tmp_path.iterdir()))
    told = subprocess.run(
        [systemd, "verify", "--man=no", *paths], capture_output=True, text=True, check=False, timeout=60
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


def test_both_services_are_hardened_alike() -> None:
    """They differ in how they run alone."""
    once, follow = map(_settings, SERVICES)
    own = {"Description", "Type", "ExecStart", "TimeoutStartSec", "TimeoutStopSec", "Restart", "RestartSec", "WantedBy"}
    assert {key: value for key, value in once.items() if key not in own} == {
        key: value for key, value in follow.items() if key not in own
    }
    for key, value in {
        "ProtectSystem": "strict",
        "NoNewPrivileges": "yes",
        "PrivateNetwork": "yes",
        "RestrictAddressFamilies": "AF_UNIX",
        "CapabilityBoundingSet": "",
        "SuccessExitStatus": "3 4",
        "StandardOutput": "null",
    }.items():
        assert once[key] == [value]


@pytest.mark.parametrize("name", SERVICES)
def test_the_command_of_a_service_parses(name: str) -> None:
    """As it stands."""
    (command,) = _settings(name)["ExecStart"]
    words = shlex.split(command)
    _parses([Path(words[0]).name, *words[1:]])


def test_the_cron_lines_parse() -> None:
    """Also those that are commented out: five fields, a user, a command."""
    lines = (DEPLOY / "cron.d-forensics").read_text(encoding="utf-8").splitlines()
    jobs = [line.lstrip("#") for line in lines if re.match(r"#?[*\d]\S* [*\d]\S* \* \* \* ", line)]
    assert len(jobs) == 3
    for job in jobs:
        user, command = job.split(None, 6)[5:]
        assert user == "forensics"
        call = re.search(r"(forensics watch .*?) \d?>", command)
        assert call
        _parses(shlex.split(call[1]))
