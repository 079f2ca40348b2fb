/** What the page knows at the moment, in one place; views hear of every change and draw what depends on it. */

/** @import { State } from "./types" */
import { itemsOf, passing, saidBy, TYPES } from "./model.js";
import { language } from "./i18n.js";

/** @type {State} */
let state = {
  language: language(), request: null, answer: null, texts: { title: "", text: "" }, source: "",
  review: {}, reviewing: false, minimum: 0, types: [...TYPES], speaker: null,
  selected: null, hovered: null, chosen: null, items: [], shown: [],
};

/** @type {((now: State, before: State) => void)[]} */
const listeners = [];

export const now = () => state;

/** @param {Partial<State>} changes */
export function change(changes) {
  const before = state;
  const next = { ...before, ...changes };
  if (next.answer !== before.answer || next.review !== before.review) next.items = itemsOf(next.answer, next.review);
  if (differ(next, before, "items", "minimum", "types", "reviewing", "speaker")) {
    next.shown = saidBy(passing(next.items, next), next.speaker);
  }
  if (next.selected && !next.shown.some((item) => item.id === next.selected)) next.selected = null;
  if (next.reviewing && next.selected) next.hovered = null;
  if (next.hovered && !next.shown.some((item) => item.id === next.hovered)) next.hovered = null;
  state = next;
  for (const listener of listeners) listener(state, before);
}

/** @param {(now: State, before: State) => void} listener is called at once, too */
export function watch(listener) {
  listeners.push(listener);
  listener(state, state);
}

/**
 * Whether any of these is not what it was. Always true at the first call, when a view is drawn for the first time.
 * @param {State} now
 * @param {State} before
 * @param {...keyof State} names
 */
export function differ(now, before, ...names) {
  return now === before || names.some((name) => now[name] !== before[name]);
}

/** The one under the pointer, else the selected quotation. @param {State} of */
export const focused = (of) => of.shown.find((item) => item.id === (of.hovered ?? of.selected)) ?? null;
