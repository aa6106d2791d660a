"""Addresses of messages. They stand before those of lists that administrators keep."""

from django.urls import path

from yiwang.portals.messages import choosing, groups, outbox, shown

ADMIN = "desk/admin/messages"

urlpatterns = [
    path("messages/", shown.messages, name="messages"),
    path("messages/read", shown.read, name="messages_read"),
    path("messages/settings", choosing.choosing, name="messages_settings"),
    path("messages/<int:message_id>", shown.open_message, name="message"),
    path(ADMIN, outbox.outbox, name="administration_messages"),
    path(
        ADMIN + "/failed/<int:delivery_id>/again",
        outbox.again,
        name="administration_messages_again",
    ),
    path(ADMIN + "/groups/new", groups.new, name="administration_messages_new"),
    path(ADMIN + "/groups/<int:group_id>", groups.group, name="administration_messages_group"),
    path(
        ADMIN + "/groups/<int:group_id>/trial", groups.trial, name="administration_messages_trial"
    ),
]
