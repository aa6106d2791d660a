"""The page of a case, plain or with the form that was not accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from yiwang.foundation.refusals import Sentence
from yiwang.portals.casework.acting import Attempt
from yiwang.portals.casework.sheet import CaseSheet, read_sheet, read_surroundings
from yiwang.portals.casework.staff import account_of, page
from yiwang.portals.desk.shown_once import taken
from yiwang.portals.resident.by_link import question_link
from yiwang.work.exchange.queries.cards import Shown, of_run, shown
from yiwang.work.workflows.drawing import draw
from yiwang.work.workflows.queries import definition_of
from yiwang.work.workflows.queries.certificates import CertificateShown, certificate_of
from yiwang.work.workflows.queries.questions import QuestionLine


@dataclass(frozen=True, slots=True)
class Beside:
    """A form beside the acts that came back: contact, move or order, what was typed, its faults."""

    form: str
    typed: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, Sentence] = field(default_factory=dict)


def case_page(
    request: HttpRequest,
    case_id: int,
    *,
    made: Attempt | None = None,
    beside: Beside | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page. NotFound for whoever may not know that the case exists."""
    now, account_id = timezone.now(), account_of(request)
    sheet = read_sheet(case_id, account_id, now=now, tried=made.tried if made else None)
    around = read_surroundings(sheet, account_id, now=now)
    context = {
        "sheet": sheet,
        "case": sheet.case,
        "around": around,
        "drawing": drawing_of(sheet),
        "now": now,
        "made": made,
        "certificate": certificate_on(sheet),
        "question_link": question_link_of(request, sheet, around.question),
        "left_over": left_over(sheet, made),
        "beside": beside,
        "revealed": taken(request, case_id),
        "errors": errors_of(sheet, made, beside),
        "cards": cards_on(sheet),
    }
    return page(request, "desk/case.html", context, status=status)


def certificate_on(sheet: CaseSheet) -> CertificateShown | None:
    """The certificate that may be printed, if its workflow has one."""
    run = sheet.case.run
    return certificate_of(run, sheet.tasks) if run else None


def cards_on(sheet: CaseSheet) -> list[Shown]:
    """What of the matter stands on lists of needs and offers, and how far it is taken on."""
    found = of_run(sheet.case.run_id) if sheet.case.run_id else []
    return shown(found) if found else []


def question_link_of(request: HttpRequest, sheet: CaseSheet, question: QuestionLine | None) -> str:
    """The link of the open question, for who asked it, where a contact is left to send it to."""
    mine = {at_hand.task.id for at_hand in sheet.at_hand}
    contact = sheet.progress.contact
    if question is None or question.asked_on not in mine or not (contact and contact.mask):
        return ""
    return question_link(request, question.task_id)


def drawing_of(sheet: CaseSheet) -> SafeString:
    """The workflow of the case with the present step marked."""
    run = sheet.case.run
    if run is None:
        return SafeString("")
    drawn = draw(definition_of(run), current=run.step, language=get_language() or "zh")
    return mark_safe(drawn)  # noqa: S308  an SVG we drew, its words escaped


def left_over(sheet: CaseSheet, made: Attempt | None) -> object:
    """What was typed into a form that is not offered any more: shown, so that it can be copied."""
    tried = made.tried if made else None
    forms = [form for at_hand in sheet.at_hand for form in at_hand.forms]
    if tried is None or tried.given.is_empty or any(form.is_tried for form in forms):
        return None
    return tried.given


def errors_of(
    sheet: CaseSheet, made: Attempt | None, beside: Beside | None = None
) -> list[tuple[str, Sentence]]:
    errors = [error for at_hand in sheet.at_hand for form in at_hand.forms for error in form.errors]
    if made is not None and made.refusal is not None:
        errors.append(("", made.refusal.sentence))
    if beside is not None:
        errors += [(f"{beside.form}-{name}", said) for name, said in beside.faults.items()]
    return errors
