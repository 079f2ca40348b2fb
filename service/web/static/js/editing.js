/** The form with which a reviewer judges and corrects the selected quotation. Every change counts at once. */

/** @import { Item, Judgement, Part, State } from "./types" */
import { announce, h } from "./dom.js";
import { named, t } from "./i18n.js";
import { kindOf, KINDS, MEDIA, nameOf, TYPES } from "./model.js";
import { moved, wordsOf } from "./offsets.js";
import { accept, correct, reject, reset, takeChosen } from "./reviewing.js";

/** @typedef {import("./i18n.js").Key} Key */

/** @type {[Part, Key][]} */
const PARTS = [["spans", "words"], ["mention", "mention"], ["cue", "cue"], ["frame", "frame"], ["addressee", "addressee"]];

/** @param {Item} item @param {State} state */
export function form(item, state) {
  return h("div", { class: "editing" },
    verdict(item),
    h("h3", {}, t("correct")),
    h("div", { class: "fields" },
      name(item, state),
      choice(item, "kind", "kind", KINDS, kindOf(item)),
      choice(item, "type", "type", TYPES, item.type),
      choice(item, "medium", "medium", MEDIA, item.medium),
      input(item, "via", "via", item.via),
    ),
    ...PARTS.map(([part, label]) => stretch(item, part, label, state)),
  );
}

/** @param {Item} item */
function verdict(item) {
  const added = item.status === "added";
  return h("p", { class: "verdict" },
    !added && button("accept", "accept", () => accept(item.id), { "aria-pressed": item.status === "accepted", class: "good" }),
    button(added ? "remove" : "reject", "reject", () => reject(item.id), { "aria-pressed": added ? null : item.status === "rejected", class: "bad" }),
    !added && button("undo", "undo", () => reset(item.id), { disabled: item.status === "open" }),
  );
}

/** @param {Key} label @param {string} focus @param {() => void} click @param {Record<string, unknown>} [more] */
function button(label, focus, click, more = {}) {
  return h("button", { type: "button", on: { click }, data: { focus }, ...more }, t(label));
}

/** The speaker: any name, with those of the article to choose from. @param {Item} item @param {State} state */
function name(item, state) {
  const known = new Set([
    ...item.candidates.map((one) => one.name),
    ...(state.answer?.speakers ?? []).map((one) => one.name),
    ...state.items.flatMap((one) => one.people.map((person) => person.name)),
  ]);
  const field = input(item, "name", "speakerName", nameOf(item), { list: "known-names" });
  field.append(h("datalist", { id: "known-names" }, ...[...known].map((value) => h("option", { value }))));
  const box = /** @type {HTMLInputElement} */ (field.querySelector("input"));
  box.addEventListener("change", () => {
    const given = box.value.trim();
    const kind = state.answer?.speakers.find((one) => one.name === given)?.kind;
    correct(item.id, { name: given, ...(kind ? { kind } : {}) });
  });
  return field;
}

/** @param {Item} item @param {"name" | "via"} part @param {Key} label @param {string} value @param {object} [more] */
function input(item, part, label, value, more = {}) {
  const on = part === "name" ? {} : { change: (/** @type {any} */ event) => correct(item.id, { [part]: event.target.value.trim() }) };
  return h("label", {}, t(label),
    h("input", { type: "text", value, lang: "de", autocomplete: "off", maxlength: 300, on, data: { focus: part }, ...more }));
}

/** @param {Item} item @param {keyof Judgement & ("type" | "medium" | "kind")} part @param {Key} label @param {string[]} values @param {string} chosen */
function choice(item, part, label, values, chosen) {
  const on = { change: (/** @type {any} */ event) => correct(item.id, { [part]: event.target.value }) };
  return h("label", {}, t(label),
    h("select", { on, data: { focus: part } },
      ...values.map((value) => h("option", { value, selected: value === chosen }, named(part, value)))));
}

/** Words of the article: taken from what is selected there, or moved word by word. @param {Item} item @param {Part} part @param {Key} label @param {State} state */
function stretch(item, part, label, state) {
  const spans = item[part];
  const name = t(label);
  const nothing = !state.chosen;
  /** @param {"take" | "extend"} how */
  const take = (how) => () => {
    if (!takeChosen(item.id, part, how)) announce(t("nothingChosen"));
  };
  const why = nothing ? t("nothingChosen") : null;
  return h("div", { class: "stretch", role: "group", "aria-label": name },
    h("span", { class: `part ${part}` }, name),
    h("span", { class: "taken", lang: "de" }, wordsOf(state.texts[item.field], spans) || "–"),
    h("span", { class: "tools" },
      button("take", `take-${part}`, take("take"), { "aria-label": `${t("take")}: ${name}`, disabled: nothing, title: why }),
      button("extend", `extend-${part}`, take("extend"), { "aria-label": `${t("extend")}: ${name}`, disabled: nothing || !spans.length, title: why }),
      part !== "spans" &&
        button("drop", `drop-${part}`, () => correct(item.id, { [part]: [] }), { "aria-label": `${t("drop")}: ${name}`, disabled: !spans.length }),
    ),
    part === "spans" && h("span", { class: "tools" },
      mover(item, "start", -1, "startEarlier", "⇤", state), mover(item, "start", 1, "startLater", "⇥", state),
      mover(item, "end", -1, "endEarlier", "⇤", state), mover(item, "end", 1, "endLater", "⇥", state),
    ),
  );
}

/** @param {Item} item @param {"start" | "end"} side @param {-1 | 1} by @param {Key} label @param {string} sign @param {State} state */
function mover(item, side, by, label, sign, state) {
  const index = side === "start" ? 0 : item.spans.length - 1;
  const click = () => {
    const text = state.texts[item.field];
    const span = moved(text, item.spans[index], side, by);
    const room = item.spans.every((other, place) => place === index || other.end <= span.start || other.start >= span.end);
    if (room) correct(item.id, { spans: item.spans.with(index, span) });
  };
  return h("button", { type: "button", class: `mover ${side}`, title: t(label), "aria-label": t(label), on: { click }, data: { focus: label } }, sign);
}
