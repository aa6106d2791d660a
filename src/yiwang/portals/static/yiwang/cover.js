// Faces and number plates are covered in the picture itself, on the phone, before it is sent.
// Without this script photos are sent as they are, and the page asks to leave faces out.
// @ts-check

const LONGEST = 2560; // pixels of the longer side: enough to see what is wrong
const BLOCKS = 5; // a covered place is at most so many blocks across: nothing can be read back
const STEP = 0.03; // of the picture, for one press of an arrow

/** @typedef {{x: number, y: number, w: number, h: number}} Box in parts of the picture, 0 to 1 */

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("cover"));
const words = /** @type {HTMLTemplateElement} */ (document.getElementById("cover-words"));
const picture = /** @type {HTMLCanvasElement} */ (document.getElementById("cover-picture"));
const frame = /** @type {HTMLElement} */ (document.getElementById("cover-frame"));
const said = /** @type {HTMLElement} */ (document.getElementById("cover-said"));
const undo = /** @type {HTMLButtonElement} */ (dialog.querySelector("[data-cover=undo]"));
const paper = /** @type {CanvasRenderingContext2D} */ (picture.getContext("2d", { willReadFrequently: true }));

/** @type {{input: HTMLInputElement, at: number} | null} */
let open = null;
/** @type {{x: number, y: number, image: ImageData}[]} */
let covered = [];
/** @type {Box} */
let box = { x: 0.4, y: 0.4, w: 0.2, h: 0.2 };
/** @type {{x: number, y: number} | null} */
let from = null;

/** @param {Blob} file @param {HTMLCanvasElement} canvas @param {number} longest */
async function draw(file, canvas, longest) {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, longest / Math.max(image.width, image.height));
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
}

/** The photos chosen, small, each with its button. @param {HTMLInputElement} input */
async function list(input) {
  input.parentElement?.querySelector(".cover-photos")?.remove();
  const files = [...(input.files ?? [])];
  if (!files.length) return;
  const shown = document.createElement("ul");
  shown.className = "yw-photos cover-photos";
  input.after(shown);
  for (const [at, file] of files.entries()) {
    const item = /** @type {HTMLElement} */ (words.content.firstElementChild?.cloneNode(true));
    const button = /** @type {HTMLButtonElement} */ (item.querySelector("button"));
    try { await draw(file, /** @type {HTMLCanvasElement} */ (item.querySelector("canvas")), 320); } catch { continue; }
    button.setAttribute("aria-label", `${button.textContent?.trim()} · ${file.name}`);
    button.addEventListener("click", () => begin(input, at));
    shown.append(item);
  }
}

/** @param {HTMLInputElement} input @param {number} at */
async function begin(input, at) {
  open = { input, at };
  covered = [];
  box = { x: 0.4, y: 0.4, w: 0.2, h: 0.2 };
  await draw(/** @type {FileList} */ (input.files)[at], picture, LONGEST);
  tell();
  dialog.showModal();
  place();
  frame.focus();
}

function place() {
  frame.style.left = `${box.x * 100}%`;
  frame.style.top = `${box.y * 100}%`;
  frame.style.width = `${box.w * 100}%`;
  frame.style.height = `${box.h * 100}%`;
}

function tell() {
  undo.disabled = !covered.length;
  if (!covered.length) said.textContent = "";
  else said.textContent = covered.length === 1 ? said.dataset.one ?? "" : `${said.dataset.many} ${covered.length}`;
}

