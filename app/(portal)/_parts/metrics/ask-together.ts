import type { MetricRange } from '#lib/services/metrics/read-range.ts';
import { type Ask, askPortal } from '../../servers/[id]/_parts/use-server-data.ts';

/** As many as /api/metrics/ranges takes, in an address that every proxy lets through. */
const mostTogether = 12;
const longestAddress = 6_000;
const gatherMs = 15;

type Answer = Awaited<ReturnType<Ask<MetricRange>>>;
type Waiting = { query: string; signal: AbortSignal; answer: (answer: Answer) => void };
let waiting: Waiting[] = [];

/** Charts that come into view together are one question to the portal, which then asks once who is there. */
export const askTogether: Ask<MetricRange> = (url, signal) =>
  new Promise((answer) => {
    if (waiting.length === 0) setTimeout(send, gatherMs);
    waiting.push({ query: url.slice(url.indexOf('?') + 1), signal, answer });
  });

function send(): void {
  const asked = waiting;
  waiting = [];
  for (const some of bundles(asked.filter(({ signal }) => !signal.aborted))) void ask(some);
}

async function ask(some: Waiting[]): Promise<void> {
  const [first] = some;
  if (!first) return;
  if (some.length === 1)
    return first.answer(await askPortal<MetricRange>(`/api/metrics/range?${first.query}`, first.signal));
  const query = new URLSearchParams(some.map(({ query }) => ['q', query]));
  // Whoever left meanwhile doesn't look at the answer; the others wait for it.
  const answer = await askPortal<{ charts: MetricRange[] }>(
    `/api/metrics/ranges?${query}`,
    new AbortController().signal,
  );
  for (const [at, one] of some.entries()) {
    if ('failure' in answer) one.answer(answer);
    else one.answer({ value: answer.value.charts[at] as MetricRange });
  }
}

function bundles(asked: readonly Waiting[]): Waiting[][] {
  const made: Waiting[][] = [];
  let length = 0;
  for (const one of asked) {
    const own = encodeURIComponent(one.query).length + 3;
    const last = made.at(-1);
    if (last && last.length < mostTogether && length + own <= longestAddress) {
      last.push(one);
      length += own;
    } else {
      made.push([one]);
      length = own;
    }
  }
  return made;
}
