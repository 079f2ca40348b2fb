/** From the service's answer and the reviewer's edits to the quotations that the page shows. Pure. */

/** @import { Answer, AnswerQuote, AnswerSpeaker, Edit, Item, Judgement, Person, Review, Span, State } from "./types" */

export const TYPES = ["direct", "indirect", "indirect_free", "free_indirect", "reported"];
export const MEDIA = ["speech", "writing", "thought", "speech_or_writing", "speech_or_thought", "thought_or_writing"];
export const KINDS = ["person", "group", "organisation", "publication", "unknown"];

/**
 * All quotations in the order of the article, outer ones before those nested in them: title first.
 * @param {Answer | null} answer
 * @param {Review} review
 * @returns {Item[]}
 */
export function itemsOf(answer, review) {
  if (!answer) return [];
  const people = new Map(answer.speakers.map((speaker) => [speaker.id, personOf(speaker)]));
  const found = answer.quotes.map((quote) => itemOf(quote, people));
  const items = found.map((item) => (review[item.id] ? edited(item, review[item.id], people) : item));
  // What was added, and what was accepted or corrected when an earlier model had found it: nothing reviewed is lost.
  const known = new Set(found.map((item) => item.id));
  for (const [id, edit] of Object.entries(review)) {
    if (!known.has(id) && edit.status !== "rejected") items.push(edited(blank(id), edit, people));
  }
  return items.sort(inOrder);
}

/**
 * A review of an answer that other models gave: what was said about a quotation holds for the one that stands in the same
 * place now, although its id, which depends on the speaker, may have changed.
 * @param {Answer} answer
 * @param {Review} review
 * @returns {Review}
 */
export function adopted(answer, review) {
  /** @param {{field: string, spans: Span[]}} one */
  const place = ({ field, spans }) => [field, ...spans.map(({ start, end }) => `${start}-${end}`)].join();
  const known = new Set(answer.quotes.map((quote) => quote.id));
  const free = new Map(answer.quotes.filter((quote) => !review[quote.id]).map((quote) => [place(quote), quote.id]));
  const entries = Object.entries(review).map(([id, edit]) => {
    const now = known.has(id) || !edit.before ? undefined : free.get(place(edit.before));
    return [now ?? id, edit];
  });
  return Object.fromEntries(entries);
}

/**
 * Who shall be called by a name: speakers of the answer where it knows them, else new ones. "A und B" are two, unless
 * the whole is one name.
 * @param {string} name
 * @param {string} kind of those that are new
 * @param {Iterable<Person>} known
 * @returns {Person[]}
 */
export function peopleCalled(name, kind, known) {
  const all = [...known];
  /** @param {string} one */
  const find = (one) => all.find((person) => person.name === one);
  const whole = name.trim();
  if (!whole) return [];
  const one = find(whole);
  if (one) return [kind === one.kind ? one : { ...one, kind }];
  const parts = whole.split(" und ").map((part) => part.trim());
  if (parts.length > 1 && parts.every(find)) return parts.map((part) => /** @type {Person} */ (find(part)));
  return [{ key: `new:${whole}`, name: whole, kind, gender: null, role: null, organisation: null, mentions: [], register: null }];
}

/** @param {AnswerSpeaker} speaker @returns {Person} */
function personOf(speaker) {
  const { id, name, kind, gender, role, organisation, mentions } = speaker;
  return { key: id, name, kind, gender, role, organisation, mentions, register: registered(speaker) };
}

/** The id in a register, or which ones are possible. @param {AnswerSpeaker} speaker */
function registered({ register_id: id, register_candidates: candidates = [] }) {
  return id ?? (candidates.map((one) => `${one.id} (${one.name})?`).join(", ") || null);
}

