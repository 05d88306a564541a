const UNREACHABLE = 'The service does not answer. Try again in a moment.';
const INCOMPLETE = 'This link is not complete. Open it from the mail once more.';
const USED_UP = 'This link does not work any more: it has been used, its time is over, or a newer mail has taken its place. Ask for a new one.';

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
        const response = await post({token, ...Object.fromEntries(new FormData(form))});
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

/** @param problem as RFC 9457 has it */
function refuse(problem) {
    const errors = problem.errors ?? [];
    if (problem.code === 'invalid_or_expired_token' || errors.some(error => error.field === 'token')) {
        finish(USED_UP);
    } else {
        say(...errors.length > 0 ? errors.map(error => error.message) : [problem.detail ?? UNREACHABLE]);
        form.querySelector('input')?.focus();
    }
}

/** There is nothing more to do here. */
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
