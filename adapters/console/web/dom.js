// Elements are made here and nowhere else. Text goes in as text nodes only, so nothing a user typed can become markup.

/**
 * Makes an element. `props`: `class`, `on` (listeners by event), `data` (dataset), `style` (custom properties), and
 * attributes; `true` sets an empty attribute, `false`, `null` and `undefined` leave it out. Children are nodes or texts.
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === 'class') element.className = value;
  else if (name === 'on')
    for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
  else if (name === 'data') Object.assign(element.dataset, value);
  else if (name === 'style')
    for (const [property, text] of Object.entries(value)) element.style.setProperty(property, text);
  else element.setAttribute(name, value === true ? '' : String(value));
}

/** Puts children in place of what an element had. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter(Boolean));
  return element;
}

let count = 0;
/** An id for labels and descriptions, unique in this page. */
export const uid = (prefix = 'id') => `${prefix}-${++count}`;
