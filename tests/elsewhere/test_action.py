"""The GitHub Action: its form by the schema of others, and its steps, run one after the other as a runner runs them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.elsewhere.conftest import BAD, committed


def test_the_action_is_well_formed() -> None:
    """The file keeps to the schema of GitHub Actions that SchemaStore publishes, and a wrong key would be seen."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions"]
    assert subprocess.run([*command, str(ROOT / "action.yml")], capture_output=True).returncode == 0
    wrong = subprocess.run([*command, str(ROOT / ".pre-commit-hooks.yaml")], capture_output=True)
    assert wrong.returncode == 1


@dataclass(frozen=True)
class Runner:
    """What stands in for the runner: it reads the steps, fills in expressions, and keeps the files that GITHUB_* name."""

    action: Path
    temporary: Path

    @property
    def description(self) -> dict[str, Any]:
        """The action as it is written."""
        written: dict[str, Any] = yaml.safe_load((self.action / "action.yml").read_text())
        return written

    def run(self, name: str, workspace: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
        """Run one step by its name, and return how it went and the outputs of the action so far."""
        (step,) = [step for step in self.description["runs"]["steps"] if step["name"] == name]
        files = {"GITHUB_OUTPUT": self.temporary / "output", "GITHUB_STEP_SUMMARY": self.temporary / "summary"}
        for file in files.values():
            file.write_text("")
        script = self.temporary / "step.sh"
        script.write_text(step["run"])
        given = {name: self._filled(text, inputs) for name, text in step["env"].items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=workspace,
            env={**os.environ, **{n: str(f) for n, f in files.items()}, **given, "RUNNER_TEMP": str(self.temporary)},
            capture_output=True,
            encoding="utf-8",
            timeout=500,
        )
        return done, dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())

    def _filled(self, text: str, inputs: dict[str, str]) -> str:
        """A text with ``${{ ... }}`` resolved; an expression that nobody knows is an error."""

        def value(found: re.Match[str]) -> str:
            context, _, name = found[1].partition(".")
            if (context, name) == ("github", "action_path"):
                return str(self.action)
            described = self.description["inputs"][name]
            default: str = described.get("default", "")
            return inputs.get(name.replace("-", "_"), default)

        return re.sub(r"\$\{\{\s*([\w.-]+)\s*\}\}", value, text)

    @property
    def summary(self) -> str:
        """What the job's page shows."""
        return (self.temporary / "summary").read_text()


@pytest.fixture(scope="module")
def runner(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner on which the action's steps before the check have been run."""
    runner = Runner(clone, tmp_path_factory.mktemp("runner"))
    python, install, check = runner.description["runs"]["steps"]
    assert python["uses"].startswith("actions/setup-python@")  # of GitHub: the Python of the tests stands in for it
    assert check["name"] == "Check"
    done, _ = runner.run(install["name"], runner.temporary)
    assert done.returncode == 0, done.stderr
    return runner


def test_outputs_and_inputs_are_those_that_the_steps_use(clone: Path) -> None:
    """Every input is used by a step and every step uses inputs that there are; outputs come from the step of the check."""
    description = Runner(clone, clone).description
    steps = json.dumps(description["runs"])
    assert set(re.findall(r"inputs\.([\w-]+)", steps)) == description["inputs"].keys()
    assert {output["value"] for output in description["outputs"].values()} == {
        f"${{{{ steps.check.outputs.{name} }}}}" for name in description["outputs"]
    }
    assert "${{" not in "".join(step.get("run", "") for step in description["runs"]["steps"])


def test_a_good_file_passes(runner: Runner, elsewhere: Path) -> None:
    """The step ends well, counts no violation, and writes SARIF and a summary."""
    done, outputs = runner.run("Check", elsewhere, files="notes/**/*.trig")
    assert done.returncode == 0, done.stdout + done.stderr
    assert outputs == {"violations": "0", "warnings": "0", "infos": "1", "report": "mfa-graph.sarif"}
    sarif = json.loads((elsewhere / "mfa-graph.sarif").read_text())
    assert sarif["version"] == "2.1.0"
    assert runner.summary


def test_a_bad_file_fails_the_step_at_its_line(runner: Runner, elsewhere: Path) -> None:
    """The step fails, and the annotation names the file as the repository calls it, and the line."""
    (elsewhere / "notes" / "bad.trig").write_text(BAD)
    done, outputs = runner.run("Check", elsewhere, files="notes/*.trig\nother/**/*.nq")
    assert done.returncode == 1, done.stderr
    assert outputs["violations"] == "1"
    line = BAD[: BAD.index("<id/engagement/mfa-nowhere/our-bad-notes>")].count("\n") + 1
    assert re.search(rf"^::error .*file=notes/bad.trig,line={line}\b", done.stdout, re.MULTILINE), done.stdout
    (result,) = [
        r
        for r in json.loads((elsewhere / "mfa-graph.sarif").read_text())["runs"][0]["results"]
        if r["level"] == "error"
    ]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == line


def test_a_profile_weighs_the_findings(runner: Runner, elsewhere: Path) -> None:
    """What fails the step without a profile is a warning under one that says so; a profile that is not there is said."""
    (elsewhere / "notes" / "bad.trig").write_text(BAD)
    (elsewhere / "ours.toml").write_text('[severity]\nengagement-process-required = "warning"\n')
    done, outputs = runner.run("Check", elsewhere, files="notes/bad.trig", profile="ours.toml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (outputs["violations"], outputs["warnings"]) == ("0", "1")
    done, outputs = runner.run("Check", elsewhere, files="notes/bad.trig", profile="theirs.toml")
    assert (done.returncode, outputs) == (3, {})
    assert "theirs.toml" in done.stderr


def test_since_a_revision_only_its_changes_count(runner: Runner, elsewhere: Path) -> None:
    """What was wrong before is not told again; what a removed file leaves behind is; an input is never run by the shell."""
    (elsewhere / "notes" / "bad.trig").write_text(BAD)
    committed(elsewhere, "A bad file")
    done, outputs = runner.run("Check", elsewhere, files="notes/*.trig", since="HEAD")
    assert (done.returncode, outputs["violations"]) == (0, "0"), done.stdout + done.stderr
    (elsewhere / "notes" / "good.trig").unlink()
    done, outputs = runner.run("Check", elsewhere, files="notes/*.trig", since="HEAD")
    assert (done.returncode, outputs["violations"]) == (0, "0"), done.stdout + done.stderr
    done, _ = runner.run("Check", elsewhere, files="notes/*.trig", since="HEAD~1", report="")
    assert done.returncode == 1
    done, _ = runner.run("Check", elsewhere, files="$(touch run).trig;touch run", fail_on="warning")
    assert done.returncode == 3
    assert "There is no such file" in done.stderr
    assert not (elsewhere / "run").exists()


def test_no_file_is_said(runner: Runner, elsewhere: Path) -> None:
    """Where no file matches, the step says so and is not taken for a check."""
    done, outputs = runner.run("Check", elsewhere, files="nowhere/*.trig")
    assert done.returncode == 0
    assert "::warning title=mfa-graph::No file matches: nowhere/*.trig" in done.stdout
    assert outputs["report"] == ""
