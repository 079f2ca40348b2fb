/** The article and its quotations as files, in every format that the service's contract names; and the review's. */

import { announce, byId, fill, h, save } from "./dom.js";
import { waiting } from "./composer.js";
import { corpusArticle, webAnnotations } from "./corrections.js";
import { t } from "./i18n.js";
import { exported, ServiceError } from "./service.js";
import { now, watch } from "./store.js";

/** What people call the formats; others are shown by the contract's own name. @type {Record<string, string>} */
const NAMES = {
  json: "JSON", webannotation: "Web Annotation (JSON-LD)", schemaorg: "schema.org (JSON-LD)", tei: "TEI (XML)", html: "HTML", csv: "CSV", ndjson: "NDJSON",
};
/** How their files end. @type {Record<string, string>} */
const ENDINGS = { webannotation: "webannotation.jsonld", schemaorg: "schemaorg.jsonld", tei: "tei.xml" };

/** @type {AbortController | null} */
let running = null;

/** @param {string[]} formats */
export function offerDownloads(formats) {
  watch((state, before) => {
    if (state !== before && state.language === before.language) return;
    fill(byId("download-list"), ...formats.map((format) =>
      h("li", {}, h("button", { type: "button", on: { click: () => download(format) }, data: { format, focus: format } }, NAMES[format] ?? format)),
    ));
  });
  byId("export-annotations").addEventListener("click", () => {
    const { answer, items, texts } = now();
    if (answer) keep(JSON.stringify(webAnnotations(answer, items, texts), null, 2), "application/ld+json", "review.jsonld");
  });
  byId("export-corpus").addEventListener("click", () => {
    const { answer, items, texts } = now();
    if (answer) keep(`${JSON.stringify(corpusArticle(answer, items, texts))}\n`, "application/x-ndjson", "corpus.jsonl");
  });
  document.addEventListener("click", (event) => {
    if (!event.isTrusted) return; // the link of a download is clicked by program
    for (const menu of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details.menu[open]"))) {
      if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
    }
  });
}

/** @param {string} content @param {string} type @param {string} ending */
function keep(content, type, ending) {
  const name = `wortlaut-${now().answer?.id}.${ending}`;
  save(new Blob([content], { type }), name);
  announce(t("downloaded", { name }));
}

/** @param {string} format */
async function download(format) {
  const { request, answer, minimum, types } = now();
  if (!request || !answer) return;
  running?.abort();
  const control = new AbortController();
  running = control;
  /** @param {string} words */
  const say = (words) => (byId("download-state").textContent = words);
  say(t("downloading"));
  try {
    const blob = await exported(request, format, { minimum, types }, control.signal, (seconds, problem) => say(waiting(seconds, problem)));
    const name = `wortlaut-${answer.id}.${ENDINGS[format] ?? format}`;
    save(blob, name);
    say(t("downloaded", { name }));
  } catch (error) {
    if (control.signal.aborted) return;
    if (!(error instanceof ServiceError)) throw error;
    say(error.problem ? t("serverSays", { detail: error.problem.detail }) : t("unreachable"));
  }
}
