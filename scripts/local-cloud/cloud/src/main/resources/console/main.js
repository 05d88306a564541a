import {byId, load, setAttribute, setText} from './dom.js';
import * as functions from './functions.js';
import * as requests from './requests.js';
import * as queues from './queues.js';
import * as mail from './mail.js';

const REFRESH_MILLIS = 1000;
const views = {functions, requests, queues, mail};

/** The address names a view, and what is chosen in it: #mail/0193f0. */
function route() {
    const [name, ...chosen] = location.hash.slice(1).split('/');
    if (name === 'main') {
        return;
    }
    const current = name in views ? name : 'functions';
    for (const id of Object.keys(views)) {
        byId(id).hidden = id !== current;
        setAttribute(document.querySelector(`nav a[href="#${id}"]`), 'aria-current', id === current ? 'page' : null);
    }
    views[current].show(decodeURIComponent(chosen.join('/')));
}

async function poll() {
    if (!document.hidden) {
        await refresh();
    }
    setTimeout(poll, REFRESH_MILLIS);
}

async function refresh() {
    try {
        await Promise.all([functions, requests, queues, mail].map(view => view.refresh()));
        status('Live', true);
    } catch {
        status('The local cloud does not answer.', false);
    }
}

function status(text, isLive) {
    setText(byId('status'), text);
    byId('status').classList.toggle('live', isLive);
}

async function start() {
    const cloud = await load('/api/cloud');
    setText(byId('name'), cloud.name);
    document.title = `${cloud.name} · Local cloud`;
    byId('api-link').hidden = !cloud.isDescribed;
    addEventListener('hashchange', route);
    document.addEventListener('visibilitychange', () => document.hidden || refresh());
    await refresh();
    route();
    poll();
}

start();
