/** Making elements without markup in strings: the page's policy allows no innerHTML, and no article can inject any. */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [given] attributes; `on`: listeners by event; `data`: data-* attributes
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  const { on = {}, data = {}, ...attributes } = given;
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("aria-") && typeof value === "boolean") element.setAttribute(name, String(value));
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  for (const [name, value] of Object.entries(data)) element.dataset[name] = String(value);
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  element.append(.../** @type {(Node | string)[]} */ (children.filter((child) => child || child === "")));
  return element;
}

/**
 * The one element with this id.
 * @param {string} id
 * @returns {any}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element #${id}`);
  return found;
}

/**
 * Replaces what is in an element but leaves the keyboard's focus where it was, found again by `data-focus`.
 * @param {Element} element
 * @param {...(Node | string | null | undefined | false)} children
 */
export function fill(element, ...children) {
  const active = document.activeElement;
  const key = active instanceof HTMLElement && element.contains(active) ? active.dataset.focus : undefined;
  element.replaceChildren(.../** @type {(Node | string)[]} */ (children.filter(Boolean)));
  if (key) /** @type {HTMLElement | null} */ (element.querySelector(`[data-focus="${CSS.escape(key)}"]`))?.focus();
}

/** Says something to those who listen instead of looking. @param {string} words */
export function announce(words) {
  byId("announcer").textContent = words;
}

/** Offers bytes as a file to keep. @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
