"""Ways out of the house, as the environment names them: what they mean, and what is refused."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from yiwang.config.outside import Mail, Sms, hosts, mail, public_address, sms


def test_a_mail_server_is_read_from_its_address():
    upgraded = mail("smtp://li%40town:p%3Aw@mail.town.example:587", "yiwang@town.example")
    wrapped = mail("smtps://mail.town.example", "yiwang@town.example")
    plain = mail("smtp://relay", "yiwang@town.example")

    assert (upgraded.user, upgraded.password, upgraded.port) == ("li@town", "p:w", 587)
    assert (upgraded.is_upgraded, upgraded.is_wrapped) == (True, False)
    assert (wrapped.port, wrapped.is_wrapped, wrapped.is_upgraded) == (465, True, False)
    assert (plain.port, plain.is_wrapped, plain.is_upgraded) == (25, False, False)
    assert mail("", "") == Mail()


def test_the_address_of_links_is_the_one_given_else_the_first_origin():
    assert public_address("https://yiwang.example/", ["https://x.example"]) == (
        "https://yiwang.example"
    )
    assert public_address("", ["https://x.example"]) == "https://x.example"
    assert public_address("", []) == ""


@pytest.mark.parametrize(
    ("read", "given"),
    [
        (mail, ("http://mail.example", "a@b.example")),
        (mail, ("smtp://mail.example", "")),
        (sms, ("ftp://sms.example", "{phone}{text}", "")),
        (sms, ("https://sms.example", "no place for anything", "")),
        (public_address, ("yiwang.example", [])),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_write(read, given):
    with pytest.raises(ImproperlyConfigured, match="YIWANG_"):
        read(*given)


def test_without_an_address_there_is_no_gateway():
    assert sms("", "", "") == Sms()
    assert hosts(" Robot.internal , ,b ") == {"robot.internal", "b"}
