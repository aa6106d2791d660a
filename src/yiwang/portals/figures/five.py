"""Five honest figures, each with how it was counted (privacy.md 20, 22, 25)."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import Sentence
from yiwang.insight.disclosure.honest import LABELS, Honest
from yiwang.insight.disclosure.queries import channel_releases, figures_of, newest_month, published
from yiwang.insight.disclosure.spans import after, first_of
from yiwang.insight.disclosure.tasks import HOTLINE

NOT_SHOWN = _("too few to show")


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure, and the counts beside it as they may be shown."""

    figure: Honest
    beside: list[tuple[Sentence, Sentence]]


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of the twelve months that were published last, and that month by area."""
    release = newest_month()
    context = {
        "release": release,
        "figures": [_shown(each) for each in figures_of(release)] if release else [],
        "since": after(first_of(release.last, "month"), -11) if release else None,
        "whole": published(release).frame.areas[0] if release else None,
        "of_hotline": channel_releases(HOTLINE).first(),
        "delay": settings.FIGURES_DELAY_DAYS,
        "now": timezone.now(),
    }
    return render(request, "figures/five.html", context)


def _shown(figure: Honest) -> Shown:
    counts = figure.beside.items()
    return Shown(
        figure,
        [(LABELS[name], NOT_SHOWN if count is None else str(count)) for name, count in counts],
    )
