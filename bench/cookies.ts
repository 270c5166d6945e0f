/** fetch with the cookies of one browser, as text. An error throws with what the server said. */
export function cookieJar(timeoutMs: number) {
  const cookies = new Map<string, string>();
  const send = async (url: string, init: RequestInit = {}): Promise<string> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), cookie };
    const response = await fetch(url, { ...init, headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    for (const given of response.headers.getSetCookie()) {
      const [pair = ''] = given.split(';');
      const equals = pair.indexOf('=');
      cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    const text = await response.text();
    if (response.status >= 400)
      throw new Error(`${new URL(url).pathname} answered ${response.status}: ${text.slice(0, 300)}`);
    return text;
  };
  return Object.assign(send, { setCookie: (name: string, value: string) => void cookies.set(name, value) });
}
