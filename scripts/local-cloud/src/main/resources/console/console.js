const REFRESH_MILLIS = 2000;
const byId = id => document.getElementById(id);

let mails = [];
let form = 'html';

/** The mails, or the same list again if it has not changed; the browser revalidates by the entity tag. */
async function load() {
    const response = await fetch('/mail');
    if (!response.ok) {
        throw new Error(`status ${response.status}`);
    }
    return response.json();
}

async function refresh() {
    try {
        const latest = await load();
        const changed = latest.length !== mails.length || latest[0]?.id !== mails[0]?.id;
        mails = latest;
        byId('status').textContent = `${mails.length} ${mails.length === 1 ? 'mail' : 'mails'}`;
        if (changed) {
            showList();
            showChosen();
        }
    } catch {
        byId('status').textContent = 'The local cloud does not answer.';
    }
}

function showList() {
    const wanted = byId('filter').value.trim().toLowerCase();
    const shown = mails.filter(mail => `${mail.to}\n${mail.subject}`.toLowerCase().includes(wanted));
    const focused = document.activeElement?.hash;
    byId('mails').replaceChildren(...shown.map(item));
    byId('none').hidden = mails.length > 0;
    if (focused) {
        document.querySelector(`#mails a[href="${focused}"]`)?.focus();
    }
}

function item(mail) {
    const link = document.createElement('a');
    link.href = `#${mail.id}`;
    link.append(
        part('span', 'subject', mail.subject, 'auto'), time(mail),
        part('span', 'to', mail.to, 'auto'), part('span', 'template', mail.template ?? ''));
    if (mail.id === chosenId()) {
        link.setAttribute('aria-current', 'true');
    }
    const entry = document.createElement('li');
    entry.append(link);
    return entry;
}

function part(tag, name, text, dir) {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    if (dir) {
        element.dir = dir;
    }
    return element;
}

function time(mail) {
    const element = part('time', 'time', new Date(mail.receivedAt).toLocaleTimeString());
    element.dateTime = mail.receivedAt;
    return element;
}

const chosenId = () => location.hash.slice(1);

function showChosen() {
    const mail = mails.find(candidate => candidate.id === chosenId());
    byId('mail').hidden = !mail;
    byId('choose').hidden = Boolean(mail) || mails.length === 0;
    if (!mail) {
        return;
    }
    byId('subject').textContent = mail.subject;
    byId('to').textContent = mail.to;
    byId('template').textContent = mail.template ?? 'none';
    byId('received').textContent = new Date(mail.receivedAt).toLocaleString();
    byId('received').dateTime = mail.receivedAt;
    byId('json').href = `/mail?to=${encodeURIComponent(mail.to.split(', ')[0])}`;
    showBody(mail);
}

function showBody(mail) {
    const asHtml = mail.html !== null && (form === 'html' || mail.text === null);
    byId('html').hidden = !asHtml;
    byId('text').hidden = asHtml;
    byId('show-html').setAttribute('aria-pressed', asHtml);
    byId('show-text').setAttribute('aria-pressed', !asHtml);
    byId('show-html').disabled = mail.html === null;
    byId('show-text').disabled = mail.text === null;
    render(`<base target="_blank">${mail.html ?? ''}`);
    byId('text').textContent = mail.text ?? '';
}

/** A frame that is written again forgets how far a person has read. */
function render(source) {
    if (byId('html').srcdoc !== source) {
        byId('html').srcdoc = source;
    }
}

function choose(newForm) {
    form = newForm;
    showChosen();
}

/** Arrow keys move through the list, as the tabulator does. */
function move(event) {
    const step = {ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling'}[event.key];
    const next = step && event.target.closest('li')?.[step]?.querySelector('a');
    if (next) {
        event.preventDefault();
        next.focus();
        next.click();
    }
}

async function clear() {
    if (confirm('Delete all mails from the local mailbox?')) {
        await fetch('/mail', {method: 'DELETE'});
        await refresh();
    }
}

byId('show-html').addEventListener('click', () => choose('html'));
byId('show-text').addEventListener('click', () => choose('text'));
byId('clear').addEventListener('click', clear);
byId('filter').addEventListener('input', showList);
byId('filter').form.addEventListener('submit', event => event.preventDefault());
byId('mails').addEventListener('keydown', move);
addEventListener('hashchange', () => {
    showList();
    showChosen();
});
setInterval(() => document.hidden || refresh(), REFRESH_MILLIS);
showChosen();
refresh();
