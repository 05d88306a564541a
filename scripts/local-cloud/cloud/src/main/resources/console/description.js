/** Shows the API's own OpenAPI description, to read and to try. */
import {load} from './dom.js';

const {name, api} = await load('/api/cloud');
document.title = `API · ${name}`;
document.documentElement.classList.toggle('dark-mode', matchMedia('(prefers-color-scheme: dark)').matches);

/** The description comes by the console, and its servers may be relative: requests go to the API itself. */
const requestsGoToTheApi = () => ({
    statePlugins: {
        spec: {
            wrapActions: {
                updateJsonSpec: original => description => {
                    const {pathname} = new URL(description.servers?.[0]?.url ?? '/', api);
                    original({...description, servers: [{url: api + pathname.replace(/\/$/, '')}]});
                },
            },
        },
    },
});

SwaggerUIBundle({
    url: '/api/description',
    dom_id: '#description',
    plugins: [requestsGoToTheApi],
    deepLinking: true,
    filter: true,
    persistAuthorization: true,
    tryItOutEnabled: true,
    validatorUrl: null,
});
