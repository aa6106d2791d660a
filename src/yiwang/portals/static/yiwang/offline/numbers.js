// Telephone, identity and card numbers in what is typed: none of them is kept on a phone. The
// patterns are those of the server (foundation/personal_numbers.py).
// @ts-check

/** @param {string} found */
function isIdentity(found) {
  const number = found.replace(/[ -]/g, "").toUpperCase();
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return "10X98765432"[weights.reduce((sum, weight, at) => sum + weight * Number(number[at]), 0) % 11] === number[17];
}

/** @param {string} found */
function isCard(found) {
  const digits = [...found.replace(/[ -]/g, "")].reverse().map(Number);
  return digits.reduce((sum, digit, at) => { const doubled = digit * (1 + (at % 2)); return sum + (doubled > 9 ? doubled - 9 : doubled); }, 0) % 10 === 0;
}

/** @type {[RegExp, (found: string) => boolean, number, number][]} pattern, check, digits left readable at each end */
const PATTERNS = [
  [/(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dA-Za-z])/g, isIdentity, 2, 0],
  [/(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)/g, isCard, 0, 4],
  [/(?<!\d)(?:\+?86[ -]?)?1[3-9](?:[ .-]?\d){9}(?!\d)/g, () => true, 3, 4],
];

/** With the middle of every such number starred. @param {string} text */
export function masked(text) {
  const narrow = text.replace(/[０-９＋－．Ｘｘ]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll("\u3000", " ");
  const starred = PATTERNS.reduce((said, [shape, passes, head, tail]) => said.replace(shape, (found) => passes(found) ? star(found, head, tail) : found), narrow);
  return starred === narrow ? text : starred;
}

/** @param {string} found @param {number} head @param {number} tail */
function star(found, head, tail) {
  const most = found.replace(/[^\dXx]/g, "").length - tail;
  let at = -1;
  return found.replace(/[\dXx]/g, (sign) => { at += 1; return at >= head && at < most ? "*" : sign; });
}

/** @param {string} text */
export const holdsNumbers = (text) => masked(text) !== text;
