"""Every address of the program as a door that can be knocked at: how, and with what."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from tests.doors.stage import Stood

FORM = uuid.UUID(int=7).hex
JSON = "application/json"


@dataclass(frozen=True)
class Door:
    """`per` names the cases it is tried on, in the order of the table; empty: it has no case."""

    address: str
    method: str = "GET"
    sends: dict | None = None
    per: tuple[str, ...] = ()
    is_rest: bool = False


CASES = ("new", "given", "secret", "elsewhere", "unknown")
ACT = {"form": FORM, "kind": "housing.leak", "nature": "joint", "text": "见现场"}
REASON = {"reason": "回访核实"}
ORDER = {"demand": "请尽快答复", "due_on": "2026-12-01"}
MOVE = {"area": "9001010102", "reason": "图上点错了"}
TAKEN = {"form": FORM, "text": "路灯不亮", "channel": "phone", "area": "9001010101", "save": "1"}
REPORT = {"text": "路灯不亮"}

# Name of the address -> its doors. What is not here fails a test; what is the framework's own is
# below.
DOORS: dict[str, list[Door]] = {
    "home": [Door("/")],
    "report": [Door("/report"), Door("/report", "POST", REPORT)],
    "report_place": [Door("/report/place"), Door("/report/place", "POST", {"choose": "90010101"})],
    "report_areas": [Door("/report/areas.geojson?in=9001")],
    "report_check": [Door("/report/check"), Door("/report/check", "POST", {"send": "1"})],
    "report_follow": [
        Door("/report/follow"),
        Door("/report/follow", "POST", {"case": "{case}"}, CASES),
    ],
    "report_photo": [Door("/report/photos/{photo}", per=CASES)],
    "receipt": [Door("/receipt")],
    "follow": [Door("/follow"), Door("/follow", "POST", {"code": "{code}"}, CASES)],
    "case_by_code": [Door("/c/{code}", per=CASES), Door("/c/{followed}", per=("new", "given"))],
    "act_by_code": [
        Door("/c/{code}/act", per=("new",)),
        Door("/c/{code}/act", "POST", {"do": "erase_contact"}, CASES),
        Door("/c/{followed}/act", "POST", {"do": "erase_contact"}, ("new", "given")),
    ],
    "photo": [Door("/photos/{photo}", per=CASES)],
    "photo_small": [Door("/photos/{photo}/small", per=CASES)],
    "figures": [Door("/figures")],
    "does_not": [Door("/about/does-not")],
    "kept_data": [Door("/about/data")],
    "complaint": [Door("/about/complaint")],
    "switch_view": [Door("/view"), Door("/view", "POST", {"view": "elder"})],
    "start": [Door("/start")],
    "desk": [Door("/desk/")],
    "desk_case": [Door("/desk/cases/{case}/", per=CASES)],
    "desk_panel": [Door("/desk/cases/{case}/panel", per=CASES)],
    "desk_act": [
        Door("/desk/cases/{case}/tasks/{task}/whistle", per=("new",)),
        Door("/desk/cases/{case}/tasks/{task}/whistle", "POST", ACT, CASES),
        Door("/desk/cases/{case}/tasks/{task}/finish", "POST", ACT, ("given",)),
    ],
    "desk_reveal": [
        Door("/desk/cases/{case}/contact", per=("new",)),
        Door("/desk/cases/{case}/contact", "POST", REASON, CASES),
    ],
    "desk_move": [
        Door("/desk/cases/{case}/place", per=CASES),
        Door("/desk/cases/{case}/place", "POST", MOVE, CASES),
    ],
    "desk_order": [
        Door("/desk/cases/{case}/orders", per=("new",)),
        Door("/desk/cases/{case}/orders", "POST", ORDER, CASES),
    ],
    "desk_case_map": [Door("/desk/cases/{case}/map.geojson", per=CASES)],
    "desk_ledger": [Door("/desk/ledger")],
    "desk_export": [Door("/desk/ledger/export"), Door("/desk/ledger/export", "POST", {})],
    "desk_intake": [Door("/desk/intake"), Door("/desk/intake", "POST", TAKEN)],
    "desk_slip": [Door("/desk/intake/slip")],
    "desk_figures": [Door("/desk/figures")],
    "desk_rules": [Door("/desk/rules")],
    "desk_workflow": [
        Door("/desk/rules/workflows/jiamusi.five_step"),
        Door("/desk/rules/workflows/none"),
    ],
    "desk_register": [
        Door("/desk/rules/registers/triage"),
        Door("/desk/rules/registers/none"),
    ],
    "kept_photo": [Door("/kept/" + FORM + "/{photo}", per=("new",))],
    "worker": [Door("/work/")],
    "worker_case": [Door("/work/cases/{case}/", per=CASES)],
    "worker_act": [
        Door("/work/cases/{case}/tasks/{task}/whistle", per=("new",)),
        Door("/work/cases/{case}/tasks/{task}/whistle", "POST", ACT, CASES),
    ],
    "worker_report": [Door("/work/report"), Door("/work/report", "POST", TAKEN)],
    "worker_reported": [Door("/work/reported")],
    "worker_posts": [Door("/work/posts")],
    "worker_card": [Door("/work/posts/999999999/card")],
    "healthz": [Door("/healthz")],
    "openapi-json": [Door("/api/v1/openapi.json")],
    "api-root": [Door("/api/v1/")],
    "raise_case": [
        Door("/api/v1/cases", is_rest=True),
        Door("/api/v1/cases", "POST", {"text": "路灯不亮", "area": "90010101"}, is_rest=True),
    ],
    "show_case": [Door("/api/v1/cases/{code}", per=CASES, is_rest=True)],
    "list_tasks": [Door("/api/v1/tasks", is_rest=True)],
    "act_on_task": [
        Door("/api/v1/tasks/{task}/whistle", per=("new",), is_rest=True),
        Door(
            "/api/v1/tasks/{task}/whistle",
            "POST",
            {"type": "housing.leak", "nature": "joint"},
            CASES,
            is_rest=True,
        ),
    ],
    "set_language": [Door("/i18n/setlang/"), Door("/i18n/setlang/", "POST", {"language": "en"})],
    "account_login": [Door("/accounts/login/")],
    "account_logout": [Door("/accounts/logout/"), Door("/accounts/logout/", "POST", {})],
    "account_signup": [Door("/accounts/signup/"), Door("/accounts/signup/", "POST", {})],
    "account_inactive": [Door("/accounts/inactive/")],
    "account_reauthenticate": [Door("/accounts/reauthenticate/")],
    "account_email": [Door("/accounts/email/")],
    "account_email_verification_sent": [Door("/accounts/confirm-email/")],
    "account_change_password": [Door("/accounts/password/change/")],
    "account_set_password": [Door("/accounts/password/set/")],
    "account_reset_password": [Door("/accounts/password/reset/")],
    "account_confirm_login_code": [Door("/accounts/login/code/confirm/")],
    "account_confirm_email": [Door("/accounts/confirm-email/none/")],
    "account_reset_password_from_key_done": [Door("/accounts/password/reset/key/done/")],
    "account_reset_password_from_key": [Door("/accounts/password/reset/key/1-none/")],
    "account_reset_password_done": [Door("/accounts/password/reset/done/")],
    "mfa_index": [Door("/accounts/2fa/")],
    "mfa_authenticate": [Door("/accounts/2fa/authenticate/")],
    "mfa_reauthenticate": [Door("/accounts/2fa/reauthenticate/")],
    "mfa_activate_totp": [Door("/accounts/2fa/totp/activate/")],
    "mfa_deactivate_totp": [Door("/accounts/2fa/totp/deactivate/")],
    "mfa_view_recovery_codes": [Door("/accounts/2fa/recovery-codes/")],
    "mfa_generate_recovery_codes": [Door("/accounts/2fa/recovery-codes/generate/")],
    "mfa_download_recovery_codes": [Door("/accounts/2fa/recovery-codes/download/")],
    "mfa_list_webauthn": [Door("/accounts/2fa/webauthn/")],
    "mfa_add_webauthn": [Door("/accounts/2fa/webauthn/add/")],
    "mfa_reauthenticate_webauthn": [Door("/accounts/2fa/webauthn/reauthenticate/")],
    "mfa_remove_webauthn": [Door("/accounts/2fa/webauthn/keys/1/remove/")],
    "mfa_edit_webauthn": [Door("/accounts/2fa/webauthn/keys/1/edit/")],
    "mfa_login_webauthn": [Door("/accounts/2fa/webauthn/login/")],
}


def names_of_addresses() -> set[str]:
    """Every named address that the program answers at."""
    return {name for _, name in _walk(get_resolver().url_patterns)}


def _walk(patterns, before: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, before + str(pattern.pattern))
        else:
            assert isinstance(pattern, URLPattern)
            yield before + str(pattern.pattern), pattern.name or str(pattern.pattern)


def filled(text: str, stood: Stood) -> str:
    """An address or a field with what opens this case."""
    return text.format(**vars(stood))


__all__ = ["CASES", "DOORS", "Door", "filled", "names_of_addresses"]
