/** The reviewer's verdicts and corrections. Kept in this browser, under the article's id (a hash of its words). */

/** @import { Edit, Item, Judgement, Part, Review, Span } from "./types" */
import { announce, byId } from "./dom.js";
import { t } from "./i18n.js";
import { forget, recall, remember } from "./memory.js";
import { equal, judgementOf } from "./model.js";
import { find, merged, wordsOf } from "./offsets.js";
import { change, now } from "./store.js";

/** The form in which reviews are kept; one in another form is left alone and not shown. */
const VERSION = 1;

/** @param {string} id of an answer @returns {Review} */
export function keptReview(id) {
  const kept = recall(`review.${id}`);
  return kept?.version === VERSION ? kept.edits : {};
}

/** @param {Review} review */
function keep(review) {
  change({ review });
  const id = /** @type {import("./types").Answer} */ (now().answer).id;
  const kept = Object.keys(review).length
    ? remember(`review.${id}`, { version: VERSION, title: now().texts.title, edits: review })
    : (forget(`review.${id}`), true);
  byId("not-kept").hidden = kept;
}

export function forgetAll() {
  keep({});
}

/** @param {string} id @returns {Item | undefined} */
const item = (id) => now().items.find((one) => one.id === id);

/** @param {string} id @param {(edit: Edit) => Edit} make */
function edit(id, make) {
  const found = item(id);
  if (!found) return;
  const judgement = judgementOf(found);
  const made = make(found.edit ?? { status: "accepted", judgement, before: judgement, at: "" });
  keep({ ...now().review, [id]: { ...made, at: new Date().toISOString() } });
  announce(t(`said_${made.status}`));
}

/** @param {Edit} edit @returns {Edit["status"]} what it is unless it is rejected */
function standing({ judgement, before }) {
  if (before === null) return "added";
  return equal(judgement, before) ? "accepted" : "changed";
}

/** @param {string} id */
export const accept = (id) => edit(id, (given) => ({ ...given, status: standing(given) }));

/** What the reviewer has added is taken away again. @param {string} id */
export function reject(id) {
  if (item(id)?.edit?.before === null) reset(id);
  else edit(id, (given) => ({ ...given, status: "rejected" }));
}

/** Forgets what was said about one quotation. @param {string} id */
export function reset(id) {
  const { [id]: _, ...rest } = now().review;
  keep(rest);
  announce(t("said_open"));
}

/** @param {string} id @param {Partial<Judgement>} changes */
export function correct(id, changes) {
  edit(id, (given) => {
    const made = { ...given, judgement: { ...given.judgement, ...changes } };
    return { ...made, status: standing(made) };
  });
}

/**
 * Makes what is selected in the article a part of a quotation, or adds it to that part.
 * @param {string} id
 * @param {Part} part
 * @param {"take" | "extend"} how
 * @returns {boolean} whether anything usable is selected
 */
export function takeChosen(id, part, how) {
  const { chosen } = now();
  const found = item(id);
  if (!chosen || !found || (chosen.field !== found.field && part !== "spans")) return false;
  const others = how === "extend" && chosen.field === found.field ? found[part] : [];
  correct(id, { [part]: merged([...others, ...chosen.spans]), field: chosen.field });
  letGo();
  return true;
}

/** Adds what is selected as a quotation; asks for the words where nothing is. */
export function addChosen() {
  const { chosen } = now();
  if (chosen) add(chosen.field, chosen.spans);
  else byId("adding").showModal();
}

/**
 * Adds words that somebody typed, if the article has them. The first place that is not a quotation already.
 * @param {string} words
 * @returns {boolean}
 */
export function addWords(words) {
  for (const field of /** @type {const} */ (["text", "title"])) {
    const text = now().texts[field];
    const taken = now().items.filter((one) => one.field === field);
    let first = find(text, words);
    for (let span = first; span; ) {
      const { start, end } = span;
      if (!taken.some(({ spans }) => spans.length === 1 && spans[0].start === start && spans[0].end === end)) {
        return add(field, [span]), true;
      }
      const next = find(text, words, end);
      span = next && next.start > start ? next : null;
    }
    if (first) return add(field, [first]), true;
  }
  return false;
}

/** @param {"title" | "text"} field @param {Span[]} spans */
function add(field, spans) {
  const id = `added-${Date.now().toString(36)}-${Object.keys(now().review).length}`;
  const direct = /^[„“”"«»‚‘’'‹›]/u.test(wordsOf(now().texts[field], spans));
  /** @type {Judgement} */
  const judgement = {
    type: direct ? "direct" : "indirect", medium: "speech", field, spans, mention: [], cue: [], frame: [],
    addressee: [], name: "", kind: "person", via: "",
  };
  keep({ ...now().review, [id]: { status: "added", judgement, before: null, at: new Date().toISOString() } });
  letGo();
  change({ types: [...new Set([...now().types, judgement.type])], speaker: null, selected: id });
  announce(t("said_added"));
  byId("details").focus();
}

/** Selects nothing any more. */
function letGo() {
  getSelection()?.removeAllRanges();
  change({ chosen: null });
}
