import {byId, element, load, setText, sync} from './dom.js';
import {block} from './json.js';

let queues = [];

export async function refresh() {
    queues = await load('/api/queues').catch(() => []);
    draw();
}

export function show() {
    draw();
}

function draw() {
    const deadLetterQueues = new Set(queues.map(queue => queue.deadLetterQueue));
    const shown = queues.filter(queue => !deadLetterQueues.has(queue.id));
    const key = queue => [queue.id, queue.function, queue.deadLetterQueue].join();
    sync(byId('queues-list'), shown, {key, create: card, update});
    byId('queues-none').hidden = queues.length > 0;
    const dead = queues.filter(queue => deadLetterQueues.has(queue.id)).reduce((sum, queue) => sum + queue.waiting, 0);
    setText(byId('dead-count'), dead || '');
}

function card(queue) {
    const feeds = queue.function ? `feeds ${queue.function}` : 'feeds no function';
    return element('li', {class: 'panel card'},
        element('h2', {}, queue.id), element('p', {class: 'quiet'}, feeds),
        element('div', {class: 'figures'},
            figure('waiting', 'waiting'), figure('in-flight', 'in flight'), figure('delayed', 'delayed')),
        element('ol', {class: 'messages alive', 'aria-label': `Messages of ${queue.id}`}),
        ...(queue.deadLetterQueue ? [graveyard(queue)] : []));
}

function graveyard(queue) {
    const said = element('span', {class: 'quiet', role: 'status'});
    return element('div', {class: 'dead-letters'},
        figure('dead', `dead in ${queue.deadLetterQueue}`),
        element('button', {type: 'button', class: 'redrive', click: () => redrive(queue, said)}, 'Redrive'), said,
        element('ol', {class: 'messages gone', 'aria-label': `Messages of ${queue.deadLetterQueue}`}));
}

function message({sentAt, receiveCount, body}) {
    const times = ['never received', 'received once'][receiveCount] ?? `received ${receiveCount} times`;
    return element('li', {},
        element('small', {}, `sent ${new Date(sentAt).toLocaleString()}, ${times}`), block(body, 'Message'));
}

const showMessages = (list, messages) =>
    sync(list, messages, {key: ({id, receiveCount}) => `${id} ${receiveCount}`, create: message});

const figure = (name, label) => element('p', {class: 'figure'}, element('b', {class: name}), ` ${label}`);

function update(node, queue) {
    const set = (name, value) => setText(node.querySelector(`.${name}`), value);
    set('waiting', queue.waiting);
    set('in-flight', queue.inFlight);
    set('delayed', queue.delayed);
    showMessages(node.querySelector('.alive'), queue.messages);
    if (queue.deadLetterQueue) {
        const {waiting: dead, messages} = queues.find(other => other.id === queue.deadLetterQueue);
        showMessages(node.querySelector('.gone'), messages);
        set('dead', dead);
        node.querySelector('.dead').classList.toggle('bad', dead > 0);
        node.querySelector('.redrive').disabled = dead === 0;
    }
}

async function redrive(queue, said) {
    const response = await fetch(`/api/queues/${queue.id}/redrive`, {method: 'POST'});
    setText(said, response.ok ? `On their way back to ${queue.id}.` : `The local cloud answered ${response.status}.`);
    await refresh();
}
