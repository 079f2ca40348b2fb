/** Going through the quotations one by one, and what the keys do. */

import { announce, byId } from "./dom.js";
import { firstMark } from "./article.js";
import { named, t } from "./i18n.js";
import { nameOf } from "./model.js";
import { recall, remember } from "./memory.js";
import { wordsOf } from "./offsets.js";
import { accept, addChosen, reject, reset } from "./reviewing.js";
import { change, differ, now, watch } from "./store.js";

let single = recall("singleKeys") !== false;

export function stepThrough() {
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  document.addEventListener("keydown", onKey);
  const box = byId("single-keys");
  box.checked = single;
  box.addEventListener("change", () => {
    single = box.checked;
    remember("singleKeys", single);
  });
  byId("keys-open").addEventListener("click", () => byId("keys").showModal());
  watch((state, before) => {
    if (!differ(state, before, "language", "shown", "selected")) return;
    const index = state.shown.findIndex((item) => item.id === state.selected);
    const all = state.shown.length;
    byId("position").textContent = index < 0 ? t("positionNone", { all }) : t("position", { n: index + 1, all });
    byId("previous").disabled = byId("next").disabled = !all;
  });
}

/** Selects the next or previous quotation, moves the focus there, and says it. @param {number} by */
export function step(by) {
  const { shown, selected } = now();
  if (!shown.length) return;
  const index = shown.findIndex((item) => item.id === selected);
  const next = index < 0 ? (by > 0 ? 0 : shown.length - 1) : (index + by + shown.length) % shown.length;
  go(shown[next].id);
}

/** @param {string} id @param {boolean} [focus] */
export function go(id, focus = true) {
  change({ selected: id, hovered: null });
  const mark = firstMark(id);
  if (!mark) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (focus) mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
  say(id);
}

/** @param {string} id */
function say(id) {
  const { shown, texts } = now();
  const item = shown.find((one) => one.id === id);
  if (!item) return;
  announce(
    t("selectedSaid", {
      n: shown.indexOf(item) + 1,
      all: shown.length,
      name: nameOf(item) || t("nobody"),
      type: named("type", item.type),
      text: wordsOf(texts[item.field], item.spans),
    }),
  );
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !now().answer) return;
  const target = /** @type {HTMLElement} */ (event.target);
  if (document.querySelector("dialog[open]")) return;
  if (event.key !== "Escape" && target.closest("input, select, textarea")) return;
  const onMark = target.closest("mark[data-id]");
  const command = (onMark && ON_MARK[event.key]) || ALWAYS[event.key] || (single && SINGLE[event.key]);
  if (command && command(target) !== false) event.preventDefault();
}

/** @type {Record<string, (target: HTMLElement) => boolean | void>} */
const ON_MARK = {
  ArrowRight: () => step(1),
  ArrowDown: () => step(1),
  ArrowLeft: () => step(-1),
  ArrowUp: () => step(-1),
  Enter: (target) => {
    change({ selected: target.dataset.id });
    byId("details").focus();
  },
};

/** @type {Record<string, (target: HTMLElement) => boolean | void>} */
const ALWAYS = { Escape: back };

/** @type {Record<string, (target: HTMLElement) => boolean | void>} */
const SINGLE = {
  j: () => step(1),
  k: () => step(-1),
  "?": () => byId("keys").showModal(),
  a: () => now().reviewing && judge(accept),
  x: () => now().reviewing && judge(reject),
  u: () => now().reviewing && judge(reset),
  n: () => (now().reviewing ? addChosen() : false),
};

/** @param {(id: string) => void} verdict */
function judge(verdict) {
  const { selected } = now();
  if (!selected) return false;
  verdict(selected);
  return true;
}

/** From the details to the quotation, from there to nothing selected, from there to all speakers. @param {HTMLElement} target */
function back(target) {
  const { selected, speaker } = now();
  const menu = target.closest("details[open].menu");
  if (menu instanceof HTMLDetailsElement) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  } else if (selected && byId("details").contains(target)) {
    firstMark(selected)?.focus();
  } else if (selected) {
    change({ selected: null });
  } else if (speaker !== null) {
    change({ speaker: null });
  } else {
    return false;
  }
  return true;
}
