"""Indicators that packs bring: read with their faults, shown in the diff, loaded once."""

import pytest
from click.testing import CliRunner
from django.utils import timezone
from django.utils.translation import override

from yiwang.config.cli.pack import pack as command
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Invalid
from yiwang.insight.measures.actions import load_indicators
from yiwang.insight.measures.indicators import indicators, local_keys

OWN = {"key": "grids", "name": "网格数", "unit": "count", "numerator": ["areas:grid"]}
INSTEAD = {
    "key": "resolution_rate",
    "name": "办结率（含不满意）",
    "unit": "percent",
    "numerator": ["solved", "closed_dissatisfied"],
    "denominator": ["accepted"],
}
FILE = """
[[indicators]]
key = "grids"
name = "网格数"
unit = "count"
numerator = ["areas:grid"]
"""


def load(*tables):
    return load_indicators(tables, actor=SYSTEM, now=timezone.now())


def run(*words):
    with override("en"):
        return CliRunner().invoke(command, [str(word) for word in words])


@pytest.mark.django_db
def test_one_is_added_one_replaces_and_both_go_again():
    load(OWN, INSTEAD)
    assert local_keys() == ["grids"]
    assert indicators()["resolution_rate"].numerator == ("solved", "closed_dissatisfied")

    change = load()

    assert (change.added, change.changed, change.ended) == (0, 0, 2)
    assert local_keys() == []
    assert indicators()["resolution_rate"].numerator == ("solved",)


@pytest.mark.django_db
def test_the_same_again_writes_nothing():
    load(OWN)
    before = Record.objects.count()

    assert not load(OWN)
    assert Record.objects.count() == before
    assert load({**OWN, "name": "网格"}).changed == 1
    assert Record.objects.count() == before + 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"unit": "kilograms"}, "没有单位 kilograms"),
        ({"numerator": ["solvd"]}, "没有叫 solvd 的统计数"),
        ({"numerator": ["moon:grid"]}, "没有叫 moon:grid 的统计数"),
        ({"unit": "percent"}, "比率要有分母"),
        ({"numerator": []}, "请写明统计什么"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_a_sentence(wrong, said):
    with pytest.raises(Invalid) as refusal:
        load(OWN, {**OWN, "key": "wrong", **wrong})

    assert list(refusal.value.fields) == ["wrong"]
    assert said in str(refusal.value.fields["wrong"])
    assert local_keys() == []


def test_faults_are_told_by_file_and_line(own_database, testland):
    testland.replace("pack.toml", "workflows =", 'indicators = "own.toml"\nworkflows =')
    (testland.path / "own.toml").write_text(
        FILE.replace("areas:grid", "areas:village")
        + FILE.replace('"count"', '"tons"')
        + '[[figures]]\nindicator = "missing"\nvalue = 1\nsays = "一"\n'
    )

    result = run("check", testland.path)

    assert result.exit_code == 1
    told = [line.split(" ", 1) for line in result.stderr.splitlines()[1:]]
    assert [spot for spot, _sentence in told] == [
        "own.toml:2:",
        "own.toml:8:",
        "own.toml:8:",
        "own.toml:14:",
    ]
    assert "no net has a level village" in told[0][1]


def test_the_diff_shows_them_and_a_second_install_has_nothing_to_do(own_database, testland):
    testland.replace("pack.toml", "workflows =", 'indicators = "own.toml"\nworkflows =')
    (testland.path / "own.toml").write_text(FILE)

    assert "+ 网格数" in run("diff", testland.path).stdout
    run("install", testland.path, "--yes")
    assert "nothing to change" in run("install", testland.path, "--yes").stdout
