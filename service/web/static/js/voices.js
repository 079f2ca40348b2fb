/** Share of voice: how many words are quoted of whom. Every word counts once, for the innermost quotation it is in. */

/** @import { Item, Person, Texts, Field } from "./types" */
import { words } from "./offsets.js";

/**
 * @typedef {object} Voice
 * @property {Person} person
 * @property {number} words
 * @property {number} quotations
 */

/**
 * @typedef {object} Voices
 * @property {number} words all that are quoted
 * @property {number} nobodys words whose speaker is not known
 * @property {number} nobodysQuotations
 * @property {Voice[]} people most words first
 * @property {Record<string, number>} genders words of persons: female, male, unknown
 * @property {Record<string, number>} kinds words by kind of speaker; none: nobody is named
 */

/**
 * Joint speakers get equal parts of the words, but each the whole quotation.
 * @param {Item[]} items
 * @param {Texts} texts
 * @returns {Voices}
 */
export function voices(items, texts) {
  /** @type {Map<string, Voice>} */
  const people = new Map();
  let nobodysQuotations = 0;
  for (const item of items) {
    if (!item.people.length) nobodysQuotations += 1;
    for (const person of item.people) {
      const voice = people.get(person.key) ?? { person, words: 0, quotations: 0 };
      voice.quotations += 1;
      people.set(person.key, voice);
    }
  }
  let [all, nobodys] = [0, 0];
  /** @type {Record<string, number>} */
  const genders = { female: 0, male: 0, unknown: 0 };
  /** @type {Record<string, number>} */
  const kinds = {};
  for (const field of /** @type {Field[]} */ (["title", "text"])) {
    for (const item of owners(items.filter((one) => one.field === field), texts[field])) {
      all += 1;
      if (!item.people.length) {
        nobodys += 1;
        kinds.none = (kinds.none ?? 0) + 1;
      }
      for (const person of item.people) {
        const part = 1 / item.people.length;
        /** @type {Voice} */ (people.get(person.key)).words += part;
        kinds[person.kind] = (kinds[person.kind] ?? 0) + part;
        if (person.kind === "person") genders[genderOf(person)] += part;
      }
    }
  }
  const ranked = [...people.values()].sort((a, b) => b.words - a.words || b.quotations - a.quotations);
  return { words: all, nobodys, nobodysQuotations, people: ranked, genders, kinds };
}

/** @param {Person} person */
const genderOf = ({ gender }) => (gender === "female" || gender === "male" ? gender : "unknown");

/**
 * For each quoted word the quotation it counts for: the shortest around it, with a named speaker if one is.
 * @param {Item[]} items of one field
 * @param {string} text
 * @returns {Item[]}
 */
function owners(items, text) {
  const places = words(text);
  const byLength = [...items].sort((a, b) => lengthOf(b) - lengthOf(a));
  /** @type {(Item | undefined)[]} */
  const found = new Array(places.length);
  for (const item of byLength) {
    for (const span of item.spans) {
      for (let index = firstFrom(places, span.start); index < places.length && places[index].start < span.end; index += 1) {
        if (item.people.length || !found[index]?.people.length) found[index] = item;
      }
    }
  }
  return found.filter((item) => item !== undefined);
}

/** @param {Item} item */
const lengthOf = ({ spans }) => spans.reduce((sum, { start, end }) => sum + end - start, 0);

/** Index of the first word that ends after a place. @param {{end: number}[]} places @param {number} from */
function firstFrom(places, from) {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle].end <= from) low = middle + 1;
    else high = middle;
  }
  return low;
}
