"""A report written from the figures of its days: what happened, by type, by area and body, what is
late, orders and whistles, and what follows from it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from yiwang.insight.boards.models import Board
from yiwang.insight.boards.reading import CAME, below, figures, flow, of_types
from yiwang.insight.boards.reports.compared import against
from yiwang.insight.boards.reports.content import Report, Section, Table
from yiwang.insight.boards.reports.period import WEEKLY, Issue
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.indicators import Figure
from yiwang.structure.organizations.queries import names_of
from yiwang.structure.posts.queries import post_names
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import children_of, paths_below
from yiwang.work.cases.queries import watching
from yiwang.work.cases.queries.watching import Lights
from yiwang.work.workflows.queries.orders import OrderLine, open_orders_on
from yiwang.work.workflows.queries.standing_now import BodyLights, lights_of_bodies, waiting_posts
from yiwang.work.workflows.queries.whistles import WhistleLine, open_whistles_on

MOST_LATE = 30
MOST_BODIES = 20


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything that the sections are written from."""

    area: Area
    board: Board
    issue: Issue
    now: datetime
    lights: Lights
    bodies: list[tuple[str, BodyLights]]
    orders: list[OrderLine]
    whistles: list[WhistleLine]


def report_of(board: Board, area: Area, issue: Issue, now: datetime) -> Report:
    """The number of queries does not grow with the cases."""
    read = _read(board, area, issue, now)
    sections = [
        _whole(read),
        _by_type(read),
        _by_area(read),
        _by_body(read),
        _late(read),
        _watched(read),
        _next(read),
    ]
    words = {"area": area.label, "year": issue.year, "number": issue.number}
    is_weekly = issue.kind == WEEKLY
    title = _("%(area)s: weekly report") if is_weekly else _("%(area)s: daily report")
    return Report(
        title=title % words,
        number=_("%(area)s [%(year)s] No. %(number)s") % words,
        issue=_("Issue %(number)s") % words,
        made=_("Made on %(day)s") % {"day": _on(timezone.localdate(now))},
        period=_period(issue.days),
        sections=sections,
        notes=_notes(read),
    )


def _read(board: Board, area: Area, issue: Issue, now: datetime) -> _Read:
    runs = watching.open_runs_within(area.pk, board.kinds)
    bodies = lights_of_bodies(runs, now)[:MOST_BODIES]
    names = names_of({each.organization_id for each in bodies if each.organization_id})
    return _Read(
        area=area,
        board=board,
        issue=issue,
        now=now,
        lights=watching.lights(area.pk, now, board.kinds),
        bodies=[
            (names.get(each.organization_id or 0, _("posts without a body")), each)
            for each in bodies
        ],
        orders=open_orders_on(runs, now),
        whistles=open_whistles_on(runs, now),
    )


def _whole(read: _Read) -> Section:
    days = read.issue.days
    came, went = _flow(read, days)
    sentences = [
        (
            _("On %(period)s, %(came)s matters came in and %(went)s were closed.")
            if days.first == days.last
            else _("From %(period)s, %(came)s matters came in and %(went)s were closed.")
        )
        % {"period": _period(days), "came": came, "went": went}
    ]
    for other, name in (
        (days.before(), pgettext("board", "the period before")),
        (days.year_before(), _("the same days of the year before")),
    ):
        sentences.append(against(came, went, *_flow(read, other), name))
    keys = [key for group in read.board.groups for key in group["figures"]]
    now, before, last_year = (
        {each.indicator.key: each for each in figures(read.board, keys, read.area.pk, when)}
        for when in (days, days.before(), days.year_before())
    )
    columns = [
        pgettext("board", "Figure"),
        pgettext("board", "Value"),
        _("Numerator ÷ denominator"),
        _("Period before"),
        _("Year before"),
    ]
    rows = [
        [
            each.indicator.label,
            _value(each),
            _fraction(each),
            _value(before.get(key)),
            _value(last_year.get(key)),
        ]
        for key, each in now.items()
    ]
    return Section(_("1. As a whole"), sentences, Table(columns, rows))


def _by_type(read: _Read) -> Section:
    days, before = read.issue.days, read.issue.days.before()
    found = of_types(read.board, read.area.pk, days)
    earlier = {kind.pk: number for kind, number in of_types(read.board, read.area.pk, before)}
    all_of_them = sum(number for _kind, number in found)
    rows = [
        [kind.label, str(number), _share(number, all_of_them), str(earlier.get(kind.pk, 0))]
        for kind, number in found
    ]
    sentences = [_("No matter with a type came in.")]
    if found:
        said = _("Most came in about %(kind)s: %(number)s of %(all)s.") % {
            "kind": found[0][0].label,
            "number": found[0][1],
            "all": all_of_them,
        }
        untyped = _flow(read, days)[0] - all_of_them
        without = ngettext(
            "%(count)s more has no type yet.", "%(count)s more have no type yet.", untyped
        )
        sentences = [said, *([without % {"count": untyped}] if untyped > 0 else [])]
    columns = [_("Type"), _("Came in"), pgettext("board", "Share"), _("Period before")]
    return Section(_("2. By type"), sentences, Table(columns, rows) if rows else None)


