/** Where an article is put in: pasted as text or HTML, or one of the samples. */

/** @import { ProblemDetail, Request } from "./types" */
import { announce, byId, fill, h } from "./dom.js";
import { named, t } from "./i18n.js";
import { complain, hideProblem, showProblem } from "./problems.js";
import { keptReview } from "./reviewing.js";
import { abilities, analyse, sample } from "./service.js";
import { change, now, watch } from "./store.js";
import { adopted, TYPES } from "./model.js";

/** @type {Awaited<ReturnType<typeof abilities>> | null} */
let able = null;
/** @type {AbortController | null} what runs at present */
let running = null;

const MARKUP = /^\s*<(?:!doctype|html|head|body|main|article|section|div|p|h[1-6]|blockquote|figure|header|ul|ol|table)\b/iu;

export async function showComposer() {
  byId("composer").addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    read({});
  });
  byId("clear").addEventListener("click", clear);
  byId("cancel").addEventListener("click", () => running?.abort());
  byId("another").addEventListener("click", another);
  byId("text").addEventListener("input", count);
  byId("text").addEventListener("paste", onPaste);
  for (const radio of byId("form").querySelectorAll("input")) radio.addEventListener("change", label);
  watch((state, before) => {
    if (state === before || state.language !== before.language) {
      samples();
      label();
    }
    byId("start").hidden = Boolean(state.answer);
    byId("result").hidden = !state.answer;
  });
  able = await abilities().catch(() => null);
  samples();
  count();
  byId("register-field").hidden = !able?.registers.length;
  byId("register").append(...(able?.registers ?? []).map((name) => h("option", { value: name }, name)));
  return able;
}

const wantsHtml = () => byId("form-html").checked;

/** The field's label and place-holder say what it takes. */
function label() {
  byId("text-label").textContent = t(wantsHtml() ? "articleHtml" : "articleText");
  byId("text").classList.toggle("code", wantsHtml());
  count();
}

/** @param {ClipboardEvent} event */
function onPaste(event) {
  const plain = event.clipboardData?.getData("text/plain") ?? "";
  const rich = event.clipboardData?.getData("text/html") ?? "";
  if (wantsHtml() && rich && !MARKUP.test(plain)) {
    // From a web page or a word processor, into the field for HTML: the source of what was copied.
    event.preventDefault();
    byId("text").setRangeText(rich, byId("text").selectionStart, byId("text").selectionEnd, "end");
    count();
  } else if (!wantsHtml() && MARKUP.test(plain)) {
    byId("form-html").checked = true;
    label();
    announce(t("htmlNoticed"));
  }
}

function count() {
  const n = [...byId("text").value].length;
  const limit = able?.limits[wantsHtml() ? "html" : "text"];
  byId("characters").textContent = limit ? t("ofLimit", { n, limit }) : t("characters", { n });
  byId("characters").classList.toggle("over", Boolean(limit && n > limit));
}

function clear() {
  byId("title").value = "";
  byId("text").value = "";
  hideProblem();
  count();
  byId("text").focus();
}

/** Back to the input, with everything as it was put in. */
function another() {
  change({ answer: null, request: null, texts: { title: "", text: "" }, review: {}, selected: null, hovered: null, chosen: null });
  hideProblem();
  byId("text").focus();
  scrollTo({ top: 0 });
}

/** Asks for the quotations of what is in the fields. @param {Request} more */
async function read(more) {
  const text = byId("text").value;
  const title = byId("title").value.trim();
  if (!text.trim()) return complain("empty", "text");
  /** @type {Request} */
  const request = { [wantsHtml() ? "html" : "text"]: text, ...(title ? { title } : {}), ...more };
  if (byId("register").value) request.register = byId("register").value;
  hideProblem();
  running?.abort();
  const control = new AbortController();
  running = control;
  busy(t("analysing"));
  try {
    const answer = await analyse(request, control.signal, (seconds, problem) => busy(waiting(seconds, problem)));
    const texts = { title: request.title ?? answer.title ?? "", text: request.text ?? answer.text ?? "" };
    change({
      request, answer, texts, review: adopted(answer, keptReview(answer.id)), minimum: 0, types: [...TYPES], speaker: null,
      selected: null, hovered: null, chosen: null,
    });
    announce(t("resultSaid", { n: now().shown.length }));
    byId("result-heading").focus();
    scrollTo({ top: 0 });
  } catch (error) {
    if (!control.signal.aborted) showProblem(error, () => read({ language: "de" }));
  } finally {
    if (running === control) {
      running = null;
      busy(null);
    }
  }
}

/** @param {number} seconds @param {ProblemDetail} problem */
export function waiting(seconds, { status, detail }) {
  if (status === 429) return t("tooMany", { n: seconds });
  return t(/not loaded/u.test(detail) ? "loading" : "busy", { n: seconds });
}

/** @param {string | null} what is going on; null: nothing any more */
function busy(what) {
  byId("busy").hidden = what === null;
  byId("busy-words").textContent = what ?? "";
  byId("analyse").disabled = what !== null;
  byId("samples").inert = what !== null;
}

/** The articles that come along, by genre. */
function samples() {
  if (!able) return;
  byId("samples").hidden = false;
  const genres = Map.groupBy(able.articles, (one) => one.genre);
  if (!genres.size) return fill(byId("samples-list"), h("p", { class: "hint" }, t("noSamples")));
  fill(byId("samples-list"), ...[...genres].flatMap(([genre, articles]) => [
    h("h3", {}, named("genre", genre)),
    h("ul", {}, ...articles.map(({ id, title }) =>
      h("li", {}, h("button", { type: "button", class: "sample", lang: "de", on: { click: () => open(id) }, data: { focus: id } }, title)),
    )),
  ]));
}

/** @param {string} id */
async function open(id) {
  hideProblem();
  try {
    const { title = "", text = "" } = await sample(id);
    byId("form-text").checked = true;
    byId("title").value = title;
    byId("text").value = text;
    label();
    await read({});
  } catch (error) {
    showProblem(error, () => {});
  }
}
