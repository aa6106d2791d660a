"""Words that several pages of warnings share."""

from django.utils.translation import gettext_lazy as _

OVER = _("It was over by itself")
