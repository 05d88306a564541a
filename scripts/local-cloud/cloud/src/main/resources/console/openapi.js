/** Reads an OpenAPI description, as far as a page about it needs. */

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

/** What a description says in place, or by $ref elsewhere in it. */
function resolve(description, node) {
    if (!node?.$ref) {
        return node;
    }
    const path = node.$ref.slice(2).split('/').map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    return resolve(description, path.reduce((inner, name) => inner?.[name], description));
}

/** Its operations, in its order. */
export function operations(description) {
    return Object.entries(description.paths).flatMap(([path, item]) =>
        METHODS.filter(method => item[method]).map(method => operation(description, path, item, method)));
}

function operation(description, path, item, method) {
    const said = item[method];
    const body = resolve(description, said.requestBody);
    const security = said.security ?? description.security ?? [];
    return {
        id: said.operationId ?? `${method} ${path}`,
        method: method.toUpperCase(),
        path,
        tag: said.tags?.[0] ?? 'operations',
        summary: said.summary ?? '',
        description: said.description ?? '',
        needsToken: security.some(requirement => Object.keys(requirement).length > 0),
        parameters: [...item.parameters ?? [], ...said.parameters ?? []]
            .map(parameter => resolve(description, parameter))
            .filter(parameter => parameter.in !== 'cookie'),
        body: body && requestBody(description, body),
        responses: Object.entries(said.responses ?? {})
            .map(([status, response]) => ({status, text: resolve(description, response).description})),
    };
}

function requestBody(description, body) {
    const [type, content] = Object.entries(body.content)[0];
    const example = content.example ?? Object.values(content.examples ?? {})[0]?.value ?? exampleOf(description, content.schema);
    return {type, example: type.includes('json') ? JSON.stringify(example, null, 2) : String(example)};
}

/** A value that a schema allows, as far as it tells. */
function exampleOf(description, schema, depth = 0) {
    const {example, examples, default: byDefault, const: only, enum: values, type, ...rest} = resolve(description, schema) ?? {};
    const given = example ?? examples?.[0] ?? byDefault ?? only ?? values?.[0];
    if (given !== undefined || depth > 5) {
        return given ?? null;
    }
    const kind = Array.isArray(type) ? type[0] : type;
    if (rest.properties || kind === 'object') {
        return Object.fromEntries(Object.entries(rest.properties ?? {})
            .filter(([name, property]) => !resolve(description, property).readOnly && (!rest.required || rest.required.includes(name)))
            .map(([name, property]) => [name, exampleOf(description, property, depth + 1)]));
    }
    const part = rest.oneOf?.[0] ?? rest.anyOf?.[0] ?? rest.allOf?.[0];
    if (part) {
        return exampleOf(description, part, depth + 1);
    }
    return {array: rest.items ? [exampleOf(description, rest.items, depth + 1)] : [], integer: rest.minimum ?? 0, number: 0, boolean: false}[kind]
        ?? {email: 'ada@example.com', uri: 'https://example.com', password: 'correct horse battery staple'}[rest.format] ?? '';
}
