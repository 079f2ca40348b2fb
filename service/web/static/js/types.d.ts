/** What the modules hand to one another. Read by editors and by the tests' type check, not by browsers. */

export type Field = "title" | "text";
export type Part = "spans" | "mention" | "cue" | "frame" | "addressee";
export type Status = "open" | "accepted" | "changed" | "rejected" | "added";

/** Half-open, in UTF-16 code units of the field's text: what JavaScript's strings count in. */
export interface Span { start: number; end: number }
export interface Words { text: string; spans: Span[]; lemma?: string }
export interface Place extends Span { field: Field; text: string }
export interface Texts { title: string; text: string }

export interface AnswerSpeaker {
  id: string; name: string; kind: string; role: string | null; organisation: string | null; gender: string | null;
  mentions: Place[]; quotes: string[]; register_id?: string | null; register_candidates?: { id: string; name: string }[];
}
export interface Candidate { ids: string[]; name: string; confidence: number }
export interface AnswerQuote {
  id: string; type: string; medium: string; field: Field; text: string; spans: Span[];
  cue: Words | null; frame: Words | null; addressee: Words | null; parent: string | null;
  via: { name: string; spans?: Span[] } | null;
  speaker: {
    mention: Words | null; ids: string[]; name: string | null; resolved_by: string; confidence: number;
    chain?: Place[]; candidates?: Candidate[];
  } | null;
  confidence: number;
}
export interface Answer {
  id: string; quotes: AnswerQuote[]; speakers: AnswerSpeaker[]; text?: string; title?: string | null;
  meta: { version: string; model: string; offset_unit: string; characters: number };
}

export interface Person {
  key: string; name: string; kind: string; gender: string | null; role: string | null; organisation: string | null;
  mentions: Place[]; register: string | null;
}

/** A quotation as the page shows it: the service's, with what the reviewer made of it. */
export interface Item {
  id: string; type: string; medium: string; field: Field; spans: Span[]; mention: Span[]; cue: Span[]; frame: Span[];
  addressee: Span[]; lemma: string; people: Person[]; maybe: Person[]; resolvedBy: string; confidence: number;
  speakerConfidence: number; via: string; viaSpans: Span[]; chain: Place[]; candidates: Candidate[];
  parent: string | null; status: Status; edit: Edit | null;
}

/** What a reviewer may say about a quotation. */
export interface Judgement {
  type: string; medium: string; field: Field; spans: Span[]; mention: Span[]; cue: Span[]; frame: Span[];
  addressee: Span[]; name: string; kind: string; via: string;
}
export interface Edit { status: Exclude<Status, "open">; judgement: Judgement; before: Judgement | null; at: string }
export type Review = Record<string, Edit>;

/** What was sent: kept to ask for exports of the same article. `register`: whose ids the speakers shall get. */
export interface Request { text?: string; html?: string; title?: string; language?: string; register?: string }

export interface State {
  language: "de" | "en";
  request: Request | null; answer: Answer | null; texts: Texts; source: string;
  review: Review; reviewing: boolean;
  minimum: number; types: string[]; speaker: string | null;
  selected: string | null; hovered: string | null; chosen: { field: Field; spans: Span[] } | null;
  /** Made from the others. */
  items: Item[]; shown: Item[];
}

export interface Field422 { pointer: string; detail: string }
export interface ProblemDetail {
  type: string; title: string; status: number; detail: string; errors?: Field422[]; limit?: number; unit?: string;
  detected_language?: string;
}