/** @param {AnswerQuote} quote @param {Map<string, Person>} people @returns {Item} */
function itemOf(quote, people) {
  const { speaker } = quote;
  // Only places in the text: those in a submitted HTML are nothing that a reviewer corrects.
  /** @param {Span[] | undefined} spans @returns {Span[]} */
  const bare = (spans) => (spans ?? []).map(({ start, end }) => ({ start, end }));
  const who = (speaker?.ids ?? []).map((id) => people.get(id)).filter((person) => person !== undefined);
  const named = speaker?.name !== null && speaker?.name !== undefined;
  return {
    id: quote.id, type: quote.type, medium: quote.medium, field: quote.field, spans: bare(quote.spans),
    mention: bare(speaker?.mention?.spans), cue: bare(quote.cue?.spans), frame: bare(quote.frame?.spans),
    addressee: bare(quote.addressee?.spans), lemma: quote.cue?.lemma ?? "",
    people: named ? who : [], maybe: named ? [] : who,
    resolvedBy: speaker?.resolved_by ?? "none", confidence: quote.confidence,
    speakerConfidence: speaker?.confidence ?? 0, via: quote.via?.name ?? "", viaSpans: bare(quote.via?.spans),
    chain: speaker?.chain ?? [], candidates: speaker?.candidates ?? [], parent: quote.parent, status: "open", edit: null,
  };
}

/** A quotation of which nothing is known but what an edit says. @param {string} id @returns {Item} */
function blank(id) {
  return {
    id, type: "direct", medium: "speech", field: "text", spans: [], mention: [], cue: [], frame: [], addressee: [],
    lemma: "", people: [], maybe: [], resolvedBy: "", confidence: 1, speakerConfidence: 1, via: "", viaSpans: [],
    chain: [], candidates: [], parent: null, status: "added", edit: null,
  };
}

/** @param {Item} item @param {Edit} edit @param {Map<string, Person>} people @returns {Item} */
function edited(item, edit, people) {
  const { name, kind, ...said } = edit.judgement;
  const same = name === nameOf(item) && kind === kindOf(item);
  const resolved = same ? {} : { people: peopleCalled(name, kind, people.values()), maybe: [], chain: [] };
  return { ...item, ...said, ...resolved, status: edit.status, edit };
}

/** @param {Item} a @param {Item} b */
function inOrder(a, b) {
  if (a.field !== b.field) return a.field === "title" ? -1 : 1;
  const [first, second] = [a.spans[0], b.spans[0]];
  return first.start - second.start || /** @type {any} */ (b.spans.at(-1)).end - /** @type {any} */ (a.spans.at(-1)).end;
}

/** Who said it, joint speakers with "und"; empty where nobody is named. @param {Item} item */
export const nameOf = (item) => item.people.map((person) => person.name).join(" und ");

/** @param {Item} item */
export const kindOf = (item) => item.people[0]?.kind ?? "unknown";

/** What the page now says of a quotation, as a reviewer would. @param {Item} item @returns {Judgement} */
export function judgementOf(item) {
  const { type, medium, field, spans, mention, cue, frame, addressee, via } = item;
  return { type, medium, field, spans, mention, cue, frame, addressee, name: nameOf(item), kind: kindOf(item), via };
}

/** @param {Judgement} a @param {Judgement} b */
export const equal = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** @param {object} record */
const sorted = (record) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

/**
 * What passes the filters. A speaker's filter applies last, so that the cast can be counted without it.
 * @param {Item[]} items
 * @param {Pick<State, "minimum" | "types" | "reviewing">} filters
 */
export function passing(items, { minimum, types, reviewing }) {
  return items.filter(
    (item) => item.confidence >= minimum && types.includes(item.type) && (reviewing || item.status !== "rejected"),
  );
}

/** Key of those whose speaker is not named, for the filter by speaker. */
export const NOBODY = "nobody";

/** @param {Item[]} items @param {string | null} speaker */
export function saidBy(items, speaker) {
  if (speaker === null) return items;
  if (speaker === NOBODY) return items.filter((item) => !item.people.length);
  return items.filter((item) => item.people.some((person) => person.key === speaker));
}
