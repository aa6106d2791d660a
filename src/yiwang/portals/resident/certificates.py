"""The certificate that a process hands over: printed by whoever holds the code, and looked up by
whoever scans its picture. What the picture opens names nobody and tells nothing of the case."""

from django.core.signing import Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yiwang.foundation.guessing import address_of, is_paused, note_miss
from yiwang.foundation.refusals import NotFound, Refusal
from yiwang.portals.resident.by_link import NO_SUCH_LINK, id_in
from yiwang.portals.resident.follow import discreet
from yiwang.portals.resident.receipt import picture_of
from yiwang.work.cases.queries import opened_by
from yiwang.work.cases.queries.certificates import (
    CertificateOfCase,
    certificate_of_case,
    certificate_with_id,
)

SALT = "yiwang.certificate"
PAPERS = ("a6", "a5")
NONE_YET = _("There is no certificate of this. It is made once the report is accepted.")


def print_context(request: HttpRequest, found: CertificateOfCase) -> dict[str, object]:
    """What the sheet to print shows: the certificate, and the picture of its address."""
    token = Signer(salt=SALT).sign(str(found.case_id))
    link = request.build_absolute_uri(reverse("certificate_check", args=[token]))
    asked = request.GET.get("paper", "")
    return {
        "found": found,
        "certificate": found.certificate,
        "link": link,
        "picture": picture_of(link),
        "paper": asked if asked in PAPERS else PAPERS[0],
        "papers": PAPERS,
        "now": timezone.now(),
    }


@discreet
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet, for whoever holds the code of the reporter."""
    try:
        found = _with_code(request, code)
    except Refusal as refusal:
        return _refused(request, refusal)
    context = {**print_context(request, found), "code": code}
    return render(request, "resident/certificate.html", context)


def _with_code(request: HttpRequest, code: str) -> CertificateOfCase:
    address = address_of(request)
    if is_paused(address):
        raise NotFound(_("Too many codes that do not exist. Please wait ten minutes."))
    try:
        opened = opened_by(code)
    except NotFound:
        note_miss(address)
        raise
    found = certificate_of_case(opened.case) if opened.is_reporter else None
    if found is None:
        raise NotFound(NONE_YET)
    return found


@discreet
@require_safe
def certificate_check(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a certificate holds, since when, and who gave it."""
    try:
        found = certificate_with_id(id_in(request, token, SALT))
        if found is None:
            raise NotFound(NO_SUCH_LINK)
    except Refusal as refusal:
        return render(request, "resident/certificate_none.html", status=int(refusal.status))
    context = {"found": found, "certificate": found.certificate, "now": timezone.now()}
    return render(request, "resident/certificate_check.html", context)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    context = {"refusal": refusal}
    return render(request, "resident/outside_over.html", context, status=int(refusal.status))
