"""A group of colleagues in WeCom, DingTalk or Feishu, or another program, that hears what its body
is told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

SERVICES = ["wecom", "dingtalk", "feishu", "program"]


class Group(models.Model):
    """Whoever has the address of the group's robot can write there, so it is sealed under the
    master key, and so is the key by which messages are signed (`sealed.py`)."""

    service = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    organization = models.ForeignKey("organizations.Organization", models.CASCADE, related_name="+")
    post_type = models.ForeignKey(
        "posts.PostType", models.CASCADE, null=True, related_name="+"
    )  # only what posts of this type are told; none: all of the body
    robot = models.BinaryField()  # its address
    host = models.CharField(max_length=120)  # of that address, to be shown
    signing_key = models.BinaryField(default=bytes)
    kinds = ArrayField(models.CharField(max_length=20), default=list)
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(service__in=SERVICES), name="group_service"),
        ]
