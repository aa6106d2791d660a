"""Icons are inline, hidden from screen readers, and known by name."""

import pytest

from yiwang.portals.icons import UnknownIcon, icon_svg


def test_icon_is_inline_and_hidden_from_screen_readers():
    shown = icon_svg("map-pin")

    assert shown.startswith('<svg class="icon"')
    assert 'aria-hidden="true"' in shown
    assert "xmlns" not in shown


@pytest.mark.parametrize("name", ["no-such-icon", "../filled/star", ""])
def test_unknown_icon_is_named(name):
    with pytest.raises(UnknownIcon, match=repr(name)):
        icon_svg(name)
