#!/bin/sh
# Make .venv ready for use: scripts/environment.sh LOCK STAMP
#
# LOCK names every package with its hash; STAMP is touched when all of it is installed, so that the next run installs nothing.
# Whatever goes wrong is said in one line, with what to do about it; the whole story is in .venv.log.
set -eu
lock=$1 stamp=$2 log=.venv.log

stop() {
    printf '%s\n' "$1" >&2
    exit 3
}

is_fit() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# A half-made environment, or one made in a folder that has since moved, is of no use.
if [ -e .venv ] && { ! .venv/bin/python -m pip --version >/dev/null 2>&1 || [ "$(cat .venv/made-in 2>/dev/null)" != "$PWD" ]; }; then
    echo "Removing a .venv that does not work here ..."
    rm -rf .venv
fi

if [ ! -x .venv/bin/python ]; then
    for name in python3.11 python3.12 python3.13 python3; do
        if is_fit "$name"; then python=$name; break; fi
    done
    [ "${python:-}" ] || stop "Python 3.11 or newer is needed and was not found. Install it: sudo apt-get install python3.11"
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "$("$python" --version) has no venv. Install it: sudo apt-get install $(basename "$(readlink -f "$(command -v "$python")")")-venv"
    echo "Making .venv with $("$python" --version) ..."
    "$python" -m venv .venv >"$log" 2>&1 || stop "No virtual environment could be made; $log says why."
    printf '%s\n' "$PWD" >.venv/made-in
fi

echo "Installing $(grep -c '^[a-zA-Z]' "$lock") packages from $lock (about a minute) ..."
.venv/bin/python -m pip install --disable-pip-version-check --retries 2 --require-hashes --only-binary :all: -r "$lock" >"$log" 2>&1 ||
    stop "The packages could not be installed. Is there a network? $log has the details: $(grep -m1 '^ERROR' "$log" | cut -c1-160)"
.venv/bin/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation --editable . >>"$log" 2>&1 ||
    stop "mfa-graph itself could not be installed; $log says why."
touch "$stamp"
