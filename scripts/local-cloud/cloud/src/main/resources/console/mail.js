import {byId, element, load, moveByArrows, setAttribute, setText, sync} from './dom.js';

/** A name that is not ASCII (RFC 2047), with the space before the next word of it. */
const ENCODED_WORD = /=\?UTF-8\?B\?([^?]*)\?=(?: (?==\?))?/gi;

let mails = [];
let chosen = '';
let form = 'html';

/** The browser revalidates by the entity tag, and gets the mails only when they have changed. */
export async function refresh() {
    mails = await load('/mail');
    setText(byId('mail-count'), mails.length || '');
    draw();
}

export function show(id) {
    chosen = id;
    draw();
}

function draw() {
    const wanted = byId('mail-filter').value.trim().toLowerCase();
    const matching = mails.filter(mail => `${mail.to}\n${mail.subject}`.toLowerCase().includes(wanted));
    sync(byId('mail-list'), matching, {key: mail => mail.id, create: item, update: mark});
    byId('mail-none').hidden = mails.length > 0;
    const mail = mails.find(({id}) => id === chosen);
    byId('mail-shown').hidden = !mail;
    byId('mail-choose').hidden = Boolean(mail) || mails.length === 0;
    if (mail) {
        showMail(mail);
    }
}

function item(mail) {
    const received = new Date(mail.receivedAt).toLocaleTimeString();
    return element('li', {}, element('a', {href: `#mail/${encodeURIComponent(mail.id)}`},
        element('span', {class: 'title', dir: 'auto'}, mail.subject),
        element('time', {class: 'under', datetime: mail.receivedAt}, received),
        element('span', {class: 'under', dir: 'auto'}, mail.to),
        element('span', {class: 'under'}, mail.template ?? '')));
}

function mark(node, mail) {
    setAttribute(node.firstElementChild, 'aria-current', mail.id === chosen ? 'true' : null);
}

function showMail(mail) {
    setText(byId('mail-subject'), mail.subject);
    setText(byId('mail-from'), mail.from?.replace(ENCODED_WORD, decoded) ?? '');
    setText(byId('mail-to'), mail.to);
    setText(byId('mail-template'), mail.template ?? 'none');
    setText(byId('mail-received'), new Date(mail.receivedAt).toLocaleString());
    setAttribute(byId('mail-received'), 'datetime', mail.receivedAt);
    setAttribute(byId('mail-json'), 'href', `/mail?to=${encodeURIComponent(mail.to.split(', ')[0])}`);
    showBody(mail);
}

function decoded(_, base64) {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), character => character.charCodeAt(0)));
}

function showBody(mail) {
    const asHtml = mail.html !== null && (form === 'html' || mail.text === null);
    byId('mail-html').hidden = !asHtml;
    byId('mail-text').hidden = asHtml;
    setAttribute(byId('mail-as-html'), 'aria-pressed', asHtml);
    setAttribute(byId('mail-as-text'), 'aria-pressed', !asHtml);
    byId('mail-as-html').disabled = mail.html === null;
    byId('mail-as-text').disabled = mail.text === null;
    render(`<base target="_blank">${mail.html ?? ''}`);
    setText(byId('mail-text'), mail.text ?? '');
}

/** A frame that is written again forgets how far a person has read. */
function render(source) {
    if (byId('mail-html').srcdoc !== source) {
        byId('mail-html').srcdoc = source;
    }
}

function choose(newForm) {
    form = newForm;
    draw();
}

async function clear() {
    if (confirm('Delete all mails from the local mailbox?')) {
        await fetch('/mail', {method: 'DELETE'});
        await refresh();
    }
}

byId('mail-as-html').addEventListener('click', () => choose('html'));
byId('mail-as-text').addEventListener('click', () => choose('text'));
byId('mail-clear').addEventListener('click', clear);
byId('mail-filter').addEventListener('input', draw);
byId('mail-list').addEventListener('keydown', moveByArrows);
