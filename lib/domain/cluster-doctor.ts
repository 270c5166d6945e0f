import { chainOrder } from './chain-order.ts';
import { type Cluster, disagreements } from './cluster.ts';
import { type Finding, findingOf } from './cluster-findings.ts';
import type { OriginLag } from './csn.ts';

/** What was seen of one place at which a member of a cluster listens. */
export type CertificateLook = {
  member: string | null;
  host: string;
  port: number;
  /** Names that clients come with, and those of them that the certificate doesn't have. */
  lacks: string[];
} & (
  | {
      seen: true;
      subject: string;
      names: string;
      validFrom: Date;
      validTo: Date;
      /** In the order in which they were sent; null when that couldn't be seen. */
      chain: { subject: string; issuer: string }[] | null;
      /** Why it is not accepted although names and dates are right; null when it is. */
      refusedFor: string | null;
    }
  | { seen: false; why: string }
);

/** SRV records (RFC 2782) of one service of one domain. `records` null: DNS didn't answer, and `why` says it. */
export type ServiceLook = {
  service: string;
  domain: string;
  why: string;
  records: { host: string; port: number; reached: boolean; why: string }[] | null;
  /** Addresses of members that no record leads to, where the addresses of members are known. */
  unnamed: string[];
};

/** Positive: its clock is ahead of ours. `withinSeconds`: how exactly that could be seen. */
export type ClockLook = { who: string; aheadSeconds: number; withinSeconds: number };

/** A secret that members share, and that differs somewhere. Only the first is certain of it: it says so itself. */
export type SecretLook =
  | { is: 'told'; who: string; told: string }
  /** Runs, and lets none of these in: Erlang's nodes let in who has the same cookie. */
  | { is: 'erlang'; who: string; by: string[] }
  /** Copies from another that answers us, and isn't connected to it. */
  | { is: 'replication'; who: string; from: string };

/** A member that is asked over SSH, and of which nothing was learned although something answers there. */
export type AccessLook = { member: string } & (
  | { is: 'other-key'; expected: string; shown: string }
  | { is: 'no-answer'; at: 'host-key' | 'auth' | 'command' | 'status'; why: string }
);

const dayMs = 86_400_000;
const ranks = { failing: 0, warning: 1, unknown: 2 } as const;

/** The worst first; among equals as they came. */
export function bySeverity<F extends Pick<Finding, 'severity'>>(findings: readonly F[]): F[] {
  return [...findings].sort((a, b) => ranks[a.severity] - ranks[b.severity]);
}

type Looks = {
  clocks?: readonly ClockLook[];
  lags?: readonly OriginLag[];
  secrets?: readonly SecretLook[];
  access?: readonly AccessLook[];
};

/** What is wrong with what the members say of themselves and of each other. */
export function diagnoseMembers(
  cluster: Cluster,
  { clocks = [], lags = [], secrets = [], access = [] }: Looks = {},
): Finding[] {
  return bySeverity([
    ...access.map((look) => (look.is === 'other-key' ? findingOf.otherHostKey(look) : findingOf.notTold(look))),
    ...secrets.map((look) => findingOf.secret(look)),
    ...disagreements(cluster).map((one) => findingOf.disagreement(one)),
    ...stopped(cluster),
    ...voters(cluster),
    ...clocks.flatMap(clock),
    ...lags.flatMap(lag),
    ...versions(cluster),
  ]);
}

export type Places = { certificates: readonly CertificateLook[]; services: readonly ServiceLook[] };

/** What is wrong with where the members are found: certificates and DNS. */
export function diagnosePlaces(cluster: Cluster, { certificates, services }: Places, now: Date): Finding[] {
  const silent = services.filter(({ records }) => records === null).slice(0, 1);
  const missing = services.filter(({ records }) => records?.length === 0);
  const answered = services.filter(({ records }) => records !== null && records.length > 0);
  return bySeverity([
    ...certificates.flatMap((look) => certificate(look, now)),
    ...answered.flatMap((look) => service(look, cluster)),
    // Clients of a single server find it by the domain's own address.
    ...(missing.length > 0 && cluster.members.length > 1 ? [findingOf.noRecords(missing, cluster.members.length)] : []),
    ...silent.map((look) => findingOf.dnsSilent(look)),
  ]);
}

function stopped({ members }: Cluster): Finding[] {
  return members.filter(({ state }) => state === 'stopped').map(({ name }) => findingOf.stopped(name, members.length));
}

/** A majority of four is three, as of five: the fourth voter only adds one more that can fail. */
function voters({ votes, members }: Cluster): Finding[] {
  return votes && members.length > 0 && members.length % 2 === 0 ? [findingOf.evenVoters(members.length)] : [];
}

function certificate(look: CertificateLook, now: Date): Finding[] {
  if (!look.seen) return [findingOf.notLookedAt(look, look.why)];
  const daysLeft = (look.validTo.getTime() - now.getTime()) / dayMs;
  const order = look.chain ? chainOrder(look.chain) : 'right';
  return [
    ...(look.lacks.length > 0 ? [findingOf.lacksNames(look, look.names)] : []),
    ...(look.validFrom > now ? [findingOf.notYetValid(look, look.validFrom)] : []),
    ...(daysLeft < 30 ? [findingOf.expires(look, look.validTo, daysLeft)] : []),
    ...(order === 'right' ? [] : [findingOf.chain(look, order, look.chain ?? [])]),
    ...(look.refusedFor === null ? [] : [findingOf.notAccepted(look, look.refusedFor)]),
  ];
}

function service(look: ServiceLook, { members }: Cluster): Finding[] {
  const records = look.records ?? [];
  const places = new Set(records.map(({ host }) => host)).size;
  const few = look.unnamed.length === 0 && places < members.length;
  return [
    ...records.filter(({ reached }) => !reached).map((record) => findingOf.unreached(look, record)),
    ...(look.unnamed.length > 0 ? [findingOf.unnamed(look)] : []),
    ...(few ? [findingOf.fewRecords(look, places, members.length)] : []),
  ];
}

function clock({ who, aheadSeconds, withinSeconds }: ClockLook): Finding[] {
  const sure = Math.abs(aheadSeconds) - withinSeconds;
  return sure > 2 ? [findingOf.clock(who, aheadSeconds, sure > 60)] : [];
}

function lag({ serverId, behind }: OriginLag): Finding[] {
  return behind.flatMap(({ name, seconds }) => {
    if (seconds === null) return [findingOf.lacksOrigin(name, serverId)];
    return seconds > 10 ? [findingOf.behind(name, serverId, seconds)] : [];
  });
}

function versions({ members }: Cluster): Finding[] {
  const known = members.flatMap(({ name, version, state }) =>
    version && state === 'running' ? [{ name, version }] : [],
  );
  return new Set(known.map(({ version }) => version)).size > 1 ? [findingOf.versions(known)] : [];
}
