"""Addresses of the command centre."""

from django.urls import path

from yiwang.portals.command import behind, hot, report, wall, working

urlpatterns = [
    path("command", wall.wall, name="command"),
    path("command/now", wall.now_there, name="command_now"),
    path("command/pulse", wall.pulse, name="command_pulse"),
    path("command/behind", behind.behind, name="command_behind"),
    path("command/work", working.work, name="command_work"),
    path("command/plan", working.plan, name="command_plan"),
    path("command/report", report.report, name="command_report"),
    path("command/report/take", report.take, name="command_report_take"),
    path("command/spots", hot.hot_spots, name="command_spots"),
]
