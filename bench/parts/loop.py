"""One case all the way round over HTTP, as its reporter and four members of staff do it.

Staff look into their inbox before they act, as they do; the reporter closes the case by rating the
answer; then it is found again by its code, by its number and by its words.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from bench.parts.callers import Answer, request
from bench.parts.stories import Said, Story

CSRF = "c" * 32
COMMON_WORD = "渗水"  # in every text, so that a common word is looked for beside a rare one


@dataclass(frozen=True)
class Neighbourhood:
    """A community, and who works for it: their tokens, and the session of the supervisor."""

    number: int
    lng: float
    lat: float
    department: str  # its code
    tokens: dict[str, str]  # clerk, dispatcher, department, verifier
    session: str
    count: Iterator[int] = field(default_factory=itertools.count)


def lifecycle(home: Neighbourhood) -> Callable[[], Story]:
    """Cases of this neighbourhood, one after the other."""
    return lambda: _Loop(home, f"r{home.number}x{next(home.count)}z").story()


@dataclass
class _Loop:
    home: Neighbourhood
    word: str  # that no other case holds

    def story(self) -> Story:
        answer = yield self._report()
        self.number, self.code = answer.content["number"], answer.content["tracking_code"]
        yield from self._acted("clerk", "whistle", type="housing.leak", nature="joint")
        yield from self._acted("dispatcher", "dispatch", organizations=[self.home.department])
        yield from self._acted("department", "acknowledge", "sign")
        yield from self._acted("department", "finish", "handle", text="已上门修好，不再渗水。")
        yield from self._acted("verifier", "pass_check", "verify")
        yield from self._acted("clerk", "answer", text="已经修好，感谢反映。")
        yield self._close()
        yield from self._found()

    def _report(self) -> Said:
        given = {
            "text": f"楼上{COMMON_WORD}到我家卧室，已经三天，请尽快处理。{self.word}",
            "place": {"lng": self.home.lng, "lat": self.home.lat},
            "type": "housing.leak",
            "contact": f"1381234{self.home.number:04}",
        }
        return "report", request("POST", "/api/v1/cases", given), 201

    def _acted(self, who: str, action: str, act: str = "", **given: object) -> Story:
        token = f"Authorization: Bearer {self.home.tokens[who]}"
        listed = yield "inbox", request("GET", "/api/v1/tasks", None, token), 200
        task = self._task_in(listed.content)
        path = f"/api/v1/tasks/{task}/{action}"
        done = yield act or action, request("POST", path, given, token), 200
        assert done.content["case"] == self.number

    def _task_in(self, listed: list[dict[str, Any]]) -> int:
        return next(int(task["id"]) for task in listed if task["case"] == self.number)

    def _close(self) -> Said:
        form = urlencode({"csrfmiddlewaretoken": CSRF, "do": "rate", "grade": "5"}).encode()
        path, cookie = f"/c/{self.code}/act", f"Cookie: csrftoken={CSRF}"
        return "close", request("POST", path, form, cookie), 302

    def _found(self) -> Story:
        by_code = yield "find by code", request("GET", f"/api/v1/cases/{self.code}"), 200
        assert by_code.content["state"] == "closed"
        yield from self._listed("find by number", number=self.number)
        yield from self._listed("find by words", text=f"{COMMON_WORD} {self.word}")

    def _listed(self, act: str, **sought: str) -> Story:
        path = f"/desk/ledger?{urlencode(sought, quote_via=quote)}"
        cookie = f"Cookie: sessionid={self.home.session}"
        page: Answer = yield act, request("GET", path, None, cookie), 200
        assert self.number in page.body.decode(), f"{act}: {self.number} is not on the page"
