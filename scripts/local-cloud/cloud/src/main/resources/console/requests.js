import {byId, element, load, millis, moveByArrows, setAttribute, setText, sync, toneOf} from './dom.js';
import {block, coloured, parse, pretty, unfold} from './json.js';

const KEPT = 100;
let newestFirst = [];
let chosen = '';
let shown = '';
let isPaused = false;

export async function refresh() {
    const since = await load(`/api/invocations?after=${newestFirst[0]?.id ?? 0}`);
    newestFirst = [...since.map(described).reverse(), ...newestFirst].slice(0, KEPT);
    if (!isPaused) {
        draw();
    }
}

export function show(id) {
    chosen = id;
    draw();
}

/** Has the list show the requests of one function. */
export function showOnly(name) {
    byId('requests-filter').value = name;
}

/** With what a person wants to know at a glance, which only its event and its answer tell. */
function described(invocation) {
    const event = parse(invocation.event);
    return {...invocation, title: title(event, invocation), result: result(event, invocation)};
}

function title(event, invocation) {
    const http = event?.requestContext?.http;
    const records = event?.Records;
    if (http) {
        return `${http.method} ${http.path}`;
    }
    if (records?.[0]?.eventSource === 'aws:sqs') {
        const queue = records[0].eventSourceARN.split(':').at(-1);
        return `${records.length} ${records.length === 1 ? 'message' : 'messages'} of ${queue}`;
    }
    if (event?.['detail-type']) {
        return event['detail-type'];
    }
    return event?.ResourceType ? `${event.RequestType} ${event.LogicalResourceId}` : `Event for ${invocation.function}`;
}

function result(event, {functionError, answer}) {
    const said = parse(answer);
    if (functionError) {
        const reason = said?.errorType?.split('.').at(-1);
        return {text: functionError === 'Unhandled' ? reason ?? 'Error' : 'Throttled', tone: 'bad'};
    }
    const status = event?.requestContext && statusIn(answer);
    if (status) {
        return {text: status, tone: toneOf(status)};
    }
    const failed = said?.batchItemFailures?.length ?? 0;
    return failed ? {text: `${failed} failed`, tone: 'warn'} : {text: 'OK', tone: 'good'};
}

/** Of an answer that may have been cut off. */
const statusIn = answer => answer.match(/^\{\s*"statusCode"\s*:\s*(\d{3})/)?.[1];

function draw() {
    const wanted = byId('requests-filter').value.trim().toLowerCase();
    const matching = newestFirst.filter(request =>
        `${request.title}\n${request.function}\n${request.result.text}`.toLowerCase().includes(wanted));
    sync(byId('requests-list'), matching, {key: request => request.id, create: item, update: mark});
    byId('requests-none').hidden = matching.length > 0;
    const request = newestFirst.find(({id}) => String(id) === chosen);
    if (request && shown !== chosen) {
        shown = chosen;
        byId('request').replaceChildren(...detail(request));
        byId('request').scrollTop = 0;
    } else if (!request && shown === '') {
        byId('request').replaceChildren(element('p', {class: 'none'}, chosen
            ? 'This request is no longer kept: a hundred have ended since.'
            : 'Choose a request to see its event, answer and log.'));
    }
}

function item(request) {
    return element('li', {}, element('a', {href: `#requests/${request.id}`},
        element('span', {class: 'title', dir: 'auto'}, request.title),
        element('span', {class: `pill ${request.result.tone}`}, request.result.text),
        element('span', {class: 'under'}, request.function),
        element('span', {class: 'under'}, `${millis(request.millis)} · ${new Date(request.startedAt).toLocaleTimeString()}`)));
}

function mark(node, request) {
    setAttribute(node.firstElementChild, 'aria-current', String(request.id) === chosen ? 'true' : null);
}

function detail(request) {
    const event = parse(request.event);
    const edited = element('textarea', {'aria-label': 'Event', spellcheck: 'false', rows: '12'});
    edited.value = event === undefined ? request.event : pretty(event);
    const said = element('p', {class: 'quiet', role: 'status'});
    const again = text => invoke(request.function, text, said);
    return [
        element('h2', {dir: 'auto'}, request.title),
        element('dl', {},
            element('dt', {}, 'Function'), element('dd', {}, request.function),
            element('dt', {}, 'Result'), element('dd', {}, element('span', {class: `pill ${request.result.tone}`}, request.result.text)),
            element('dt', {}, 'Started'), element('dd', {}, new Date(request.startedAt).toLocaleString()),
            element('dt', {}, 'Took'), element('dd', {}, millis(request.millis))),
        element('div', {class: 'toolbar'},
            element('button', {type: 'button', class: 'main', disabled: !request.eventIsWhole, click: () => again(request.event)}, 'Invoke again'),
            said),
        part('Answer', block(readable(request.answer, request.answerIsWhole), 'Answer')),
        part('Log', log(request.log)),
        part('Event', block(readable(request.event, request.eventIsWhole), 'Event')),
        element('details', {}, element('summary', {}, 'Change the event and invoke'), edited,
            element('button', {type: 'button', click: () => again(edited.value)}, 'Invoke')),
    ];
}

function part(name, content) {
    return element('details', {open: true}, element('summary', {}, name), content);
}

function readable(text, isWhole) {
    const value = parse(text);
    return (value === undefined ? text : pretty(unfold(value))) + (isWhole ? '' : '\n… too long to be kept whole');
}

function log(text) {
    const lines = text.trimEnd().split('\n').map(line => {
        const level = parse(line)?.level ?? '';
        return element('span', {class: `line ${level.toLowerCase()}`}, ...(level ? coloured(line) : [line]), '\n');
    });
    return element('pre', {tabindex: '0', 'aria-label': 'Log'}, ...(text ? lines : ['Nothing was printed.']));
}

/** Its invocation is then the newest of its function. */
async function invoke(name, event, said) {
    setText(said, 'Invoking …');
    const before = newestFirst[0]?.id ?? 0;
    const response = await fetch(`/2015-03-31/functions/${name}/invocations`, {method: 'POST', body: event});
    await refresh();
    const made = newestFirst.find(request => request.function === name && request.id > before);
    if (made) {
        location.hash = `#requests/${made.id}`;
    } else {
        setText(said, `The local cloud answered ${response.status}: ${await response.text()}`);
    }
}

function pause() {
    isPaused = !isPaused;
    byId('requests-pause').setAttribute('aria-pressed', isPaused);
    draw();
}

byId('requests-filter').addEventListener('input', draw);
byId('requests-pause').addEventListener('click', pause);
byId('requests-list').addEventListener('keydown', moveByArrows);