def _by_area(read: _Read) -> Section:
    areas = children_of(read.area.pk)
    came = below(read.board, CAME, areas, read.issue.days)
    lit = watching.lights_below(read.area.pk, read.now, read.board.kinds)
    rows = []
    for area in areas:
        lights = lit.get(area.pk, Lights())
        numbers = (came[area.pk].numerator, lights.all, lights.red, lights.amber)
        rows.append([area.label, *map(str, numbers)])
    columns = [
        pgettext("board", "Area"),
        _("Came in"),
        pgettext("board", "Open"),
        _("Late"),
        _("Near the limit"),
    ]
    said = [] if rows else [_("Nothing lies below this area.")]
    return Section(_("3. By area"), said, Table(columns, rows) if rows else None)


def _by_body(read: _Read) -> Section:
    rows = [
        [name, str(each.all), str(each.red), str(each.amber), str(each.green)]
        for name, each in read.bodies
    ]
    columns = [
        pgettext("board", "Body"),
        _("Open tasks"),
        _("Late"),
        _("Near the limit"),
        pgettext("board", "In time"),
    ]
    said = [] if rows else [_("No task is open.")]
    return Section(_("4. By body"), said, Table(columns, rows) if rows else None)


def _late(read: _Read) -> Section:
    lines = watching.open_lines(
        read.area.pk, read.now, "red", most=MOST_LATE, kinds=read.board.kinds
    )
    at = waiting_posts([line.run_id for line in lines])
    names = post_names(set(at.values()))
    paths = paths_below(read.area, {line.area_id for line in lines if line.area_id})
    rows = [
        [
            line.number,
            line.kind or _("no type yet"),
            paths.get(line.area_id or 0, ""),
            names.get(at.get(line.run_id, 0), ""),
            _on(timezone.localdate(line.due_at)) if line.due_at else "",
        ]
        for line in lines
    ]
    red, everything = read.lights.red, read.lights.all
    said = _("Of %(all)s open matters, %(late)s are late and %(near)s near their limit.") % {
        "all": everything,
        "late": red,
        "near": read.lights.amber,
    }
    columns = [_("Number"), _("Type"), pgettext("board", "Area"), _("With whom"), _("Was due")]
    table = Table(columns, rows, is_in_words=True) if rows else None
    return Section(_("5. Late and not done"), [said], table)


def _watched(read: _Read) -> Section:
    late_orders = sum(each.is_late for each in read.orders)
    late_whistles = sum(each.is_late for each in read.whistles)
    sentences = [
        _("%(all)s supervision orders wait for an answer, %(late)s of them past their day.")
        % {"all": len(read.orders), "late": late_orders},
        _("%(all)s whistles are open, %(late)s of them late.")
        % {"all": len(read.whistles), "late": late_whistles},
    ]
    rows = [
        [each.to, each.by, _on(timezone.localdate(each.given_at)), _until(each)]
        for each in read.orders
    ]
    columns = [
        pgettext("board", "To"),
        pgettext("board", "By"),
        pgettext("board", "Given"),
        pgettext("board", "Until"),
    ]
    title = _("6. Supervision and whistles")
    table = Table(columns, rows, is_in_words=True) if rows else None
    return Section(title, sentences, table)


def _next(read: _Read) -> Section:
    """What follows from the numbers alone; what a person wants to add is written by a person."""
    sentences = []
    if read.lights.red:
        sentences.append(
            ngettext(
                "Settle the %(count)s late matter one by one, and say when.",
                "Settle the %(count)s late matters one by one, and say when.",
                read.lights.red,
            )
            % {"count": read.lights.red}
        )
        worst = [name for name, each in read.bodies if each.red][:3]
        if worst:
            said = _("Talk first to: %(bodies)s.")
            sentences.append(said % {"bodies": _("; ").join(worst)})
    if read.lights.amber:
        said = _("Remind those at work on the %(count)s matters near their limit.")
        sentences.append(said % {"count": read.lights.amber})
    if late := sum(each.is_late for each in read.orders):
        said = _("Ask for the answers to %(count)s overdue supervision orders.")
        sentences.append(said % {"count": late})
    return Section(_("7. What comes next"), sentences or [_("Nothing is late. Go on as before.")])


def _notes(read: _Read) -> list[str]:
    """How it was counted."""
    notes = [
        _("Counted from the record at the moment it was made; confidential matters are not in it."),
        _("A figure counts the matters reported in the period, at the state they are in now."),
    ]
    if read.board.kinds:
        notes.append(_("Only the types of the board “%(board)s”.") % {"board": read.board.label})
    if not read.issue.is_over(timezone.localdate(read.now)):
        notes.append(_("The period is not over yet."))
    return notes


def _flow(read: _Read, days: Days) -> tuple[int, int]:
    return flow(read.board, read.area.pk, days)


def _value(figure: Figure | None) -> str:
    return figure.text if figure else "–"


def _fraction(figure: Figure) -> str:
    if not figure.indicator.denominator:
        return str(figure.numerator)
    always = [f"{figure.indicator.word_of(name)} {n}" for name, n in figure.always.items()]
    return _(", ").join([f"{figure.numerator} ÷ {figure.denominator}", *always])


def _share(number: int, all_of_them: int) -> str:
    return f"{100 * number / all_of_them:.1f}%" if all_of_them else "—"


def _until(order: OrderLine) -> str:
    if order.clock is None:
        return ""
    day = _on(timezone.localdate(order.clock.due_at))
    return _("%(day)s (late)") % {"day": day} if order.is_late else day


def _on(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _period(days: Days) -> str:
    if days.first == days.last:
        return _on(days.first)
    return _("%(first)s to %(last)s") % {"first": _on(days.first), "last": _on(days.last)}
