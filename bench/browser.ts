import { cookieJar } from './cookies.ts';

/** As much of a browser as the measurements need: cookies, and the portal's forms and server actions over HTTP. */
export type Browser = {
  get(path: string): Promise<string>;
  json<T>(path: string): Promise<T>;
  /** Calls a server action as the page would (Next's own wire form); the answer as text. Throws unless it is `ok`. */
  action(id: string, path: string, input: unknown): Promise<string>;
};

const requestTimeoutMs = 60_000;

export async function signInBrowser(url: string, username: string, password: string): Promise<Browser> {
  const send = cookieJar(requestTimeoutMs);
  const { csrfToken } = JSON.parse(await send(`${url}/api/auth/csrf`)) as { csrfToken: string };
  const form = new URLSearchParams({ username, password, csrfToken, json: 'true' });
  await send(`${url}/api/auth/callback/credentials`, { method: 'POST', body: form });
  const headers = { 'content-type': 'text/plain;charset=UTF-8', origin: url };
  return {
    get: (path) => send(url + path),
    json: async <T>(path: string) => JSON.parse(await send(url + path)) as T,
    async action(id, path, input) {
      const call = { method: 'POST', headers: { ...headers, 'next-action': id }, body: JSON.stringify([input]) };
      const answer = await send(url + path, call);
      if (!answer.includes('"ok":true')) throw new Error(`the action was not carried out: ${answer.slice(0, 300)}`);
      return answer;
    },
  };
}
