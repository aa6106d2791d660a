"""The five grades of the service rating (好差评), in words: never shown as bare numbers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GRADES: dict[int, Promise] = {
    5: _("Very satisfied"),
    4: _("Satisfied"),
    3: _("Acceptable"),
    2: _("Dissatisfied"),
    1: _("Very dissatisfied"),
}
OWN_WAY = "web"  # by the reporter's own link
ENTERED_WAYS = ("slip", "phone")  # by staff on behalf
