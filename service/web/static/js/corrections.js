/** A review as files: for other annotation tools, and as an article of the corpus. Places count code points there. Pure. */

/** @import { Answer, Item, Span, Texts } from "./types" */
import { nameOf, kindOf } from "./model.js";
import { codePoints } from "./offsets.js";

/** The corpus's own words, as in its guideline. @type {Record<string, string>} */
const TYPE_NAMES = {
  direct: "Direct", indirect: "Indirect", indirect_free: "IndirectFreeIndirect", free_indirect: "FreeIndirect", reported: "Reported",
};
/** @type {Record<string, string>} */
const MEDIUM_NAMES = {
  speech: "Speech", writing: "Writing", thought: "Thought", speech_or_writing: "SW", speech_or_thought: "ST", thought_or_writing: "TW",
};
const BETWEEN = "\n\n";
const CONTEXT = 32; // characters before and after that help to find a quotation again

/**
 * One row of a corpus file: what `wortlaut evaluate` reads. All quotations but the rejected ones; the headline, which
 * the corpus has no field for, comes before the text.
 * @param {Answer} answer
 * @param {Item[]} items
 * @param {Texts} texts
 */
export function corpusArticle(answer, items, texts) {
  const before = texts.title ? texts.title + BETWEEN : "";
  const text = before + texts.text;
  const point = codePoints(text);
  const shift = { title: 0, text: before.length };
  const quotations = items
    .filter((item) => item.status !== "rejected")
    .map((item) => {
      /** @param {Span[]} spans */
      const places = (spans) =>
        spans.map(({ start, end }) => ({ start: point(start + shift[item.field]), end: point(end + shift[item.field]) }));
      return {
        type: TYPE_NAMES[item.type], medium: MEDIUM_NAMES[item.medium], quote: places(item.spans),
        speaker: places(item.mention), cue: places(item.cue), frame: places(item.frame), addressee: places(item.addressee),
        who: nameOf(item), kind: kindOf(item), ...(item.via ? { via: item.via } : {}),
      };
    });
  return { id: answer.id, text, quotations };
}

/**
 * What was judged, as W3C Web Annotations, in the form of the service's own: a quotation each with its type and speaker,
 * the verdict besides, and for corrected and rejected ones what the service had said. Quotations that were not reviewed
 * are not in it.
 * @param {Answer} answer
 * @param {Item[]} items
 * @param {Texts} texts
 */
export function webAnnotations(answer, items, texts) {
  const source = `urn:wortlaut:${answer.id}`;
  const point = { title: codePoints(texts.title), text: codePoints(texts.text) };
  const annotations = items
    .filter((item) => item.edit)
    .map((item) => ({
      id: `${source}:review:${encodeURIComponent(item.id)}`,
      type: "Annotation",
      motivation: item.status === "changed" || item.status === "added" ? "editing" : "assessing",
      modified: item.edit?.at,
      body: bodies(item),
      target: item.spans.map((span) => target(`${source}:${item.field}`, texts[item.field], span, point[item.field])),
    }));
  return {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: `${source}:review`,
    type: "AnnotationCollection",
    label: texts.title || "Review",
    total: annotations.length,
    generator: { id: `urn:wortlaut:${answer.meta.model}`, type: "Software", name: `Wortlaut ${answer.meta.version}, models ${answer.meta.model}` },
    first: { id: `${source}:review:1`, type: "AnnotationPage", startIndex: 0, items: annotations },
  };
}

/** @param {Item} item */
function bodies(item) {
  const name = nameOf(item);
  const before = item.status === "changed" || item.status === "rejected" ? item.edit?.before : null;
  return [
    body("classifying", item.type),
    ...(name ? [body("identifying", name)] : []),
    body("assessing", item.status),
    ...(before ? [body("describing", JSON.stringify({ before }), "application/json")] : []),
  ];
}

/** @param {string} purpose @param {string} value @param {string} [format] */
const body = (purpose, value, format = "text/plain") => ({ type: "TextualBody", purpose, value, format });

/** @param {string} source @param {string} text @param {Span} span @param {(place: number) => number} point */
function target(source, text, span, point) {
  return {
    source,
    selector: [
      { type: "TextPositionSelector", start: point(span.start), end: point(span.end) },
      {
        type: "TextQuoteSelector",
        exact: text.slice(span.start, span.end),
        prefix: whole(text.slice(Math.max(0, span.start - CONTEXT), span.start)),
        suffix: whole(text.slice(span.end, span.end + CONTEXT)),
      },
    ],
  };
}

/** Without the half of a character that was cut in two. @param {string} text */
const whole = (text) => text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "");
