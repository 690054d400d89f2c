"""jsonld.js, the other processor of JSON-LD 1.1 that judges us: npm ``jsonld``, in the folder MFA_GRAPH_NODE_MODULES."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

_PROGRAM = """
const jsonld = require("jsonld");
const [method, ...given] = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const documentLoader = address => { throw new Error(`asked for ${address}`); };
const options = { ...given.pop(), documentLoader };
jsonld[method](...given, options).then(result => process.stdout.write(JSON.stringify(result)));
"""


def jsonld_js(method: str, *given: Any) -> Any:
    """What a method of jsonld.js makes of some JSON, the last of which are its options; no document is ever loaded."""
    node, modules = shutil.which("node"), os.environ.get("MFA_GRAPH_NODE_MODULES")
    if node is None or modules is None or not (Path(modules) / "jsonld").is_dir():
        pytest.skip("needs the tool jsonld.js: node, and npm's jsonld in the folder MFA_GRAPH_NODE_MODULES")
    environment = {**os.environ, "NODE_PATH": modules}
    done = subprocess.run(
        [node, "-e", _PROGRAM],
        input=json.dumps([method, *given]),
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
