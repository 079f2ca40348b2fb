/** What this browser keeps: choices of language and colours, and reviews. Some browsers keep nothing; then it is said. */

const PREFIX = "wortlaut.";

/** @param {string} name @param {unknown} value @returns {boolean} whether it is kept */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
    return true;
  } catch {
    return false; // forbidden, or full
  }
}

/** @param {string} name @returns {any} null where nothing, or nothing readable, is kept */
export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} name */
export function forget(name) {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Then it was never kept.
  }
}
