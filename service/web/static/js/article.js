/** The article with its quotations marked. Knows which character of the text stands where on the page. */

/** @import { Field, Item, Span, State } from "./types" */
/** @import { Piece } from "./nesting.js" */
import { byId, h } from "./dom.js";
import { nameOf } from "./model.js";
import { nest, paragraphs } from "./nesting.js";
import { trimmed } from "./offsets.js";
import { change, differ, focused, now, watch } from "./store.js";

/** @type {Record<Field, {node: Text, start: number}[]>} text nodes in order, and where each begins in its field */
const nodes = { title: [], text: [] };

/** @returns {Record<Field, HTMLElement>} */
const places = () => ({ title: byId("article-title"), text: byId("article-text") });

export function showArticle() {
  watch((state, before) => {
    if (differ(state, before, "texts", "shown", "reviewing")) draw(state);
    if (differ(state, before, "texts", "shown", "selected", "hovered")) emphasise(state);
    if (differ(state, before, "texts", "chosen")) paint("chosen", state.chosen?.field ?? "text", state.chosen?.spans ?? []);
  });
  const article = byId("article");
  article.addEventListener("pointerover", (/** @type {PointerEvent} */ event) => point(event));
  article.addEventListener("pointerleave", () => change({ hovered: null }));
  article.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    if (!getSelection()?.isCollapsed) return;
    const mark = closestMark(event.target);
    change({ chosen: null, ...(mark ? { selected: mark.dataset.id } : {}) });
  });
  article.addEventListener("focusin", (/** @type {FocusEvent} */ event) => {
    const mark = closestMark(event.target);
    if (mark && mark.matches(":focus-visible")) change({ selected: mark.dataset.id });
  });
  document.addEventListener("selectionchange", remember);
}