/** Nothing but the mean colours of a few blocks stays of what is in the frame. */
function cover() {
  const x = Math.max(0, Math.floor(box.x * picture.width)), y = Math.max(0, Math.floor(box.y * picture.height));
  const w = Math.min(picture.width - x, Math.ceil(box.w * picture.width)), h = Math.min(picture.height - y, Math.ceil(box.h * picture.height));
  if (w < 4 || h < 4) return;
  covered.push({ x, y, image: paper.getImageData(x, y, w, h) });
  const block = Math.max(w, h) / BLOCKS;
  for (let top = 0; top < h; top += block) {
    for (let left = 0; left < w; left += block) {
      const bx = Math.floor(x + left), by = Math.floor(y + top);
      const bw = Math.min(Math.ceil(block), x + w - bx), bh = Math.min(Math.ceil(block), y + h - by);
      if (bw > 0 && bh > 0) { paper.fillStyle = mean(bx, by, bw, bh); paper.fillRect(bx, by, bw, bh); }
    }
  }
  tell();
}

/** @param {number} x @param {number} y @param {number} w @param {number} h */
function mean(x, y, w, h) {
  const { data } = paper.getImageData(x, y, w, h);
  const sum = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) for (const c of [0, 1, 2]) sum[c] += data[at + c];
  const [r, g, b] = sum.map((each) => Math.round(each / (data.length / 4)));
  return `rgb(${r} ${g} ${b})`;
}

/** The covered picture takes the place of the one that was chosen. */
async function keep() {
  if (!open) return;
  const { input, at } = open;
  if (covered.length) {
    const blob = /** @type {Blob} */ (await new Promise((done) => { picture.toBlob(done, "image/jpeg", 0.9); }));
    const chosen = new DataTransfer();
    for (const [number, file] of [...(input.files ?? [])].entries()) {
      chosen.items.add(number === at ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file);
    }
    input.files = chosen.files;
    await list(input);
  }
  dialog.close();
}

/** @param {PointerEvent} event */
function spot(event) {
  const { left, top, width, height } = picture.getBoundingClientRect();
  return { x: Math.min(1, Math.max(0, (event.clientX - left) / width)), y: Math.min(1, Math.max(0, (event.clientY - top) / height)) };
}

const stage = /** @type {HTMLElement} */ (picture.parentElement);
stage.addEventListener("pointerdown", (event) => {
  from = spot(event);
  stage.setPointerCapture(event.pointerId);
  event.preventDefault();
});
stage.addEventListener("pointermove", (event) => {
  if (!from) return;
  const to = spot(event);
  box = { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), w: Math.abs(from.x - to.x), h: Math.abs(from.y - to.y) };
  place();
});
stage.addEventListener("pointerup", () => {
  if (!from) return;
  if (box.w < 0.01 || box.h < 0.01) box = { x: Math.max(0, from.x - 0.06), y: Math.max(0, from.y - 0.06), w: 0.12, h: 0.12 };
  from = null;
  place();
  cover();
});

frame.addEventListener("keydown", (event) => {
  const moves = /** @type {Record<string, [number, number, number]>} */ ({ ArrowLeft: [-STEP, 0, 1], ArrowRight: [STEP, 0, 1], ArrowUp: [0, -STEP, 1], ArrowDown: [0, STEP, 1], "+": [0, 0, 1.15], "=": [0, 0, 1.15], "-": [0, 0, 1 / 1.15] });
  const move = moves[event.key];
  if (move) {
    box.w = Math.min(1, Math.max(0.02, box.w * move[2])); box.h = Math.min(1, Math.max(0.02, box.h * move[2]));
    box.x = Math.min(1 - box.w, Math.max(0, box.x + move[0])); box.y = Math.min(1 - box.h, Math.max(0, box.y + move[1]));
    place();
  } else if (event.key === "Enter" || event.key === " ") cover();
  else return;
  event.preventDefault();
});

dialog.addEventListener("click", (event) => {
  const what = /** @type {HTMLElement} */ (event.target).closest("button")?.dataset.cover;
  if (what === "done") keep();
  if (what === "leave") dialog.close();
  const last = what === "undo" ? covered.pop() : undefined;
  if (last) { paper.putImageData(last.image, last.x, last.y); tell(); }
});
dialog.addEventListener("close", () => open?.input.focus());

document.addEventListener("change", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.matches?.("input[type=file][data-cover]")) list(input);
});
