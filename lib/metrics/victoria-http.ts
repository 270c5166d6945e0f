const timeoutMs = 15_000;
/** Twenty series with 20,000 points each, four numbers a point, as text. */
const largestAnswerBytes = 128 * 1024 * 1024;

export class VictoriaError extends Error {}

/** Requests to VictoriaMetrics: in time, of bounded answers, with user and password of the address (never in a message). */
export function victoriaHttp(address: string) {
  const { origin, pathname, username, password } = new URL(address);
  const base = `${origin}${pathname.replace(/\/$/, '')}`;
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const headers = username ? { Authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } : undefined;

  async function post(path: string, body: string | URLSearchParams): Promise<string> {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(base + path, { method: 'POST', body, headers, signal, redirect: 'error' }).catch(
      (cause: unknown) => {
        throw new VictoriaError(`VictoriaMetrics at ${origin} gave no answer`, { cause });
      },
    );
    const text = await bounded(answer);
    if (answer.ok) return text;
    throw new VictoriaError(`VictoriaMetrics at ${origin} answered ${answer.status}: ${text.slice(0, 300)}`);
  }

  return { post };
}

async function bounded(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > largestAnswerBytes) throw new VictoriaError('VictoriaMetrics answered more than was asked for');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
