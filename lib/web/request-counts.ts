import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { WebFigures } from '../store/process-figures.ts';

/** Kinds of routes, and never their paths: these hold names and ids. */
export type RequestKind = 'page' | 'action' | 'data' | 'live' | 'sign-in' | 'health' | 'asset';

type Asked = { method?: string; url?: string; headers: Readonly<Record<string, string | string[] | undefined>> };

export function requestKind({ method, url = '/', headers }: Asked): RequestKind {
  const path = url.split('?', 1)[0] ?? '/';
  const under = (folder: string) => path === folder || path.startsWith(`${folder}/`);
  if (method === 'POST' && headers['next-action']) return 'action';
  if (under('/api/live')) return 'live';
  if (under('/api/health')) return 'health';
  if (under('/api/auth') || path === '/sign-in') return 'sign-in';
  if (under('/api')) return 'data';
  return under('/_next') || /\.(?:ico|svg|png|woff2)$/.test(path) ? 'asset' : 'page';
}

/** So many durations of a kind are kept between two looks: enough for a 95%, whatever comes. */
const mostKept = 2_000;

type Counted = { requests: number; failed: number; durations: number[]; since: number };

/** Counts what the web process does: its server tells of requests, actions tell how they ended. */
export class RequestCounts {
  private readonly kinds = new Map<RequestKind, Counted>();
  private readonly actions: Record<string, number> = {};
  private loop: ReturnType<typeof monitorEventLoopDelay> | undefined;

  request(kind: RequestKind, status: number, ms: number): void {
    const counted = this.kinds.get(kind) ?? { requests: 0, failed: 0, durations: [], since: 0 };
    this.kinds.set(kind, counted);
    counted.requests += 1;
    if (status >= 500) counted.failed += 1;
    // A stream lasts as long as its page.
    if (kind === 'live') return;
    counted.since += 1;
    if (counted.durations.length < mostKept) counted.durations.push(ms);
    else {
      // Each of all has the same chance to be among those that are kept (reservoir sampling).
      const place = Math.floor(Math.random() * counted.since);
      if (place < mostKept) counted.durations[place] = ms;
    }
  }

  action(outcome: string): void {
    this.actions[outcome] = (this.actions[outcome] ?? 0) + 1;
  }

  /** As of now; the longest and the 95% begin anew. */
  take(live: number): WebFigures {
    const kinds = [...this.kinds];
    const of = <T>(what: (counted: Counted) => T) => Object.fromEntries(kinds.map(([kind, own]) => [kind, what(own)]));
    const p95Ms = kinds.flatMap(([kind, { durations }]) =>
      durations.length > 0 ? [[kind, shareOf(durations, 0.95)] as const] : [],
    );
    const figures = { requests: of(({ requests }) => requests), failed: of(({ failed }) => failed) };
    for (const [, counted] of kinds) Object.assign(counted, { durations: [], since: 0 });
    const { rss, heapUsed } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    return {
      ...figures,
      p95Ms: Object.fromEntries(p95Ms),
      actions: { ...this.actions },
      live,
      rssBytes: rss,
      heapBytes: heapUsed,
      cpuMs: Math.round((user + system) / 1000),
      loopMs: this.longestDelay(),
    };
  }

  private longestDelay(): number | null {
    if (!this.loop) {
      this.loop = monitorEventLoopDelay({ resolution: 20 });
      this.loop.enable();
      return null;
    }
    const longest = this.loop.count > 0 ? this.loop.max / 1e6 : null;
    this.loop.reset();
    return longest;
  }
}

/** Nearest rank: the least of the values that so large a share is not above. */
function shareOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] as number;
}

/** On globalThis: the server around Next and what Next bundles are two instances of this file in one process. */
const kept = globalThis as { bailiwickCounts?: RequestCounts };

export function requestCounts(): RequestCounts {
  kept.bailiwickCounts ??= new RequestCounts();
  return kept.bailiwickCounts;
}
