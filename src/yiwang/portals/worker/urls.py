"""Addresses of the worker's phone."""

from django.urls import path

from yiwang.portals.worker import cards, report, tasks, today

urlpatterns = [
    path("work/", today.today, name="worker"),
    path("work/cases/<int:case_id>/", tasks.case, name="worker_case"),
    path(
        "work/cases/<int:case_id>/tasks/<int:task_id>/<slug:action>",
        tasks.act,
        name="worker_act",
    ),
    path("work/report", report.report, name="worker_report"),
    path("work/reported", report.reported, name="worker_reported"),
    path("work/posts", cards.posts, name="worker_posts"),
    path("work/posts/<int:post_id>/card", cards.card, name="worker_card"),
]
