/** Which quotations are shown: by type and by confidence. The chips are the legend of the marks, too. */

/** @import { State } from "./types" */
import { byId, fill, h } from "./dom.js";
import { named, sureness, t } from "./i18n.js";
import { passing, saidBy, TYPES } from "./model.js";
import { change, differ, now, watch } from "./store.js";

export function showFilters() {
  const slider = byId("minimum");
  slider.addEventListener("input", () => change({ minimum: Number(slider.value) }));
  byId("show-all").addEventListener("click", () => change({ minimum: 0, types: [...TYPES], speaker: null }));
  watch((state, before) => {
    if (!differ(state, before, "language", "items", "minimum", "types", "speaker", "reviewing", "shown")) return;
    fill(byId("types"), ...TYPES.map((type) => chip(type, state)));
    slider.value = String(state.minimum);
    slider.setAttribute("aria-valuetext", sureness(state.minimum));
    byId("minimum-value").textContent = sureness(state.minimum);
    const all = passing(state.items, { minimum: 0, types: TYPES, reviewing: state.reviewing }).length;
    const shown = state.shown.length;
    byId("count").textContent = shown === all ? t("quotations", { n: all }) : t("quotationsOf", { shown, n: all });
    byId("show-all").hidden = shown === all;
    byId("nothing").hidden = !state.answer || shown > 0;
    byId("nothing").textContent = all ? t("noneShown") : t("noQuotations");
  });
}

/** @param {string} type @param {State} state */
function chip(type, { items, minimum, types, speaker, reviewing }) {
  const pressed = types.includes(type);
  const count = saidBy(passing(items, { minimum, types: [type], reviewing }), speaker).length;
  const click = () => {
    const others = now().types.filter((one) => one !== type);
    change({ types: pressed ? others : TYPES.filter((one) => one === type || others.includes(one)) });
  };
  return h("button", { type: "button", class: `chip ${type}`, "aria-pressed": pressed, title: named("about", type), on: { click }, data: { focus: type } },
    h("span", { class: "line" }, named("type", type)), h("span", { class: "figure" }, String(count)));
}
