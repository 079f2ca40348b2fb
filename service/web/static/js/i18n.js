/** The interface's two languages. */

import de from "./words.de.js";
import en from "./words.en.js";
import { remember } from "./memory.js";

/** @typedef {keyof typeof de} Key */
/** @typedef {"de" | "en"} Language */

/** @type {Record<Language, Record<Key, string | {one: string, other: string}>>} */
const WORDS = { de, en };

/** @type {Language} */
let current = document.documentElement.lang === "en" ? "en" : "de";

/** The chosen language; at first the one that start.js took from memory or the browser. */
export const language = () => current;

/** @param {Language} chosen */
export function setLanguage(chosen) {
  current = chosen;
  document.documentElement.lang = chosen;
  remember("language", chosen);
  translate(document);
}

/**
 * The words for a key. Numbers among `values` are written as the language does; `n` chooses between one and other.
 * @param {Key} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const entry = WORDS[current][key];
  const form = typeof entry === "string" ? entry : entry[new Intl.PluralRules(current).select(Number(values.n)) === "one" ? "one" : "other"];
  return form.replace(/\{(\w+)\}/gu, (_, name) => {
    const value = values[name];
    return typeof value === "number" ? number(value) : String(value);
  });
}

/**
 * The words for one of an open list of values, such as a kind of speaker; the value itself where we have no words.
 * @param {"type" | "medium" | "kind" | "gender" | "how" | "about" | "genre" | "status"} list
 * @param {string} value
 */
export function named(list, value) {
  const key = /** @type {Key} */ (`${list}_${value}`);
  return key in WORDS[current] ? t(key) : value;
}

/** @param {number} value */
export const number = (value) => new Intl.NumberFormat(current).format(value);

/** From 0 to 1, as whole per cents. @param {number} share */
export const percent = (share) =>
  new Intl.NumberFormat(current, { style: "percent", maximumFractionDigits: 0 }).format(share);

/** A confidence, with two digits. @param {number} value */
export const sureness = (value) =>
  new Intl.NumberFormat(current, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);

/**
 * Fills in what stands in the page's HTML: `data-t` for content, `data-t-NAME` for an attribute.
 * @param {ParentNode} root
 */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-t]")) {
    element.textContent = t(/** @type {Key} */ (/** @type {HTMLElement} */ (element).dataset.t));
  }
  for (const attribute of ["aria-label", "placeholder", "title"]) {
    for (const element of root.querySelectorAll(`[data-t-${attribute}]`)) {
      element.setAttribute(attribute, t(/** @type {Key} */ (element.getAttribute(`data-t-${attribute}`))));
    }
  }
}
