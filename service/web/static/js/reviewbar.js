/** Review mode as a whole: on and off, how far it has come, adding quotations, starting over. */

import { byId } from "./dom.js";
import { t } from "./i18n.js";
import { wordsOf } from "./offsets.js";
import { addChosen, addWords, forgetAll } from "./reviewing.js";
import { change, now, watch } from "./store.js";

export function showReview() {
  byId("review-toggle").addEventListener("click", () => change({ reviewing: !now().reviewing, chosen: null }));
  byId("add").addEventListener("click", addChosen);
  byId("forget").addEventListener("click", () => byId("forgetting").showModal());
  byId("forgetting").addEventListener("close", () => {
    if (byId("forgetting").returnValue === "yes") forgetAll();
  });
  byId("adding-form").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    if (/** @type {HTMLButtonElement | null} */ (event.submitter)?.value !== "add") return;
    const found = addWords(byId("adding-words").value);
    byId("adding-problem").hidden = found;
    byId("adding-words").toggleAttribute("aria-invalid", !found);
    if (!found) event.preventDefault();
    else byId("adding-words").value = "";
  });
  watch((state) => {
    byId("review-toggle").setAttribute("aria-pressed", String(state.reviewing));
    byId("review").hidden = !state.reviewing;
    const all = state.items.length;
    const done = state.items.filter((item) => item.status !== "open").length;
    byId("review-progress").textContent = t("reviewed", { done, all });
    byId("review-bar").style.setProperty("--share", String(all ? done / all : 0));
    byId("export-open").hidden = done === all;
    byId("export-open").textContent = t("exportOpen", { n: all - done });
    byId("forget").disabled = !Object.keys(state.review).length;
    byId("chosen").hidden = !state.chosen;
    if (state.chosen) {
      const words = wordsOf(state.texts[state.chosen.field], state.chosen.spans);
      byId("chosen-words").textContent = t("chosen", { text: words });
    }
  });
}
