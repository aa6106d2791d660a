"""Chongqing's rehearsal: whoever takes a case in names at once the board that handles it."""

from fractions import Fraction

from django.db.models import Count
from django.utils import timezone

from yiwang.packs.rehearsal.plan import Targets, plan
from yiwang.packs.rehearsal.play import Play
from yiwang.packs.rehearsal.script import read_script
from yiwang.packs.rehearsal.stage import Stage
from yiwang.packs.shelf import pack_folder
from yiwang.work.cases.models import Case
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.turns import past_time


def test_a_case_is_judged_and_sent_to_its_board_in_one_act(enter, settings, tmp_path):
    settings.MEDIA_ROOT, settings.HOME = tmp_path, tmp_path
    enter("chongqing")
    script = read_script(pack_folder("chongqing"), "demonstration")
    targets = Targets(
        accepted=14, solved=11, satisfied=Fraction(1), waiting=2, days=60, around=12, seed=2
    )
    until = timezone.now()

    with past_time():
        stage = Stage(script, "cn", timezone.localdate(until))
        played = Play(stage, until, lambda _n: None).run(plan(targets, until=until))

    steps = dict(Case.objects.filter(is_open=True).values_list("run__step").annotate(Count("id")))
    boards = Task.objects.filter(role="handler").values_list("organization__kind", flat=True)
    assert played.cases == 16
    assert Case.objects.filter(is_open=False).count() >= 11
    assert steps["receive"] >= 2  # nobody has looked at these
    assert set(boards) == {"board"}
