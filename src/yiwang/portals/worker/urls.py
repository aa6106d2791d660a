"""Addresses of the worker's phone."""

from django.urls import path

from yiwang.portals.worker import cards, keeping, outbox, report, shell, tasks, today

urlpatterns = [
    path("work/", today.today, name="worker"),
    path("work/cases/<int:case_id>/", tasks.case, name="worker_case"),
    path(
        "work/cases/<int:case_id>/tasks/<int:task_id>/<slug:action>",
        tasks.act,
        name="worker_act",
    ),
    path("work/report", report.report, name="worker_report"),
    path("offline.js", shell.script, name="worker_offline"),
    path("work/kept", keeping.kept, name="worker_kept"),
    path("work/no-signal", keeping.no_signal, name="worker_no_signal"),
    path("work/outbox", keeping.unsent, name="worker_outbox"),
    path("work/in/report", outbox.report, name="worker_outbox_report"),
    path(
        "work/in/<int:case_id>/<int:task_id>/<slug:action>",
        outbox.act,
        name="worker_outbox_act",
    ),
    path("work/reported", report.reported, name="worker_reported"),
    path("work/posts", cards.posts, name="worker_posts"),
    path("work/posts/<int:post_id>/card", cards.card, name="worker_card"),
]
