const UNREACHABLE = 'The service does not respond. Try again in a moment.';
const INCOMPLETE = 'This link is incomplete. Open it from the mail again.';
const USED_UP = 'This link is no longer valid. It has been used, has expired, or was replaced by a newer mail. Request a new one.';

const form = document.querySelector('form');
const button = form.querySelector('button:not([type])');
const result = document.querySelector('#result');
const reveal = document.querySelector('#reveal');
const token = new URLSearchParams(location.search).get('token');

/** Mail scanners open links: nothing is posted before a person presses the button. */
async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    say();
    try {
        const filledIn = [...new FormData(form)].filter(([, value]) => value);
        const response = await post({token, ...Object.fromEntries(filledIn)});
        const answer = response.status === 204 ? {} : await response.json();
        if (response.ok) {
            finish(form.dataset[answer.status ?? 'done']);
        } else {
            refuse(answer);
        }
    } catch {
        say(UNREACHABLE);
    }
    button.disabled = false;
}

async function post(fields) {
    const {api} = await (await fetch('/cloud.json')).json();
    return fetch(api + form.dataset.path, {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify(fields),
    });
}

/** @param problem of RFC 9457 */
function refuse(problem) {
    const errors = problem.errors ?? [];
    if (problem.code === 'invalid_or_expired_token' || errors.some(error => error.field === 'token')) {
        finish(USED_UP);
    } else {
        say(...errors.length > 0 ? errors.map(error => error.message) : [problem.title ? `${problem.title}.` : UNREACHABLE]);
        form.querySelector('input')?.focus();
    }
}

/** Replaces the form with a final message. */
function finish(words) {
    form.hidden = true;
    say(words);
    result.focus();
}

function say(...lines) {
    result.replaceChildren(...lines.map(line => {
        const paragraph = document.createElement('p');
        paragraph.textContent = line;
        return paragraph;
    }));
}

function toggle() {
    const shown = reveal.getAttribute('aria-pressed') !== 'true';
    reveal.setAttribute('aria-pressed', shown);
    document.querySelector('#password').type = shown ? 'text' : 'password';
}

form.addEventListener('submit', submit);
reveal?.addEventListener('click', toggle);
if (!token) {
    finish(INCOMPLETE);
}
