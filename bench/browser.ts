/** As much of a browser as the measurements need: cookies, and the portal's forms and server actions over HTTP. */
export type Browser = {
  get(path: string): Promise<string>;
  json<T>(path: string): Promise<T>;
  /** Calls a server action as the page would (Next's own wire form). */
  action(id: string, path: string, input: unknown): Promise<string>;
};

export async function signInBrowser(url: string, username: string, password: string): Promise<Browser> {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = { ...(init.headers as Record<string, string>), cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const equals = pair.indexOf('=');
      cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    return response;
  };
  const { csrfToken } = (await (await send('/api/auth/csrf')).json()) as { csrfToken: string };
  const form = new URLSearchParams({ username, password, csrfToken, json: 'true' });
  await send('/api/auth/callback/credentials', { method: 'POST', body: form });
  const whole = async (path: string, init?: RequestInit) => {
    const response = await send(path, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 200)}`);
    return text;
  };
  return {
    get: whole,
    json: async <T>(path: string) => JSON.parse(await whole(path)) as T,
    action: (id, path, input) =>
      whole(path, { method: 'POST', headers: { 'next-action': id, 'content-type': 'text/plain;charset=UTF-8', origin: url }, body: JSON.stringify([input]) }),
  };
}
