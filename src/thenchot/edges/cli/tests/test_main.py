from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from thenchot.edges.cli.main import COMMANDS, thenchot


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "thenchot.edges.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
    )


def test_every_file_is_a_command_that_explains_itself():
    for path in COMMANDS.glob("[!_]*.py"):
        name = path.stem.replace("_", "-")
        done = CliRunner().invoke(thenchot, [name, "--help"])
        assert done.exit_code == 0, name
        assert "Usage:" in done.output


def test_help_and_usage_do_not_load_django():
    program = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from thenchot.edges.cli.main import thenchot\n"
        "assert CliRunner().invoke(thenchot, ['--help']).exit_code == 0\n"
        "assert CliRunner().invoke(thenchot, ['ledger', '--help']).exit_code == 0\n"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'django'], 'Django was loaded'\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_an_unknown_command_is_a_usage_error():
    done = CliRunner().invoke(thenchot, ["nonsense"])
    assert done.exit_code == 2
    assert "No such command" in done.output


@pytest.mark.parametrize(("language", "words"), [("en_GB.UTF-8", "cannot be opened"), ("vi_VN.UTF-8", "Không mở được")])
def test_a_refusal_is_a_sentence_in_the_terminals_language_without_a_traceback(language, words):
    url = "postgresql://nobody@127.0.0.1:1/none"
    done = run(
        "ledger",
        "check",
        "--json",
        DATABASE_URL=url,
        LC_ALL=language,
        DJANGO_SETTINGS_MODULE="thenchot.config.settings",
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("thenchot: ")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
