// Photos that wait are drawn anew, as large as the server keeps them: they take a fifth of the room
// on the phone, go quicker over a weak signal, and carry no place and no date.
// @ts-check

const LONGEST = 2560, SMALL_ENOUGH = 1_000_000; // pixels, bytes

/** @param {import("./store.js").Photo} photo @returns {Promise<import("./store.js").Photo>} */
export async function drawnAnew(photo) {
  if (photo.content.byteLength < SMALL_ENOUGH) return photo;
  try {
    const image = await createImageBitmap(new Blob([photo.content], { type: photo.type }), { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const drawn = /** @type {Blob | null} */ (await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); }));
    if (!drawn || drawn.size >= photo.content.byteLength) return photo;
    return { ...photo, type: "image/jpeg", content: await drawn.arrayBuffer() };
  } catch { return photo; } // the server says what is no picture
}
