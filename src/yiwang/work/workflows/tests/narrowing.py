"""The workflow of testland, begun by fewer than before."""

from datetime import datetime
from zoneinfo import ZoneInfo

import tomlkit

from yiwang.foundation.records.actor import SYSTEM
from yiwang.work.workflows.actions.publish import publish
from yiwang.work.workflows.models import WorkflowVersion

KEY = "jiamusi.five_step"
SINCE = datetime(2026, 9, 7, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def narrow(**settings):
    """The next version in force, with these settings."""
    text = tomlkit.parse(WorkflowVersion.objects.filter(workflow__key=KEY).latest("number").source)
    text.update(settings)
    publish(text.as_string(), path="narrow.toml", effective_from=SINCE, actor=SYSTEM, now=SINCE)
