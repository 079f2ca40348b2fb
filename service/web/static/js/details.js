/** What is known about one quotation: the selected one, or the one under the pointer. */

/** @import { Item, Person, Place, State } from "./types" */
import { show } from "./article.js";
import { byId, fill, h } from "./dom.js";
import { form } from "./editing.js";
import { named, sureness, t } from "./i18n.js";
import { nameOf } from "./model.js";
import { wordsOf } from "./offsets.js";
import { change, differ, focused, watch } from "./store.js";

const UNLIKELY = 0.01; // not worth a line

export function showDetails() {
  byId("details-close").addEventListener("click", () => change({ selected: null }));
  watch((state, before) => {
    if (!differ(state, before, "language", "shown", "selected", "hovered", "reviewing", "chosen")) return;
    const item = focused(state);
    const panel = byId("details");
    panel.classList.toggle("empty", !item);
    panel.classList.toggle("preview", Boolean(item) && item?.id !== state.selected);
    byId("details-close").hidden = !item;
    if (!item) return fill(byId("details-content"), h("p", { class: "hint" }, t("detailsHint")));
    const editable = state.reviewing && item.id === state.selected;
    fill(byId("details-content"), ...about(item, state), editable && form(item, state));
  });
}

/** @param {Item} item @param {State} state */
function about(item, state) {
  const text = state.texts[item.field];
  const around = state.items.find((one) => one.id === item.parent);
  return [
    h("p", { class: "badges" },
      h("span", { class: `badge ${item.type}`, title: named("about", item.type) }, named("type", item.type)),
      state.reviewing && h("span", { class: `badge status ${item.status}` }, named("status", item.status)),
    ),
    h("p", { class: item.people.length ? "who" : "who unsure" }, who(item)),
    ...item.people.map((person) => h("p", { class: "role" }, describe(person))),
    h("blockquote", { lang: "de" }, wordsOf(text, item.spans)),
    h("dl", {},
      ...row(t("chain"), chain(item)),
      ...row(t("resolved"), item.resolvedBy && named("how", item.resolvedBy)),
      ...row(t("mention"), !item.chain.length && wordsOf(text, item.mention), "mention"),
      ...row(t("cue"), cue(item, text), "cue"),
      ...row(t("frame"), wordsOf(text, item.frame), "frame"),
      ...row(t("addressee"), wordsOf(text, item.addressee), "addressee"),
      ...row(t("via"), item.via, "via"),
      ...row(t("medium"), named("medium", item.medium)),
      ...row(t("sureness"), item.status !== "added" && confidence(item)),
      ...row(t("register"), item.people.map((person) => person.register).filter(Boolean).join("; ")),
    ),
    ...candidates(item),
    around && h("p", { class: "hint" }, t("nestedIn", { name: nameOf(around) || t("nobody") })),
    item.people.some((person) => person.mentions.length > 1) && mentions(item.people),
  ];
}

/** @param {string} name @param {Node | string | false} value @param {string} [part] as it is marked in the article */
function row(name, value, part) {
  return value ? [h("dt", { class: part ? `part ${part}` : null }, name), h("dd", { lang: part ? "de" : null }, value)] : [];
}

/** @param {Item} item */
function who(item) {
  if (item.people.length) return nameOf(item);
  if (item.maybe.length) return t("maybe", { name: item.maybe.map((person) => person.name).join(" und ") });
  return t("nobody");
}

/** @param {Person} person */
function describe({ role, organisation, kind, gender }) {
  const what = [role, organisation].filter(Boolean).join(", ");
  const which = [named("kind", kind), kind === "person" && gender && named("gender", gender)].filter(Boolean).join(", ");
  return what ? `${what} · ${which}` : which;
}

/** @param {Item} item @param {string} text */
function cue({ cue, lemma }, text) {
  const words = wordsOf(text, cue);
  return words && lemma && lemma !== words ? `${words} (${t("lemma", { lemma })})` : words;
}

/** From mention to mention to the full name; each leads to its place. @param {Item} item */
function chain({ chain, people }) {
  if (!chain.length) return false;
  const list = h("ol", { class: "chain" }, ...chain.map((place, index) => h("li", {}, link(place, `chain-${index}`))));
  const name = people.map((person) => person.name).join(" und ");
  if (name && chain.at(-1)?.text !== name) list.append(h("li", {}, h("strong", {}, name)));
  return list;
}

/** @param {Place} place @param {string} focus */
function link({ field, text, start, end }, focus) {
  const inHeadline = field === "title" && h("small", {}, ` (${t("inHeadline")})`);
  const on = { click: () => show(field, { start, end }) };
  return h("button", { type: "button", class: "place", lang: "de", on, data: { focus } }, text, inHeadline);
}

/** @param {Item} item */
function confidence(item) {
  return h("span", { class: "meters" },
    meter(t("surenessQuotation"), item.confidence),
    (item.people.length > 0 || item.maybe.length > 0) && meter(t("surenessSpeaker"), item.speakerConfidence),
  );
}

/** @param {string} name @param {number} value */
export function meter(name, value) {
  const bar = h("span", { class: "bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(value));
  return h("span", { class: "meter" }, h("span", {}, name), bar, h("span", { class: "figure" }, sureness(value)));
}

/** Whom the mention may mean, where there is any doubt. @param {Item} item */
function candidates({ candidates }) {
  const possible = candidates.filter(({ confidence }) => confidence >= UNLIKELY);
  if (possible.length < 2) return [];
  const list = possible.map(({ name, confidence }) => h("li", {}, meter(name, confidence)));
  return [h("h3", {}, t("candidates")), h("ul", { class: "candidates" }, ...list)];
}

/** @param {Person[]} people */
function mentions(people) {
  return h("details", { class: "mentions" },
    h("summary", { data: { focus: "mentions" } }, t("mentionsAll")),
    h("ul", {}, ...people.flatMap((person) =>
      person.mentions.map((place, index) => h("li", {}, link(place, `mention-${person.key}-${index}`))),
    )),
  );
}
