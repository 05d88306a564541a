import {byId, element, load, millis, setAttribute, setText, sync} from './dom.js';
import {showOnly} from './requests.js';

const SAMPLES = 60;
const BAR = 3;
const HEIGHT = 22;
const SVG = 'http://www.w3.org/2000/svg';

/** How many invocations there had been at each of the last refreshes, by function. */
const history = new Map();
let states = [];

export async function refresh() {
    states = await load('/api/functions');
    for (const state of states) {
        const counts = history.get(state.function.id) ?? [];
        history.set(state.function.id, [...counts, state.invocations].slice(-SAMPLES - 1));
    }
    draw();
}

export function show() {
    draw();
}

function draw() {
    const wanted = byId('functions-filter').value.trim().toLowerCase();
    const shown = states.filter(({function: {id, triggers}}) => [id, ...triggers].join('\n').toLowerCase().includes(wanted));
    sync(byId('functions-rows'), shown, {key: state => JSON.stringify(state.function), create: row, update});
    const total = states.reduce((sum, state) => sum + state.invocations, 0);
    setText(byId('functions-total'), `${states.length} functions, ${total.toLocaleString()} invocations`);
}

function row({function: {id, handler, memoryMegabytes, timeoutSeconds, triggers}}) {
    const link = element('a', {href: '#requests', title: 'Show its requests', click: () => showOnly(id)}, id);
    return element('tr', {},
        element('th', {scope: 'row', title: handler}, link),
        element('td', {class: 'triggers'}, ...triggers.map(trigger => element('span', {}, trigger))),
        element('td', {}, element('small', {}, `${memoryMegabytes} MB, ${timeoutSeconds} s`)),
        element('td', {class: 'environments'}),
        element('td', {class: 'activity'}, bars()),
        ...['invocations', 'errors', 'throttles', 'p50', 'p95'].map(name => element('td', {class: `number ${name}`})));
}

function update(node, state) {
    const cell = name => node.querySelector(`.${name}`);
    environments(cell('environments'), state);
    node.classList.toggle('unused', state.invocations === 0);
    setText(cell('invocations'), state.invocations.toLocaleString());
    setText(cell('errors'), state.errors);
    cell('errors').classList.toggle('bad', state.errors > 0);
    setText(cell('throttles'), state.throttles);
    setText(cell('p50'), millis(state.p50));
    setText(cell('p95'), millis(state.p95));
    drawBars(cell('activity').firstElementChild, history.get(state.function.id));
}

/** A dot for each environment, and in words how many there are of each state. */
function environments(cell, {environments: all}) {
    const text = ['busy', 'idle', 'starting']
        .map(state => [all.filter(other => other.toLowerCase() === state).length, state])
        .filter(([count]) => count > 0)
        .map(([count, state]) => `${count} ${state}`)
        .join(', ') || 'none';
    if (cell.dataset.states !== all.join()) {
        cell.dataset.states = all.join();
        const dots = all.map(state => element('i', {class: `dot ${state.toLowerCase()}`}));
        cell.replaceChildren(element('span', {class: 'dots', 'aria-hidden': 'true'}, ...dots), element('small', {}, text));
    }
}

function bars() {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', `0 0 ${SAMPLES * BAR} ${HEIGHT}`);
    svg.setAttribute('role', 'img');
    svg.append(document.createElementNS(SVG, 'path'));
    return svg;
}

/** One bar a second, as high as there were invocations, on a scale of its own. */
function drawBars(svg, counts) {
    const perSecond = counts.slice(1).map((count, i) => count - counts[i]);
    const most = Math.max(1, ...perSecond);
    const path = perSecond.map((count, i) => {
        const x = (SAMPLES - perSecond.length + i) * BAR;
        const height = count === 0 ? 1 : Math.max(3, HEIGHT * count / most);
        return `M${x} ${HEIGHT}v${-height}h${BAR - 1}v${height}z`;
    }).join('');
    setAttribute(svg.firstElementChild, 'd', path);
    setAttribute(svg, 'aria-label', `at most ${Math.max(0, ...perSecond)} a second`);
}

byId('functions-filter').addEventListener('input', draw);
