// What is not sent, as a file that any browser opens: the words, and the photos in it.
// @ts-check

/** @param {string} text */
const plain = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** @param {import("./store.js").Photo} photo @returns {Promise<string>} */
function inline(photo) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.readAsDataURL(new Blob([photo.content], { type: photo.type }));
  });
}

/** @param {import("./store.js").Item[]} items @param {DOMStringMap} words */
export async function fileOf(items, words) {
  const parts = [];
  for (const one of items) {
    const rows = one.fields.map(([name, value]) => `<dt>${plain(words[`field-${name}`] ?? name)}</dt><dd>${plain(value)}</dd>`);
    const photos = await Promise.all(one.photos.map(async (photo) => `<p><img alt="${plain(photo.name)}" style="max-width:100%" src="${await inline(photo)}"></p>`));
    parts.push(`<h2>${plain(one.title)}</h2><p>${plain(new Date(one.made).toLocaleString())} · ${plain(one.said)}</p><dl>${rows.join("")}</dl>${photos.join("")}`);
  }
  return new Blob([`<!doctype html><meta charset="utf-8"><title>${plain(words.file ?? "")}</title><h1>${plain(words.file ?? "")}</h1>${parts.join("<hr>")}`], { type: "text/html" });
}

/** @param {import("./store.js").Item[]} items @param {Blob} file */
export function save(items, file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `yiwang-${new Date().toISOString().slice(0, 10)}-${items.length}.html`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
