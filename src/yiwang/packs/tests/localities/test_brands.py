"""A locality's own name and slogan at the head of every page."""

import pytest
from django.test import Client

from yiwang.packs.tests.at_the_doors import read

OWN = {
    "runzhou": ("红润全城", "绘就基层善治新图景", "Red Runzhou"),
    "yuhang": ("和美众治", "幸福共享", "Governed together"),
}


@pytest.mark.mechanism("RZ-02", "YH-02")
@pytest.mark.parametrize("key", OWN)
def test_runzhou_and_yuhang_have_names_and_slogans_of_their_own(enter, key):
    enter(key)
    name, slogan, in_english = OWN[key]

    home = read("/")
    english = Client().get("/about/does-not", headers={"Accept-Language": "en"})

    assert f'<span class="yw-brand-name">{name}</span>' in home
    assert f'<span class="yw-brand-slogan">{slogan}</span>' in home
    assert f"· {name}</title>" in home
    assert f'<span class="yw-brand-name">{in_english}</span>' in english.content.decode()


def test_a_locality_without_a_name_of_its_own_goes_by_ours(enter):
    enter("songgang")

    assert '<span class="yw-brand-name">一网</span>' in read("/")
