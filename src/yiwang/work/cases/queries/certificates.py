"""The certificate of a case, where its workflow has one and it has come so far."""

from dataclasses import dataclass

from yiwang.work.cases.models import Case
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.queries import tasks_of
from yiwang.work.workflows.queries.certificates import CertificateShown, certificate_of


@dataclass(frozen=True, slots=True)
class CertificateOfCase:
    """A certificate with what is on it of its case: the number, and the name of the area."""

    case_id: int
    number: str
    area: str
    certificate: CertificateShown


def certificate_of_case(case: Case) -> CertificateOfCase | None:
    """None where it has none; no query then."""
    run = case.run
    if run is None or definition_of_version(run.version_id).certificate is None:
        return None
    shown = certificate_of(run, tasks_of(run.pk))
    area = case.area.label if case.area else ""
    return CertificateOfCase(case.pk, case.number, area, shown) if shown else None


def certificate_with_id(case_id: int) -> CertificateOfCase | None:
    """The same by the id of the case, for whoever has a certificate in hand."""
    found = Case.objects.select_related("run", "area").defer("area__geometry", "text", "words")
    case = found.filter(pk=case_id).first()
    return certificate_of_case(case) if case else None
