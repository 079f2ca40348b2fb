/** Who has a say, with how many words; choosing one shows only that speaker's quotations. */

/** @import { State } from "./types" */
/** @import { Voice, Voices } from "./voices.js" */
import { byId, fill, h } from "./dom.js";
import { named, percent, t } from "./i18n.js";
import { KINDS, NOBODY, passing } from "./model.js";
import { change, differ, watch } from "./store.js";
import { voices } from "./voices.js";

export function showCast() {
  watch((state, before) => {
    if (!differ(state, before, "language", "items", "minimum", "types", "speaker", "reviewing")) return;
    const counted = passing(state.items, { ...state, reviewing: false });
    const found = voices(counted, state.texts);
    fill(byId("cast-content"), ...(counted.length ? cast(found, state) : [h("p", { class: "hint" }, t("castNone"))]));
  });
}

/** @param {Voices} found @param {State} state */
function cast(found, { speaker }) {
  const most = Math.max(...found.people.map((voice) => voice.words), found.nobodys, 1);
  return [
    ...parts(t("byGender"), ["female", "male", "unknown"].map((key) => ({ key, name: named("gender", key), words: found.genders[key] }))),
    ...parts(t("byKind"), [...KINDS, "none"].map((key) => ({ key, name: named("kind", key), words: found.kinds[key] ?? 0 }))),
    h("p", { class: "hint" }, t("castHint")),
    h("ul", { class: "cast" },
      ...found.people.map((voice) => h("li", {}, entry(voice, found.words, most, speaker === voice.person.key))),
      found.nobodysQuotations > 0 && h("li", {}, nobody(found, most, speaker === NOBODY)),
    ),
    speaker !== null &&
      h("p", {}, h("button", { type: "button", on: { click: () => change({ speaker: null }) }, data: { focus: "everybody" } }, t("castEverybody"))),
  ];
}

/** @param {Voice} voice @param {number} all @param {number} most @param {boolean} pressed */
function entry({ person, words, quotations }, all, most, pressed) {
  const role = [person.role, person.organisation].filter(Boolean).join(", ") || (person.kind === "person" ? "" : named("kind", person.kind));
  return line(person.key, person.name, role, quotations, words, all, most, pressed);
}

/** @param {Voices} found @param {number} most @param {boolean} pressed */
function nobody(found, most, pressed) {
  return line(NOBODY, t("nobody"), "", found.nobodysQuotations, found.nobodys, found.words, most, pressed);
}

/**
 * @param {string} key @param {string} name @param {string} role @param {number} quotations @param {number} words
 * @param {number} all @param {number} most @param {boolean} pressed
 */
function line(key, name, role, quotations, words, all, most, pressed) {
  const bar = h("span", { class: "bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(words / most));
  const on = { click: () => change({ speaker: pressed ? null : key, selected: null }) };
  return h("button", { type: "button", class: `voice ${key === NOBODY ? "nobody" : ""}`, "aria-pressed": pressed, on, data: { focus: key } },
    h("span", { class: "name" }, name),
    h("span", { class: "figure" }, percent(words / Math.max(all, 1))),
    bar,
    h("span", { class: "counts" }, [role, t("castWords", { n: Math.round(words) }), t("quotations", { n: quotations })].filter(Boolean).join(" · ")),
  );
}

/** One bar in parts, and what they are. @param {string} title @param {{key: string, name: string, words: number}[]} all */
function parts(title, all) {
  const there = all.filter((part) => part.words > 0);
  const sum = there.reduce((total, part) => total + part.words, 0);
  if (!sum) return [];
  const stack = h("span", { class: "stack", "aria-hidden": "true" });
  for (const { key, words } of there) {
    const part = h("span", { class: `part-${key}` });
    part.style.setProperty("--share", String(words / sum));
    stack.append(part);
  }
  return [
    h("h3", {}, title),
    stack,
    h("ul", { class: "legend" }, ...there.map(({ key, name, words }) =>
      h("li", {}, h("span", { class: `swatch part-${key}`, "aria-hidden": "true" }),
        t("share", { name, words: t("castWords", { n: Math.round(words) }), percent: percent(words / sum) })),
    )),
  ];
}
