"""What a shell completes, and how it is told to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from forensics.cli import main
from forensics.cli.completion import SHELLS, VARIABLE, place, script
from forensics.language.languages import LANGUAGES
from tests.support.command import ENVIRONMENT, refused, run

bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


def completed(*words: str, folder: Path | None = None, shell: str = "zsh") -> list[str]:
    """What is offered for the last word, as the program tells it to a shell; types and helps left out."""
    environment = ENVIRONMENT | {
        VARIABLE: f"{shell}_complete",
        "COMP_WORDS": " ".join(["forensics", *words]),
        "COMP_CWORD": str(len(words)),
    }
    # The program goes by the name under which it is started, which for a module is not that of the command.
    code = "import sys; from forensics.cli import main; sys.argv = ['forensics']; main()"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder, env=environment
    )
    return found.stdout.splitlines()[1::3]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["inv"], ["investigate"]),
        (["report", "x", "--level", ""], ["investigator", "regulator", "public"]),
        (["report", "x", "--level=r"], ["--level=regulator"]),
        (["count", "x", "y", "--lang", ""], list(LANGUAGES)),
        (["count", "x", "y", "--format", "nginx_erro"], ["nginx_error"]),
        (["explain", "3.6.1"], ["3.6.1"]),
        (["notify", "x", "--profile", ""], ["ap", "ico", "edpb"]),
        (["watch", "s"], ["schema", "s"]),
        (["watch", "w.toml", "--st"], ["--status"]),
        (["help", "wa"], ["watch"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_words_are_completed(words: Sequence[str], offered: Sequence[str], tmp_path: Path) -> None:
    """Commands, options and every value that is one of a few."""
    assert completed(*words, folder=tmp_path) == offered


def test_files_that_fit_are_completed(tmp_path: Path) -> None:
    """Case files and report folders; where a name must be quoted or a folder may be meant, the shell lists files."""
    (tmp_path / "reports" / "leak-1").mkdir(parents=True)
    (tmp_path / "reports" / "leak-1" / "findings.json").touch()
    for name in ("case.toml", "access.log", "own case.toml"):
        (tmp_path / name).touch()
    assert completed("investigate", "c", folder=tmp_path) == ["case.toml"]
    assert completed("investigate", "./c", folder=tmp_path) == ["./case.toml"]
    assert completed("investigate", "o", folder=tmp_path) == ["o"]  # the shell's own
    assert completed("verify", "", folder=tmp_path) == ["reports/leak-1"]
    assert completed("verify", "c", folder=tmp_path) == ["c"]


def test_nothing_waits_for_a_data_frame_library() -> None:
    """A key is pressed, and somebody waits."""
    code = "import sys; from forensics.cli import offers, main; offers.formats(None, None, ''); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ENVIRONMENT)
    assert {"polars", "pydantic", "rich", "babel"}.isdisjoint(found.stdout.split())


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed(shell: str) -> None:
    """One that asks this program."""
    result = run("completion", shell)
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{VARIABLE}" in result.stdout
    assert result.stdout == script(shell, main)


@bash
@pytest.mark.skipif(sys.platform == "win32", reason="bash of POSIX")
def test_bash_takes_the_script(tmp_path: Path) -> None:
    """It is one that bash can read, and it completes what a user has typed."""
    (tmp_path / "completion").write_text(script("bash", main))
    starter = tmp_path / "forensics"
    starter.write_text(f'#!/bin/sh\nexec "{Path(sys.executable).with_name("forensics")}" "$@"\n')
    starter.chmod(0o700)
    typed = "compopt() { :; }; COMP_WORDS=(forensics forg); COMP_CWORD=1; _forensics_completion forensics"
    command = f'source "$1"; {typed}; echo "${{COMPREPLY[@]}}"; complete -p forensics'
    environment = ENVIRONMENT | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    found = subprocess.run(
        ["bash", "--norc", "-c", command, "bash", tmp_path / "completion"],
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    assert found.stdout.splitlines()[0] == "forget-key"
    assert "_forensics_completion forensics" in found.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_installed(shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the shell looks; twice is once; what somebody else put there stays."""
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    for _ in range(2):
        result = run("completion", shell, "--install")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith(f"Written: {place(shell)}. ")
        assert place(shell).read_text(encoding="utf-8") == script(shell, main)
    place(shell).write_text("my own\n")
    refused(run("completion", shell, "--install"), str(place(shell)), "not of this tool")
    assert place(shell).read_text() == "my own\n"


def test_a_shell_without_a_folder_for_it() -> None:
    """Told what to do instead."""
    result = run("completion", "powershell", "--install")
    assert (result.exit_code, "$PROFILE" in result.stderr) == (2, True)
