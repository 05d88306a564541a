/** Small helpers around the DOM: text is always set as text, never as markup. */

export const byId = id => document.getElementById(id);

/** An element; attributes whose value is false are left out, functions are listeners. */
export function element(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (typeof value === 'function') {
            node.addEventListener(name, value);
        } else if (value !== false && value !== undefined) {
            node.setAttribute(name, value === true ? '' : value);
        }
    }
    node.append(...children);
    return node;
}

/** Leaves what is the same alone, so that selections and screen readers are not disturbed. */
export function setText(node, text) {
    if (node.textContent !== String(text)) {
        node.textContent = text;
    }
}

export function setAttribute(node, name, value) {
    if (value === null) {
        node.removeAttribute(name);
    } else if (node.getAttribute(name) !== String(value)) {
        node.setAttribute(name, value);
    }
}

/** Makes the children of a node those of the items, in their order; what stays keeps its focus and its scroll. */
export function sync(parent, items, {key, create, update = () => {}}) {
    const wanted = new Set(items.map(item => String(key(item))));
    const there = new Map();
    for (const child of [...parent.children]) {
        if (wanted.has(child.dataset.key)) {
            there.set(child.dataset.key, child);
        } else {
            child.remove();
        }
    }
    let position = parent.firstElementChild;
    for (const item of items) {
        const name = String(key(item));
        const node = there.get(name) ?? create(item);
        node.dataset.key = name;
        update(node, item);
        if (node === position) {
            position = position.nextElementSibling;
        } else {
            parent.insertBefore(node, position);
        }
    }
}

/** Arrow keys move through the links of a list, as the tabulator does. */
export function moveByArrows(event) {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    const links = [...event.currentTarget.querySelectorAll('a')];
    const next = step && links[links.indexOf(document.activeElement) + step];
    if (next) {
        event.preventDefault();
        next.focus();
        next.click();
    }
}

/** Fetches JSON; fails for any answer that is no success. */
export async function load(path) {
    const response = await fetch(path);
    if (!response.ok) {
        throw new Error(`${path}: ${response.status}`);
    }
    return response.json();
}

/** Of an HTTP status. */
export function toneOf(status) {
    return status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good';
}

export function millis(value) {
    if (value === null || value === undefined) {
        return '–';
    }
    if (value >= 1000) {
        return `${(value / 1000).toFixed(2)} s`;
    }
    return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
