/** From quotations that may overlap to pieces that do not: what can be drawn as elements inside one another. */

/** @import { Span } from "./types" */

/**
 * @typedef {object} Piece
 * @property {string} id of its quotation
 * @property {number} start
 * @property {number} end
 * @property {number} depth how many pieces it stands in
 * @property {Piece[]} children
 */

/**
 * Pieces of `spans` in order, each inside the one around it. Where two cross, the one that begins later is cut in two;
 * at the places in `cuts` (ends of paragraphs) every one is.
 * @param {{id: string, spans: Span[]}[]} quotations outer ones before those nested in them
 * @param {Span[]} paragraphs in order, disjoint; what lies outside of them is not drawn
 * @returns {Piece[][]} for each paragraph
 */
export function nest(quotations, paragraphs) {
  const all = quotations.flatMap(({ id, spans }, order) => spans.map((span) => ({ id, order, ...span })));
  all.sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
  return paragraphs.map((paragraph) => {
    const inside = all
      .filter(({ start, end }) => start < paragraph.end && end > paragraph.start)
      .map((piece) => ({
        ...piece,
        start: Math.max(piece.start, paragraph.start),
        end: Math.min(piece.end, paragraph.end),
      }));
    inside.sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
    return tree(inside);
  });
}

/** @param {{id: string, order: number, start: number, end: number}[]} sorted @returns {Piece[]} */
function tree(sorted) {
  /** @type {Piece[]} */
  const roots = [];
  /** @type {Piece[]} */
  const open = [];
  const waiting = [...sorted];
  while (waiting.length) {
    const piece = /** @type {typeof waiting[number]} */ (waiting.shift());
    while (open.length && /** @type {Piece} */ (open.at(-1)).end <= piece.start) open.pop();
    const around = open.at(-1);
    let { end } = piece;
    if (around && end > around.end) {
      const rest = { ...piece, start: around.end };
      const place = waiting.findIndex((other) => other.start > rest.start || (other.start === rest.start && other.end < end));
      waiting.splice(place < 0 ? waiting.length : place, 0, rest);
      end = around.end;
    }
    /** @type {Piece} */
    const made = { id: piece.id, start: piece.start, end, depth: open.length, children: [] };
    (around ? around.children : roots).push(made);
    open.push(made);
  }
  return roots;
}

/**
 * Lines of a text that are not blank: the article's paragraphs. `tight`: no blank line before it.
 * @param {string} text
 * @returns {(Span & {tight: boolean})[]}
 */
export function paragraphs(text) {
  /** @type {(Span & {tight: boolean})[]} */
  const found = [];
  for (const match of text.matchAll(/[^\r\n]*\S[^\r\n]*/gu)) {
    const start = match.index;
    const last = found.at(-1);
    const between = last ? text.slice(last.end, start) : "";
    found.push({ start, end: start + match[0].length, tight: Boolean(last) && !/\n\s*\n|\r\s*\r/u.test(between) });
  }
  return found;
}
