/** Talks to the service that this page comes from. Addresses are relative, so it also works below a proxy's path. */

/** @import { Answer, ProblemDetail, Request } from "./types" */

/** An answer that is a problem (RFC 9457), or no answer at all (`problem` is null). */
export class ServiceError extends Error {
  /** @param {ProblemDetail | null} problem @param {string} [requestId] */
  constructor(problem, requestId = "") {
    super(problem?.detail ?? "unreachable");
    this.problem = problem;
    this.requestId = requestId;
  }
}

/** What the service can do, from its own contract and /info. */
export async function abilities() {
  const [contract, info, articles, { registers }] = await Promise.all([
    json("openapi.json"),
    json("info"),
    json("page/articles.json").catch(() => []),
    json("v1/registers").catch(() => ({ registers: [] })),
  ]);
  const operation = contract.paths["/v1/quotes"].post;
  const format = (operation.parameters ?? []).map((/** @type {any} */ one) => resolve(contract, one)).find((/** @type {any} */ one) => one.name === "format");
  return {
    /** @type {string[]} */
    formats: format?.schema?.enum ?? ["json"],
    /** @type {{text: number, html: number}} */
    limits: { text: info.limits.max_characters, html: info.limits.max_html_characters },
    /** @type {{id: string, genre: string, title: string}[]} */
    articles,
    /** @type {string[]} */
    registers: registers.map((/** @type {{name: string}} */ one) => one.name),
  };
}

/** @param {any} contract @param {any} part */
function resolve(contract, part) {
  if (!part.$ref) return part;
  return part.$ref.slice(2).split("/").reduce((/** @type {any} */ at, /** @type {string} */ name) => at[name], contract);
}

/** @param {string} id @returns {Promise<Request>} */
export const sample = (id) => json(`page/articles/${encodeURIComponent(id)}.json`);

/** @param {string} address */
async function json(address) {
  return (await asked(address, { headers: { Accept: "application/json" } })).json();
}

/**
 * The quotations of an article, all of them, in JavaScript's own unit. Waits and tries again for as long as the service
 * says "not now"; `onWait` hears every second how long it still is, and why.
 * @param {Request} request
 * @param {AbortSignal} signal
 * @param {(seconds: number, problem: ProblemDetail) => void} onWait
 * @returns {Promise<Answer>}
 */
export async function analyse(request, signal, onWait) {
  const body = bodyOf(request, { offset_unit: "utf16", candidates: true });
  return (await patiently(() => post("v1/quotes", body, signal), signal, onWait)).json();
}

/**
 * The same article in another format, with what the filters show.
 * @param {Request} request
 * @param {string} format
 * @param {{minimum: number, types: string[]}} filters
 * @param {AbortSignal} signal
 * @param {(seconds: number, problem: ProblemDetail) => void} onWait
 * @returns {Promise<Blob>}
 */
export async function exported(request, format, { minimum, types }, signal, onWait) {
  const body = bodyOf(request, { min_confidence: minimum, types });
  const address = `v1/quotes?format=${encodeURIComponent(format)}`;
  const response = await patiently(() => post(address, body, signal, "*/*"), signal, onWait);
  return response.blob();
}

/** @param {Request} request @param {object} options */
function bodyOf({ register, ...article }, options) {
  return { ...article, options: register ? { ...options, register } : options };
}

/** @param {string} address @param {object} body @param {AbortSignal} signal @param {string} [accept] */
function post(address, body, signal, accept = "application/json") {
  return asked(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: accept },
    body: JSON.stringify(body),
    signal,
  });
}

/** @param {string} address @param {RequestInit} how */
async function asked(address, how) {
  let response;
  try {
    response = await fetch(address, how);
  } catch (error) {
    if (how.signal?.aborted) throw error;
    throw new ServiceError(null);
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  const error = new ServiceError(
    problem ?? { type: "about:blank", title: response.statusText, status: response.status, detail: response.statusText },
    response.headers.get("X-Request-ID") ?? "",
  );
  throw Object.assign(error, { wait: Number(response.headers.get("Retry-After")) });
}

/**
 * @param {() => Promise<Response>} ask
 * @param {AbortSignal} signal
 * @param {(seconds: number, problem: ProblemDetail) => void} onWait
 */
async function patiently(ask, signal, onWait) {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const again = error instanceof ServiceError && error.problem && [429, 503].includes(error.problem.status);
      if (!again) throw error;
      const wait = /** @type {any} */ (error).wait || 5;
      for (let left = wait; left > 0; left -= 1) {
        onWait(left, /** @type {ProblemDetail} */ (error.problem));
        await pause(1000, signal);
      }
    }
  }
}

/** @param {number} milliseconds @param {AbortSignal} signal */
function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });
}
