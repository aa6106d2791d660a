"""Going down to the basement with a phone, and coming back: what journeys there have in common."""

from playwright.sync_api import Page

from tests.journeys.test_desk_pages import unfold
from tests.journeys.test_resident_pages import photo as picture
from yiwang.foundation.records.queries import history_of
from yiwang.work.cases.models import Case

OFFICE, GRID = "zj.9001", "grid.9001010101"
EVERYTHING_KEPT = """async () => {
  const said = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const each of await cache.keys()) {
      said.push(each.url, await (await cache.match(each)).text());
    }
  }
  for (const each of await indexedDB.databases()) {
    const open = await new Promise((done) => {
      const asked = indexedDB.open(each.name);
      asked.onsuccess = () => done(asked.result);
    });
    for (const store of open.objectStoreNames) {
      const rows = await new Promise((done) => {
        const asked = open.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => done(asked.result);
      });
      said.push(JSON.stringify(rows));
    }
    open.close();
  }
  return said.join("\\n");
}"""
NAMES_KEPT = """async () => {
  const cache = await caches.open("yiwang-kept");
  return (await cache.keys()).map((each) => new URL(each.url).pathname).sort();
}"""


def underground(page: Page) -> None:
    page.context.set_offline(True)


def above_ground(page: Page) -> None:
    """The signal is back; the page itself notices."""
    page.context.set_offline(False)


def kept(page: Page) -> str:
    return page.evaluate(EVERYTHING_KEPT)


def unsent(page: Page):
    return page.locator("#unsent > li")


def names_of(case: Case) -> list[str]:
    return [one.name.rpartition(".")[2] for one in history_of(("cases.case", case.pk))]


def finish(page: Page, case: Case, text: str) -> None:
    page.goto(f"/work/cases/{case.pk}/")
    page.wait_for_selector("#signal[data-ready]", state="attached")
    form = unfold(page, "finish")
    if text:
        form.locator("textarea[name=text]").fill(text)
    form.locator("input[name=photos]").set_input_files(picture())
    form.locator(".yw-actions button").click()
