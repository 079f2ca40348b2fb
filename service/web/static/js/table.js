/** All quotations as a table: for overview, for screen readers, and for paper. */

/** @import { Item, State } from "./types" */
import { byId, fill, h } from "./dom.js";
import { named, sureness, t } from "./i18n.js";
import { nameOf } from "./model.js";
import { wordsOf } from "./offsets.js";
import { go } from "./stepping.js";
import { differ, watch } from "./store.js";

export function showTable() {
  watch((state, before) => {
    if (differ(state, before, "language", "shown", "texts", "reviewing")) draw(state);
    if (differ(state, before, "language", "shown", "selected")) {
      for (const row of byId("list-content").querySelectorAll("tr[data-id]")) {
        if (row.dataset.id === state.selected) row.setAttribute("aria-current", "true");
        else row.removeAttribute("aria-current");
      }
    }
  });
}

/** @param {State} state */
function draw(state) {
  byId("list").hidden = !state.shown.length;
  fill(byId("list-content"),
    h("thead", {}, h("tr", {},
      h("th", { scope: "col" }, "#"),
      h("th", { scope: "col" }, t("speaker")),
      h("th", { scope: "col" }, t("listWords")),
      h("th", { scope: "col" }, t("type")),
      h("th", { scope: "col" }, state.reviewing ? t("status") : t("sureness")),
    )),
    h("tbody", {}, ...state.shown.map((item, index) => row(item, index, state))),
  );
}

/** @param {Item} item @param {number} index @param {State} state */
function row(item, index, { texts, reviewing }) {
  const words = h("button", { type: "button", class: "place", lang: "de", on: { click: () => go(item.id) }, data: { focus: item.id } },
    wordsOf(texts[item.field], item.spans));
  return h("tr", { class: item.status, data: { id: item.id } },
    h("td", { class: "figure" }, String(index + 1)),
    h("td", { class: item.people.length ? null : "nobody" }, nameOf(item) || t("nobody")),
    h("td", {}, words),
    h("td", {}, h("span", { class: `badge ${item.type}` }, named("type", item.type))),
    h("td", { class: "figure" }, reviewing ? named("status", item.status) : sureness(item.confidence)),
  );
}
