"""`yiwang territory versions | discard | history | place-anew`: how a net goes from one version to
the next, and what that touches."""

from typing import TYPE_CHECKING

import click

from yiwang.config.cli.languages import in_language
from yiwang.config.cli.territory.door import said_in, unasked

if TYPE_CHECKING:
    from yiwang.structure.territory.importing.plan import Plan
    from yiwang.structure.territory.models import Net

NET = click.option("--net", required=True, help="Key of the net.")


@click.command()
@NET
@in_language
def versions(net: str, language: str) -> None:
    """The versions of a net, latest first, with the drafts that wait for their day."""
    with said_in(language):
        from yiwang.structure.territory.queries import net_named, versions_of

        for version in versions_of(net_named(net).pk):
            number = f"v{version.number}" if version.number else f"#{version.pk} {version.state}"
            source = version.source.get("file") or version.source.get("aggregates", "")
            what = f"{number:<16}{source}  {version.reason}".rstrip()
            click.echo(f"{version.takes_effect_on}  {what}")


@click.command()
@click.argument("draft", type=int)
@in_language
def discard(draft: int, language: str) -> None:
    """Discard a DRAFT by its number in `versions`: it will not take effect."""
    with said_in(language):
        from django.utils import timezone

        from yiwang.foundation.records.actor import SYSTEM
        from yiwang.structure.territory.actions.discard_version import discard_version

        discard_version(draft, actor=SYSTEM, now=timezone.now())


@click.command()
@click.argument("code")
@NET
@in_language
def history(code: str, net: str, language: str) -> None:
    """What an area was called and when, whom it followed, and who followed it."""
    with said_in(language):
        from yiwang.structure.territory.history import history_of
        from yiwang.structure.territory.queries import net_named

        for line in history_of(net_named(net), code):
            click.echo(line)


@click.command("place-anew")
@NET
@unasked
@in_language
def place_anew(net: str, yes: bool, language: str) -> None:
    """Place open cases anew that were placed before the present version of a net."""
    with said_in(language):
        from django.utils import timezone

        from yiwang.foundation.records.actor import SYSTEM
        from yiwang.structure.territory.queries import net_named
        from yiwang.work.cases.actions.place_anew import place_anew as place
        from yiwang.work.cases.queries.touched import open_cases_of_older_versions

        found = net_named(net)
        waiting = open_cases_of_older_versions(found.pk, found.revision)
        click.echo(f"{len(waiting)} open cases were placed in an older version.")
        if waiting and (yes or click.confirm("Place them anew?")):
            now = timezone.now()
            moved = [case for case in waiting if place(case, actor=SYSTEM, now=now)]
            click.echo(f"{len(moved)} lie in another area now.")


def say_touched(net: "Net", plan: "Plan") -> None:
    """Who follows whom, and which open cases, posts and registers the change touches."""
    from django.utils import timezone

    from yiwang.structure.posts.queries.touched import posts_at
    from yiwang.structure.registers.queries.touched import entries_at
    from yiwang.structure.territory.likening import unlinked_of
    from yiwang.structure.territory.present import ids_by_code
    from yiwang.structure.territory.telling import lines_of_successions
    from yiwang.work.cases.queries.touched import open_cases_in

    for line in lines_of_successions(plan.successions, plan.before, plan.after):
        click.echo(line)
    left = unlinked_of(plan.before, plan.after, plan.successions)
    if left.ended or left.begun:
        counts = len(left.ended), len(left.begun), len(left.guesses)
        click.echo("Linked to nothing: {} end, {} begin; {} of them alike".format(*counts))
    for guess in left.guesses:
        click.echo(f"  ? {guess.predecessor} → {guess.successor}  {guess.likeness:.2f}")
    ids = ids_by_code(net)
    touched = [ids[code] for code in plan.diff.codes_on_other_ground]
    if touched:
        entries = entries_at(touched, timezone.localdate())
        cases, posts = len(open_cases_in(touched)), len(posts_at(touched))
        click.echo(f"Touched: {cases} open cases, {posts} posts, {len(entries)} register entries")
        for register, key in entries:
            click.echo(f"  {register}: {key}")
