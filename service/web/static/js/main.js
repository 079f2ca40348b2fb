/** Puts the page together. */

import { showArticle } from "./article.js";
import { showCast } from "./cast.js";
import { showComposer } from "./composer.js";
import { showDetails } from "./details.js";
import { byId } from "./dom.js";
import { offerDownloads } from "./downloads.js";
import { showFilters } from "./filters.js";
import { language, setLanguage, t, translate } from "./i18n.js";
import { forget, recall, remember } from "./memory.js";
import { rewordProblem } from "./problems.js";
import { showReview } from "./reviewbar.js";
import { stepThrough } from "./stepping.js";
import { change, differ, watch } from "./store.js";
import { showTable } from "./table.js";

function chooseLanguage() {
  const select = byId("language");
  select.value = language();
  select.addEventListener("change", () => {
    setLanguage(select.value);
    rewordProblem();
    change({ language: select.value });
  });
  translate(document);
}

function chooseTheme() {
  const select = byId("theme");
  const kept = recall("theme");
  select.value = kept === "light" || kept === "dark" ? kept : "auto";
  select.addEventListener("change", () => {
    if (select.value === "auto") {
      delete document.documentElement.dataset.theme;
      forget("theme");
    } else {
      document.documentElement.dataset.theme = select.value;
      remember("theme", select.value);
    }
  });
}

function nameThePage() {
  watch((state, before) => {
    if (!differ(state, before, "language", "texts", "answer")) return;
    const heading = state.texts.title || (state.answer ? t("untitled") : "");
    byId("article-title").hidden = !state.texts.title;
    byId("result-heading").textContent = state.texts.title ? t("article") : heading;
    document.title = state.texts.title ? `${state.texts.title} – Wortlaut` : `Wortlaut – ${t("tagline")}`;
  });
}

chooseLanguage();
chooseTheme();
nameThePage();
showArticle();
showFilters();
showCast();
showTable();
showDetails();
showReview();
stepThrough();
byId("print").addEventListener("click", () => print());
const able = await showComposer();
offerDownloads(able?.formats ?? ["json"]);
document.documentElement.dataset.ready = "true"; // for those who drive the page by program
