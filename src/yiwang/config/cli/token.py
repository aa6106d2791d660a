"""`yiwang token`: give a program a token for the REST interface."""

import sys

import click

from yiwang.config.cli.main import house


@click.command()
@click.argument("username")
@click.option("--label", default="REST", help="What it is for.")
@click.option("--days", default=90, help="How long it is valid.")
def token(username: str, label: str, days: int) -> None:
    """Issue a token to act as USERNAME; it is printed this once."""
    with house():
        from django.utils import timezone

        from yiwang.foundation.accounts.actions.issue_token import issue_token
        from yiwang.foundation.records.actor import SYSTEM
        from yiwang.foundation.refusals import Refusal

        try:
            issued = issue_token(username, label, days=days, actor=SYSTEM, now=timezone.now())
        except Refusal as refusal:
            click.echo(str(refusal), err=True)
            sys.exit(1)
    click.echo(issued)