/** @param {PointerEvent} event */
function point(event) {
  const { reviewing, selected } = now();
  if (event.pointerType !== "mouse" || !matchMedia("(hover: hover)").matches || (reviewing && selected)) return; // the form stays with what it is about
  const hovered = closestMark(event.target)?.dataset.id ?? null;
  if (hovered !== now().hovered) change({ hovered });
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
function closestMark(target) {
  return target instanceof Element ? target.closest("mark[data-id]") : null;
}

/** @param {State} state */
function draw({ texts, shown, reviewing }) {
  const focus = closestMark(document.activeElement)?.dataset.id;
  const byIds = new Map(shown.map((item, index) => [item.id, { item, number: index + 1 }]));
  for (const field of /** @type {Field[]} */ (["title", "text"])) {
    const lines = paragraphs(texts[field]);
    const pieces = nest(shown.filter((item) => item.field === field), lines);
    nodes[field] = [];
    places()[field].replaceChildren(
      ...lines.map((line, index) => {
        const parts = inside(field, line, pieces[index], byIds);
        return field === "title" ? h("span", {}, ...parts) : h("p", { class: line.tight ? "tight" : null }, ...parts);
      }),
    );
  }
  byId("article").classList.toggle("reviewing", reviewing);
  // Of all quotations one can be reached with Tab; from there j and k, or the arrows, lead on.
  const first = shown.find((item) => item.id === now().selected) ?? shown[0];
  if (first) firstMark(first.id)?.setAttribute("tabindex", "0");
  if (focus) firstMark(focus)?.focus({ preventScroll: true });
}

/**
 * @param {Field} field
 * @param {Span} span
 * @param {Piece[]} pieces
 * @param {Map<string, {item: Item, number: number}>} byIds
 * @returns {(Text | HTMLElement)[]}
 */
function inside(field, span, pieces, byIds) {
  /** @type {(Text | HTMLElement)[]} */
  const parts = [];
  let place = span.start;
  /** @param {number} end */
  const plain = (end) => {
    if (end <= place) return;
    const node = document.createTextNode(now().texts[field].slice(place, end));
    nodes[field].push({ node, start: place });
    parts.push(node);
  };
  for (const piece of pieces) {
    plain(piece.start);
    parts.push(marked(field, piece, byIds));
    place = piece.end;
  }
  plain(span.end);
  return parts;
}

/** @param {Field} field @param {Piece} piece @param {Map<string, {item: Item, number: number}>} byIds */
function marked(field, piece, byIds) {
  const { item, number } = /** @type {{item: Item, number: number}} */ (byIds.get(piece.id));
  const first = piece.start === item.spans[0].start;
  const mark = h("mark", {
    class: `quotation ${item.type} ${item.status}`,
    tabindex: first ? "-1" : null,
    data: { id: item.id, depth: Math.min(piece.depth, 2), number: first ? number : "", speaker: nameOf(item) },
  });
  mark.append(...inside(field, piece, piece.children, byIds));
  return mark;
}

/** @param {string} id @returns {HTMLElement | null} */
export const firstMark = (id) => byId("article").querySelector(`mark[data-id="${CSS.escape(id)}"][tabindex]`);

/** @param {State} state */
function emphasise(state) {
  const item = focused(state);
  for (const mark of byId("article").querySelectorAll("mark[data-id]")) {
    const { id } = mark.dataset;
    mark.classList.toggle("selected", id === state.selected);
    mark.classList.toggle("hovered", id === state.hovered);
    if (mark.hasAttribute("tabindex") && state.selected) mark.tabIndex = id === state.selected ? 0 : -1;
  }
  const field = item?.field ?? "text";
  paint("frame", field, item?.frame ?? []);
  paint("addressee", field, item?.addressee ?? []);
  paint("mention", field, item?.mention ?? []);
  paint("cue", field, item?.cue ?? []);
  paint("via", field, item?.viaSpans ?? []);
}

/** Draws over the text without changing it. @param {string} name @param {Field} field @param {Span[]} spans */
function paint(name, field, spans) {
  if (!("highlights" in CSS)) return; // then the details alone say it
  const ranges = spans.flatMap((span) => rangeOf(field, span) ?? []);
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

/** @param {Field} field @param {Span} span @returns {Range | null} */
export function rangeOf(field, { start, end }) {
  const all = nodes[field];
  const from = all.findLast((one) => one.start <= start);
  const to = all.findLast((one) => one.start < end);
  if (!from || !to || start >= end) return null;
  const range = document.createRange();
  range.setStart(from.node, Math.min(start - from.start, from.node.length));
  range.setEnd(to.node, Math.min(end - to.start, to.node.length));
  return range;
}

/** Brings a place into view and points to it for a moment. @param {Field} field @param {Span} span */
export function show(field, span) {
  const range = rangeOf(field, span);
  if (!range) return;
  const { top, height } = range.getBoundingClientRect();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollBy({ top: top + height / 2 - innerHeight / 2, behavior: still ? "instant" : "smooth" });
  paint("place", field, [span]);
  setTimeout(() => paint("place", field, []), 2500);
}

/** Keeps what a reviewer has selected in the article, also when the focus moves on to a button. */
function remember() {
  const selection = getSelection();
  if (!now().reviewing || !selection || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (!byId("article").contains(range.commonAncestorContainer)) return;
  for (const field of /** @type {Field[]} */ (["text", "title"])) {
    const spans = spansIn(range, field);
    if (spans.length) return change({ chosen: { field, spans } });
  }
}

/** A span for each paragraph that the range touches. @param {Range} range @param {Field} field */
function spansIn(range, field) {
  const touched = nodes[field].filter(({ node }) => range.intersectsNode(node));
  const [first, last] = [touched[0], touched.at(-1)];
  if (!first || !last) return [];
  const start = range.startContainer === first.node ? first.start + range.startOffset : first.start;
  const end = range.endContainer === last.node ? last.start + range.endOffset : last.start + last.node.length;
  const text = now().texts[field];
  return paragraphs(text)
    .map((line) => trimmed(text, { start: Math.max(line.start, start), end: Math.min(line.end, end) }))
    .filter((span) => span.start < span.end);
}
