"""Addresses of the notice board and of the desk behind it."""

from django.urls import path

from yiwang.portals.notices import board, desk, feeds, pictures, writing

urlpatterns = [
    path("notices/", board.board, name="notice_board"),
    path("notices/feed.xml", feeds.rss, name="notice_rss"),
    path("notices/feed.json", feeds.as_json, name="notice_json"),
    path("notices/areas/<slug:net>/<str:code>.xml", feeds.rss, name="notice_area_rss"),
    path("notices/areas/<slug:net>/<str:code>.json", feeds.as_json, name="notice_area_json"),
    path("notices/<int:notice_id>", board.notice, name="notice_page"),
    path("notices/photos/<uuid:photo_id>", pictures.picture, name="notice_picture"),
    path(
        "notices/photos/<uuid:photo_id>/small",
        pictures.picture,
        {"small": True},
        name="notice_picture_small",
    ),
    path("desk/notices", desk.listed, name="notice_desk"),
    path("desk/notices/new", writing.new, name="notice_new"),
    path("desk/notices/<int:notice_id>", desk.one, name="notice_staff"),
    path("desk/notices/<int:notice_id>/change", writing.change, name="notice_change"),
    path("desk/notices/<int:notice_id>/act", desk.act, name="notice_act"),
    path("desk/notices/comments/<int:comment_id>", desk.answer, name="notice_answer"),
]
