import {byId, element, load, millis, moveByArrows, setAttribute, setText, toneOf} from './dom.js';
import {block, parse, pretty} from './json.js';
import {operations} from './openapi.js';

const TOKEN_NAMES = ['token', 'accessToken', 'access_token'];
let cloud;
let described;
let bearer = '';

export function use(theCloud) {
    cloud = theCloud;
}

/** The description is read when the page is opened for the first time. */
export async function show(id) {
    if (!cloud.isDescribed) {
        return;
    }
    if (!described) {
        described = operations(await load('/api/description'));
        byId('api-list').replaceChildren(...Object.entries(Object.groupBy(described, ({tag}) => tag)).map(group));
    }
    const chosen = described.find(operation => operation.id === id);
    for (const link of byId('api-list').querySelectorAll('a')) {
        setAttribute(link, 'aria-current', link.dataset.id === id ? 'true' : null);
    }
    byId('operation').replaceChildren(...chosen ? detail(chosen) : [element('p', {class: 'none'}, 'Choose an operation to read about it and to try it.')]);
}

function group([tag, members]) {
    return element('div', {class: 'group'}, element('h3', {}, tag), element('ol', {}, ...members.map(item)));
}

function item(operation) {
    return element('li', {}, element('a', {href: `#api/${encodeURIComponent(operation.id)}`, 'data-id': operation.id},
        element('span', {class: 'title'}, method(operation), ` ${operation.path}`),
        element('span', {class: 'under'}, operation.summary)));
}

const method = operation => element('span', {class: `method ${operation.method.toLowerCase()}`}, operation.method);

function detail(operation) {
    return [
        element('h2', {}, method(operation), ` ${operation.path}`),
        element('p', {}, ...inline(operation.summary)),
        ...operation.description.split(/\n\n+/).filter(text => text.trim())
            .map(text => element('p', {class: 'quiet'}, ...inline(text))),
        form(operation),
        element('details', {}, element('summary', {}, 'Answers'), element('dl', {}, ...operation.responses.flatMap(response =>
            [element('dt', {}, response.status), element('dd', {}, ...inline(response.text ?? ''))]))),
    ];
}

/** Of Markdown: code and bold letters. */
function inline(text) {
    return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map(part =>
        part.startsWith('`') ? element('code', {}, part.slice(1, -1))
            : part.startsWith('**') ? element('b', {}, part.slice(2, -2)) : part);
}

function form(operation) {
    const answer = element('div', {class: 'answer', role: 'status'});
    const fields = operation.parameters.map(parameter => ({parameter, input: element('input', {
        placeholder: parameter.schema?.type ?? '', autocomplete: 'off', required: parameter.in === 'path'})}));
    const token = element('input', {autocomplete: 'off', spellcheck: 'false', placeholder: 'access token', input: () => bearer = token.value.trim()});
    token.value = bearer;
    const body = element('textarea', {'aria-label': 'Body', spellcheck: 'false', rows: '7'});
    body.value = operation.body?.example ?? '';
    const send = event => {
        event.preventDefault();
        tryIt(operation, fields, body.value, answer);
    };
    return element('form', {class: 'try', submit: send, novalidate: false},
        ...fields.map(({parameter, input}) => field(parameter.name, parameter.in, input)),
        ...(operation.needsToken ? [field('Bearer token', 'header', token)] : []),
        ...(operation.body ? [field('Body', operation.body.type, body)] : []),
        element('div', {class: 'toolbar'}, element('button', {class: 'main'}, 'Send'), element('span', {class: 'quiet'}, cloud.api)),
        answer);
}

const field = (name, where, input) => element('label', {}, element('span', {}, name, ' ', element('small', {}, where)), input);

async function tryIt(operation, fields, body, answer) {
    setText(answer, 'Sending …');
    const start = performance.now();
    try {
        const response = await fetch(url(operation, fields), request(operation, fields, body));
        const text = await response.text();
        answer.replaceChildren(...answered(response, text, performance.now() - start));
    } catch (error) {
        setText(answer, `No answer: ${error.message}. Does the API allow this origin (CORS)?`);
    }
}

function url(operation, fields) {
    const given = where => fields.filter(({parameter, input}) => parameter.in === where && input.value !== '')
        .map(({parameter, input}) => [parameter.name, input.value]);
    const path = given('path').reduce((path, [name, value]) => path.replace(`{${name}}`, encodeURIComponent(value)), operation.path);
    const query = new URLSearchParams(given('query')).toString();
    return cloud.api + path + (query && `?${query}`);
}

function request(operation, fields, body) {
    const headers = new Headers(fields.filter(({parameter, input}) => parameter.in === 'header' && input.value !== '')
        .map(({parameter, input}) => [parameter.name, input.value]));
    if (operation.needsToken && bearer) {
        headers.set('Authorization', `Bearer ${bearer}`);
    }
    if (operation.body && body) {
        headers.set('Content-Type', operation.body.type);
    }
    return {method: operation.method, headers, body: operation.body && body ? body : undefined, credentials: 'omit'};
}

function answered(response, text, took) {
    const value = parse(text);
    const token = TOKEN_NAMES.map(name => value?.[name]).find(found => typeof found === 'string');
    const use = element('button', {type: 'button', click: () => {
        bearer = token;
        setText(use, 'Sent as the bearer token from now on');
        use.disabled = true;
    }}, 'Use its token');
    return [
        element('p', {}, element('span', {class: `pill ${toneOf(response.status)}`}, `${response.status} ${response.statusText}`),
            element('span', {class: 'quiet'}, ` ${millis(took)} `), ...(token ? [use] : [])),
        ...(text ? [block(value === undefined ? text : pretty(value), 'Answer')] : []),
        block([...response.headers].map(([name, header]) => `${name}: ${header}`).join('\n'), 'Headers of the answer'),
    ];
}

byId('api-filter').addEventListener('input', () => {
    const wanted = byId('api-filter').value.trim().toLowerCase();
    byId('api-list').querySelectorAll('li').forEach(item => item.hidden = !item.textContent.toLowerCase().includes(wanted));
    byId('api-list').querySelectorAll('.group').forEach(group => group.hidden = !group.querySelector('li:not([hidden])'));
});
byId('api-list').addEventListener('keydown', moveByArrows);
