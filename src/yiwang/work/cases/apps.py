"""Where Django finds this app, and where cases learn to move."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "yiwang.work.cases"
    label = "cases"

    def ready(self) -> None:
        from yiwang.work.cases.subject import CaseSubject
        from yiwang.work.workflows.subjects import register_subject

        register_subject("cases.case", CaseSubject())
