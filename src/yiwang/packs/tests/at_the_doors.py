"""Cases in an installed territory, raised, acted on and looked at where people and programs do it:
at the interface, and on pages. What is refused there is raised as `Refused`."""

import re
import uuid
from base64 import b64encode
from dataclasses import dataclass
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from yiwang.foundation.accounts.actions.issue_token import issue_token
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.queries import history_of
from yiwang.portals.casework.tests.staging import client_of, jpeg
from yiwang.work.cases.models import Case


@dataclass
class Refused(Exception):
    """A problem document: its status, its sentence, the fields it names."""

    status: int
    detail: str
    fields: list[str]


class Program:
    """What reports for the public, or works with the token of a member of staff."""

    def __init__(self, username=""):
        self._headers = {"Accept-Language": "zh-hans"}
        if username:
            now = timezone.now()
            token = issue_token(username, "test", days=1, actor=SYSTEM, now=now)
            self._headers["Authorization"] = f"Bearer {token}"

    def get(self, path):
        return _answered(Client().get(f"/api/v1{path}", headers=self._headers))

    def post(self, path, body):
        sent = Client().post(
            f"/api/v1{path}", body, content_type="application/json", headers=self._headers
        )
        return _answered(sent)


class Reported:
    """A case on its way, and how people act on it."""

    def __init__(self, area, type="", text="请来处理一下", contact="13812345678"):
        self._staff = {}
        body = {"area": area, "type": type, "text": text, "contact": contact}
        given = self._raised(body)
        self.number, self.code = given["number"], given["tracking_code"]
        self.case_id = Case.objects.get(number=self.number).pk

    def _raised(self, body):
        return Program().post("/cases", body)

    def tasks_of(self, username):
        """The open tasks of the case in somebody's inbox."""
        mine = self._program(username).get("/tasks")
        return [task for task in mine if task["case"] == self.number]

    def steps_of(self, username):
        """The steps in which the case waits for somebody."""
        return [task["step"] for task in self.tasks_of(username)]

    def act(self, username, action, *, task=None, **body):
        """Act on one's task of the case, or on that of somebody else by its id."""
        if task is None:
            task = self.tasks_of(username)[0]["id"]
        return self._program(username).post(f"/tasks/{task}/{action}", body)

    def show(self, username, action, *pictures, **fields):
        """Act on one's task on its page, with a picture for each of these fields."""
        [task] = self.tasks_of(username)
        files = {name: SimpleUploadedFile(f"{name}.jpg", jpeg(), "image/jpeg") for name in pictures}
        form = {"form": uuid.uuid4().hex, **fields, **files}
        answer = client_of(username).post(f"{self.page}tasks/{task['id']}/{action}", form)
        if answer.status_code != 302:
            raise Refused(answer.status_code, words_of(answer.content.decode()), [])

    def offered(self, username):
        """What one's task offers: key -> the label of the button."""
        [task] = self.tasks_of(username)
        return {action["key"]: action["name"] for action in task["actions"]}

    def progress(self):
        """How the case stands, as its reporter reads it."""
        return Program().get(f"/cases/{self.code}")

    def story(self):
        """What happened, in the names of the record."""
        records = history_of(("cases.case", self.case_id))
        return [record.name.rpartition(".")[2] for record in records]

    @property
    def page(self):
        return f"/desk/cases/{self.case_id}/"

    def _program(self, username):
        if username not in self._staff:
            self._staff[username] = Program(username)
        return self._staff[username]


DOORS = {"worker": ("/work/report", "/work/reported")}  # of their own accord; all else: the desk
DESK = ("/desk/intake", "/desk/intake/slip")


class TakenIn(Reported):
    """A case that a member of staff takes in at the desk for whoever calls, comes or writes, or
    begins of their own accord (`channel="worker"`)."""

    def __init__(self, username, area, type="", text="请来处理一下", channel="counter"):
        self._by, self._channel = username, channel
        super().__init__(area, type, text, contact="" if channel == "worker" else "13812345678")

    def _raised(self, body):
        client = client_of(self._by)
        form = {**body, "kind": body.pop("type"), "channel": self._channel, "save": "1"}
        door, slip = DOORS.get(self._channel, DESK)
        answer = client.post(door, form)
        if answer.status_code != 302:
            raise Refused(answer.status_code, words_of(answer.content.decode()), [])
        kept = client.get(slip).context["slip"]
        return {"number": kept.number, "tracking_code": kept.code}


def read(path, username="", **query):
    """A page as this member of staff, or as the public, reads it, in Chinese."""
    client = client_of(username) if username else Client()
    answer = client.get(path, query, headers={"Accept-Language": "zh-hans"})
    if answer.status_code != 200:
        raise Refused(answer.status_code, words_of(answer.content.decode()), [])
    return answer.content.decode()


def words_of(page):
    """What somebody reads on a page, without its frame."""
    main = page.partition("<main")[2] or page
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


def photo():
    """A picture as programs send it."""
    return b64encode(jpeg()).decode()


def _answered(answer):
    document = answer.json()
    if answer.status_code >= 400:
        fields = [error["field"] for error in document.get("errors", [])]
        raise Refused(answer.status_code, document["detail"], fields)
    return document
