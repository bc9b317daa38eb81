/** What the application asks of its server; every answer takes a while. */

async function call(method, path, body) {
    const response = await fetch(`/api/${path}`, {
        method,
        headers: { 'Content-Type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, ...(await response.json()) };
}

export const session = () => call('GET', 'session');
export const logIn = (username, password) => call('POST', 'login', { username, password });
export const layout = (kind) => call('GET', `layout/${kind}`);
export const defaults = (kind) => call('GET', `defaults/${kind}`);
export const list = (kind, text = '') => call('GET', `records/${kind}?q=${encodeURIComponent(text)}`);
export const record = (kind, id) => call('GET', `records/${kind}/${id}`);
export const create = (kind, values) => call('POST', `records/${kind}`, values);
export const keepNote = (text) => call('POST', 'notes', { text });

/** Tell which control was used, so that a test can ask for it. */
export const used = (control) =>
    fetch('/api/used', { method: 'POST', body: JSON.stringify({ control }), keepalive: true });
