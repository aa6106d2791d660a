"""Addresses of the resident portal."""

from django.urls import path

from yiwang.portals.resident import (
    about,
    areas,
    by_link,
    certificates,
    complaint,
    finding,
    follow,
    home,
    notices,
    photos,
    report,
    report_places,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("report", report.report, name="report"),
    path("report/place", report_places.place, name="report_place"),
    path("report/areas.geojson", report_places.areas, name="report_areas"),
    path("report/check", report.check, name="report_check"),
    path("report/follow", report.follow_like, name="report_follow"),
    path("report/photos/<uuid:name>", report.draft_photo, name="report_photo"),
    path("receipt", report.receipt, name="receipt"),
    path("follow", follow.follow, name="follow"),
    path("c/<str:code>", follow.case_by_code, name="case_by_code"),
    path("c/<str:code>/act", follow.act, name="act_by_code"),
    path("c/<str:code>/certificate", certificates.certificate, name="certificate_by_code"),
    path("v/<str:token>", certificates.certificate_check, name="certificate_check"),
    path("q/<str:token>", by_link.question, name="question"),
    path("o/<str:token>", by_link.outside, name="outside"),
    path("o/<str:token>/photos/<uuid:photo_id>", by_link.outside_photo, name="outside_photo"),
    path("photos/<uuid:photo_id>", photos.photo, name="photo"),
    path("photos/<uuid:photo_id>/small", photos.photo, {"small": True}, name="photo_small"),
    path("find", finding.find, name="find"),
    path("areas/<slug:net>/<str:code>", areas.area, name="area_page"),
    path("published/", notices.published, name="published"),
    path("published/<int:publication_id>", notices.notice, name="notice"),
    path("about/does-not", about.does_not, name="does_not"),
    path("about/data", about.kept_data, name="kept_data"),
    path("about/complaint", complaint.complaint, name="complaint"),
    path("about/complaint/sent", complaint.sent, name="complaint_sent"),
    path("about/complaint/code", complaint.answered, name="complaint_code"),
    path("about/complaint/c/<str:code>", complaint.answered, name="complaint_by_code"),
]
