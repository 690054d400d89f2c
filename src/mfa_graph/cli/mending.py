"""``mfa-graph check --fix``: show what would be changed, ask, and change it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from mfa_graph.assets import Content
from mfa_graph.findings import Report, counted

__all__ = ["mended", "refuse_unfixable_rules"]


def refuse_unfixable_rules(codes: Sequence[str], content: Content) -> None:
    """Say, before the long work begins, that a rule is not there or has no safe fix.

    Raises:
        UsageProblem: so it is.
    """
    if not codes:
        return
    from mfa_graph.validation.fixes import refuse_unfixable
    from mfa_graph.validation.register import register
    from mfa_graph.validation.rules import Rules
    from mfa_graph.validation.shapes import load_shapes

    refuse_unfixable(codes, Rules(load_shapes(content)), {rule.code for rule in register(content)})


def mended(report: Report, codes: Sequence[str], content: Content, *, is_sure: bool, aside: bool) -> bool:
    """Whether files were changed: the differences are shown first, and applied if `is_sure` or if whoever is asked says yes.

    `aside` is whether to show them beside the output. Without a terminal to ask on, nothing is changed, and the run ends with
    status 1.
    """
    from mfa_graph.validation.fixes import mend, write
    from mfa_graph.validation.rules import Rules
    from mfa_graph.validation.shapes import load_shapes

    named = [finding for finding in report if finding.code in codes]
    files = mend(named, Rules(load_shapes(content)), content.root)
    if not files:
        click.echo(f"{counted(len(named), 'finding')} of these rules, and nothing that can be mended safely.", err=True)
        return False
    click.echo("".join(file.diff for file in files), err=aside, nl=False)
    planned = f"{counted(sum(file.edits for file in files), 'change')} in {counted(len(files), 'file')}"
    if not is_sure:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            click.echo(f"{planned}, not made yet: run the same again with --yes to make them.", err=True)
            sys.exit(1)
        if not click.confirm(f"{planned}. Make them?"):
            click.echo("Nothing is changed.", err=True)
            sys.exit(1)
    write(files)
    click.echo(f"{planned} made. The check is run again.", err=True)
    return True
