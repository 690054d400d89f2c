#!/bin/bash
# The check of the GitHub Action: FILES, SINCE, FAIL_ON, PROFILE and REPORT are its inputs (see action.yml).
#
# What an input says reaches the program as a word of its own and is never run by the shell; patterns alone are expanded.
set -euo pipefail
shopt -s globstar nullglob

read -r -d '' -a patterns <<<"$FILES" || true
IFS=
files=()
for pattern in "${patterns[@]}"; do
    files+=($pattern)
done
if [ -n "$SINCE" ]; then
    # What was removed since then is named too, so that what it leaves behind is checked.
    while read -r -d '' name; do
        for pattern in "${patterns[@]}"; do
            [[ $name != $pattern ]] || files+=("$name")
        done
    done < <(git diff --name-only --diff-filter=D --no-renames --relative -z "$SINCE" --)
fi

if [ ${#files[@]} = 0 ]; then
    echo "::warning title=mfa-graph::No file matches: ${FILES//$'\n'/ }"
    printf '%s\n' violations=0 warnings=0 infos=0 report= >>"$GITHUB_OUTPUT"
    exit 0
fi

reports=$(mktemp -d)
words=(check --format github --fail-on "$FAIL_ON" --report "md=$reports/summary.md" --report "json=$reports/counts.json")
[ -z "$SINCE" ] || words+=(--since "$SINCE")
[ -z "$PROFILE" ] || words+=(--profile "$PROFILE")
[ -z "$REPORT" ] || words+=(--report "sarif=$REPORT")
status=0
"$RUNNER_TEMP/mfa-graph/bin/mfa-graph" "${words[@]}" -- "${files[@]}" || status=$?
if [ -s "$reports/counts.json" ]; then
    cat "$reports/summary.md" >>"$GITHUB_STEP_SUMMARY"
    "$RUNNER_TEMP/mfa-graph/bin/python" -c '
import json, sys

for word, count in json.load(open(sys.argv[1], encoding="utf-8"))["counts"].items():
    print(f"{word}s={count}")
' "$reports/counts.json" >>"$GITHUB_OUTPUT"
    echo "report=$REPORT" >>"$GITHUB_OUTPUT"
fi
exit "$status"
