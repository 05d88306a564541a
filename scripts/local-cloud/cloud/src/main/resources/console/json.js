import {element} from './dom.js';

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** The value, or undefined for what is no JSON. */
export function parse(text) {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

/** JSON that stands in the strings named body, as events and answers have it, unfolded. */
export function unfold(value) {
    if (Array.isArray(value)) {
        return value.map(unfold);
    }
    if (value === null || typeof value !== 'object') {
        return value;
    }
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, unfoldMember(name, inner)]));
}

function unfoldMember(name, value) {
    const parsed = name === 'body' && typeof value === 'string' ? parse(value) : undefined;
    return parsed !== null && typeof parsed === 'object' ? parsed : unfold(value);
}

/** The text as a block, coloured if it is JSON. */
export function block(text, label) {
    return element('pre', {tabindex: '0', dir: 'auto', 'aria-label': label}, ...coloured(text));
}

export const pretty = value => JSON.stringify(value, null, 2);

export function coloured(text) {
    const parts = [];
    let end = 0;
    for (const match of text.matchAll(TOKEN)) {
        const [whole, string, colon] = match;
        const kind = string ? (colon ? 'name' : 'string') : match[3] ? 'word' : 'digits';
        parts.push(text.slice(end, match.index), element('span', {class: `json-${kind}`}, string ?? whole), colon ?? '');
        end = match.index + whole.length;
    }
    return [...parts, text.slice(end)];
}
