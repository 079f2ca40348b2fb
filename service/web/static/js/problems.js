/** Says what went wrong, in the page's language: which field, which limit, what to do. */

/** @import { ProblemDetail } from "./types" */
import { byId, fill, h } from "./dom.js";
import { t } from "./i18n.js";
import { ServiceError } from "./service.js";

/** @typedef {import("./i18n.js").Key} Key */

/** @type {Record<string, Key>} */
const FIELDS = { "/text": "articleText", "/html": "articleHtml", "/title": "headline" };
/** @type {Record<string, string>} ids of the inputs that hold the fields */
const INPUTS = { "/text": "text", "/html": "text", "/title": "title" };

/** What is shown at present, to be worded anew in another language. @type {(() => void) | null} */
let again = null;

export function hideProblem() {
  again = null;
  byId("problem").hidden = true;
  for (const id of Object.values(INPUTS)) {
    byId(id).removeAttribute("aria-invalid");
    byId(id).removeAttribute("aria-errormessage");
  }
}

/** Words the problem in the chosen language. */
export const rewordProblem = () => again?.();

/** A plain message about one input. @param {Key} key @param {string} id */
export function complain(key, id) {
  hideProblem();
  display(() => [t(key)]);
  blame(id);
}

/**
 * @param {unknown} error
 * @param {() => void} readAsGerman offered where the text is taken for another language
 */
export function showProblem(error, readAsGerman) {
  hideProblem();
  if (!(error instanceof ServiceError)) throw error;
  const { problem, requestId } = error;
  display(() => (problem ? said(problem, requestId, readAsGerman) : [t("unreachable")]));
  const pointer = problem?.errors?.[0]?.pointer ?? "";
  blame(INPUTS[pointer] ?? null);
}

/** @param {() => (Node | string | false)[]} content */
function display(content) {
  again = () => {
    const lines = content().filter((line) => line !== false).map((line) => (typeof line === "string" ? h("p", {}, line) : line));
    fill(byId("problem"), h("h2", {}, t("problem")), ...lines);
  };
  again();
  byId("problem").hidden = false;
}

/** @param {string | null} id of the input at fault; the message itself gets the focus where none is */
function blame(id) {
  if (!id) return byId("problem").focus();
  byId(id).setAttribute("aria-invalid", "true");
  byId(id).setAttribute("aria-errormessage", "problem");
  byId(id).focus();
}

/** @param {ProblemDetail} problem @param {string} requestId @param {() => void} readAsGerman */
function said(problem, requestId, readAsGerman) {
  const { detail, errors = [], limit, unit, detected_language: language } = problem;
  const lines = [];
  if (language) {
    const on = { click: readAsGerman };
    lines.push(t("notGerman", { language: languageName(language) }));
    lines.push(h("p", {}, h("button", { type: "button", on, data: { focus: "anyway" } }, t("readAnyway"))));
  } else if (limit) {
    const field = fieldName(errors[0]?.pointer ?? "");
    lines.push(t("tooLong", { field, limit, unit: t(unit === "bytes" ? "unitBytes" : "unitCharacters") }));
  } else if (errors.length) {
    lines.push(h("ul", {}, ...errors.map((one) => h("li", {}, `${fieldName(one.pointer)}: `, h("span", { lang: "en" }, one.detail)))));
  }
  lines.push(h("p", { class: "fine" }, t("serverSays", { detail })));
  lines.push(requestId && h("p", { class: "fine" }, t("requestId", { id: requestId })));
  return lines;
}

/** @param {string} pointer */
const fieldName = (pointer) => (pointer in FIELDS ? t(FIELDS[pointer]) : pointer || t("wholeRequest"));

/** @param {string} code */
function languageName(code) {
  return new Intl.DisplayNames(document.documentElement.lang, { type: "language", fallback: "code" }).of(code) ?? code;
}
