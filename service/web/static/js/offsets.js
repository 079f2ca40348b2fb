/** Places in a text. JavaScript counts UTF-16 code units; files that leave the page count code points, as standards do. */

/** @import { Span } from "./types" */

/**
 * Turns UTF-16 places of `text` into code points.
 * @param {string} text
 * @returns {(place: number) => number}
 */
export function codePoints(text) {
  /** @type {number[]} */
  const wide = [];
  for (let place = 0; place < text.length; place += 1) {
    if (/** @type {number} */ (text.codePointAt(place)) > 0xffff) {
      wide.push(place);
      place += 1;
    }
  }
  return (place) => place - below(wide, place);
}

/** How many of the sorted numbers are smaller. @param {number[]} sorted @param {number} limit */
export function below(sorted, limit) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The words of one or several spans, as the service shows them. @param {string} text @param {Span[]} spans */
export function wordsOf(text, spans) {
  return spans.map(({ start, end }) => text.slice(start, end)).join(" … ");
}

/** A word, for counting and for moving by. */
export const WORD = /[\p{L}\p{N}]+(?:[-’'.,][\p{L}\p{N}]+)*/gu;

/** Places of all words. @param {string} text @returns {Span[]} */
export function words(text) {
  return Array.from(text.matchAll(WORD), (match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** A span without the white space at its ends; empty spans stay empty. @param {string} text @param {Span} span */
export function trimmed(text, { start, end }) {
  while (start < end && /\s/u.test(text[start])) start += 1;
  while (end > start && /\s/u.test(text[end - 1])) end -= 1;
  return { start, end };
}

/**
 * In order, without overlaps; spans that touch become one.
 * @param {Span[]} spans
 * @returns {Span[]}
 */
export function merged(spans) {
  /** @type {Span[]} */
  const found = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (span.start >= span.end) continue;
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else found.push({ ...span });
  }
  return found;
}

/**
 * Moves one end of a span by a word: further out or further in, over the punctuation between. Never past the text's
 * ends, never to nothing.
 * @param {string} text
 * @param {Span} span
 * @param {"start" | "end"} side
 * @param {-1 | 1} step backward or forward in the text
 * @returns {Span}
 */
export function moved(text, span, side, step) {
  const places = side === "start" ? starts(text) : ends(text);
  const here = span[side];
  const next = step > 0 ? places.find((place) => place > here) : places.findLast((place) => place < here);
  const bound = step > 0 ? text.length : 0;
  const result = { ...span, [side]: next ?? bound };
  return result.start < result.end ? result : span;
}

// Both with and without quotation marks and full stops: every place where a run of other than white space changes kind.
const RUN = /[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu;

/** @param {string} text */
const starts = (text) => Array.from(text.matchAll(RUN), (match) => match.index);

/** @param {string} text */
const ends = (text) => Array.from(text.matchAll(RUN), (match) => match.index + match[0].length);

/**
 * Places of words that somebody typed or pasted, whatever white space is between them; the first at or after `from`,
 * else the first of all.
 * @param {string} text
 * @param {string} wanted
 * @param {number} [from]
 * @returns {Span | null}
 */
export function find(text, wanted, from = 0) {
  const parts = wanted.trim().split(/\s+/u).map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/gu, "\\$&"));
  if (!parts[0]) return null;
  const all = Array.from(text.matchAll(new RegExp(parts.join("\\s+"), "gu")));
  const match = all.find(({ index }) => index >= from) ?? all[0];
  return match ? { start: match.index, end: match.index + match[0].length } : null;
}
