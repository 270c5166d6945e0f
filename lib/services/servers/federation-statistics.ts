import type { S2sSession } from '../../xmpp/servers/port.ts';

export type Share = { name: string | null; sessions: number };
export type RemoteDomain = {
  domain: string;
  in: number;
  out: number;
  stanzasIn: bigint | null;
  stanzasOut: bigint | null;
};

/** What isn't known of any session is null. */
export type FederationStatistics = {
  in: number;
  out: number;
  connecting: number;
  remotes: RemoteDomain[];
  tls: Share[];
  authentication: Share[];
  /** Remote domains whose certificate has expired, or does so within `soonDays`. */
  expired: string[];
  expiring: string[];
  stanzasIn: bigint | null;
  stanzasOut: bigint | null;
};

export const soonDays = 30;

/** Counted from the list itself, so that figures and rows never disagree. The busiest domains and largest shares first. */
export function federationStatistics(sessions: readonly S2sSession[], now: Date): FederationStatistics {
  const open = sessions.filter(({ state }) => state === 'open');
  const soon = now.getTime() + soonDays * 86_400_000;
  const expiring = (from: number, until: number) => [
    ...new Set(
      open.flatMap(({ remote, certificateExpires }) => {
        const at = certificateExpires?.getTime();
        return at !== undefined && at > from && at <= until ? [remote] : [];
      }),
    ),
  ];
  return {
    in: sessions.filter(({ direction }) => direction === 'in').length,
    out: sessions.filter(({ direction }) => direction === 'out').length,
    connecting: sessions.length - open.length,
    remotes: remotesOf(sessions),
    tls: sharesOf(open.map(({ tls }) => tls)),
    authentication: sharesOf(open.map(({ authentication }) => authentication)),
    expired: expiring(Number.NEGATIVE_INFINITY, now.getTime()),
    expiring: expiring(now.getTime(), soon),
    stanzasIn: sum(sessions.map(({ stanzasIn }) => stanzasIn)),
    stanzasOut: sum(sessions.map(({ stanzasOut }) => stanzasOut)),
  };
}

function remotesOf(sessions: readonly S2sSession[]): RemoteDomain[] {
  const byDomain = Map.groupBy(sessions, ({ remote }) => remote);
  return [...byDomain]
    .map(([domain, own]) => ({
      domain,
      in: own.filter(({ direction }) => direction === 'in').length,
      out: own.filter(({ direction }) => direction === 'out').length,
      stanzasIn: sum(own.map(({ stanzasIn }) => stanzasIn)),
      stanzasOut: sum(own.map(({ stanzasOut }) => stanzasOut)),
    }))
    .sort((left, right) => right.in + right.out - left.in - left.out || (left.domain < right.domain ? -1 : 1));
}

function sharesOf(names: readonly (string | null)[]): Share[] {
  const groups = [...Map.groupBy(names, (name) => name)];
  return groups
    .map(([name, all]) => ({ name, sessions: all.length }))
    .sort((left, right) => right.sessions - left.sessions);
}

/** null when nothing of it is known. */
function sum(counts: readonly (bigint | null)[]): bigint | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((total, count) => total + count, 0n);
}
