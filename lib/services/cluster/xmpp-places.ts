import type { Cluster, Member } from '../../domain/cluster.ts';
import type { CertificateLook, Places, ServiceLook } from '../../domain/cluster-doctor.ts';
import type { KeptServer } from '../../store/managed-servers.ts';
import type { Portal } from '../context.ts';
import { domainsServed } from '../servers/server-at.ts';
import { lookAtCertificate } from './look-at-certificate.ts';
import type { Names } from './names.ts';
import { someAtOnce } from './some-at-once.ts';

const mostDomains = 5;
const mostLooks = 24;
const eachMs = 3_000;

type Place = { host: string; port: number; tls: 'direct' | 'starttls' };
type Asked = Place & { domain: string; member: string | null };

/** `direct` for the ports of other servers: that something listens is all that is looked at there. */
const services = [
  { service: '_xmpp-client._tcp', tls: 'starttls', clients: true, usual: true },
  { service: '_xmpps-client._tcp', tls: 'direct', clients: true, usual: false },
  { service: '_xmpp-server._tcp', tls: 'direct', clients: false, usual: false },
] as const;

/** Certificates at the members' own addresses and at those that DNS names, and what DNS names. Bounded; never throws. */
export async function xmppPlaces(
  portal: Pick<Portal, 'xmpp'>,
  names: Names,
  kept: KeptServer,
  { members }: Pick<Cluster, 'members'>,
): Promise<Places> {
  const at = portal.xmpp.connections.at(kept);
  const served = at.ok ? await domainsServed({ kept, server: at.value }) : [kept.domain];
  const domains = served.slice(0, mostDomains);
  const told = await Promise.all(domains.flatMap((domain) => services.map((one) => ask(names, domain, one))));
  const asked = [...ownPlaces(kept, members, domains), ...told.flatMap((one) => placesOf(one, members))];
  const looks = new Map<string, CertificateLook>();
  const unique = [...new Map(asked.map((one) => [keyOf(one), one])).values()].slice(0, mostLooks);
  await someAtOnce(8, unique, async (place) => void looks.set(keyOf(place), await look(portal, kept, place)));
  const own = new Set(ownPlaces(kept, members, domains).map(keyOf));
  return {
    // What can't be reached where DNS sends people is said of the record.
    certificates: [...looks]
      .filter(([key, one]) => !key.endsWith(' tcp') && (one.seen || own.has(key)))
      .map(([, one]) => one),
    services: await Promise.all(
      told
        .filter((one) => one.usual || one.records === null || one.records.length > 0)
        .map((one) => serviceLook(one, looks, members, names)),
    ),
  };
}

type Told = {
  domain: string;
  why: string;
  records: { host: string; port: number }[] | null;
} & (typeof services)[number];

async function ask(names: Names, domain: string, one: (typeof services)[number]): Promise<Told> {
  const answer = await names.services(`${one.service}.${domain}`);
  return Array.isArray(answer)
    ? { ...one, domain, why: '', records: answer }
    : { ...one, domain, why: answer.why, records: null };
}

/** Where the settings lead, and the addresses of the other members, at the same port. */
function ownPlaces({ host, port, tls }: KeptServer, members: readonly Member[], domains: readonly string[]): Asked[] {
  const running = members.filter(({ state, address }) => state === 'running' && address !== null);
  const hosts = new Map(running.map(({ address, name }) => [address as string, name]));
  if (host && !hosts.has(host)) hosts.set(host, '');
  return domains.flatMap((domain) =>
    [...hosts].map(([one, member]) => ({
      host: one,
      port: port || usualPort(tls),
      tls,
      domain,
      member: member || null,
    })),
  );
}

const usualPort = (tls: Place['tls']) => (tls === 'direct' ? 5223 : 5222);

function placesOf({ domain, tls, clients, records }: Told, members: readonly Member[]): (Asked & { tcp?: true })[] {
  return (records ?? []).map(({ host, port }) => {
    const member = members.find(({ address }) => address === host)?.name ?? null;
    return { host, port, tls, domain, member, ...(clients ? {} : { tcp: true as const }) };
  });
}

const keyOf = ({ host, port, tls, domain, tcp }: Asked & { tcp?: true }) =>
  tcp ? `${host} ${port} tcp` : `${host} ${port} ${tls} ${domain}`;

async function look(
  portal: Pick<Portal, 'xmpp'>,
  kept: KeptServer,
  place: Asked & { tcp?: true },
): Promise<CertificateLook> {
  const { host, port, domain, member } = place;
  const deadline = Date.now() + eachMs;
  const where = { member, host, port, lacks: [] };
  const begin = () => portal.xmpp.begin(place, deadline);
  if (place.tcp) return { ...where, seen: false, why: await whyNotOpen(begin) };
  const seen = await lookAtCertificate(begin, { names: [domain], ca: kept.ca, deadline });
  return 'why' in seen ? { ...where, seen: false, why: seen.why } : { ...where, seen: true, ...seen };
}

/** Empty where something listens. */
async function whyNotOpen(begin: () => ReturnType<Portal['xmpp']['begin']>): Promise<string> {
  const begun = await begin();
  if (!begun.ok) return begun.failure.why;
  begun.value.destroy();
  return '';
}

async function serviceLook(
  told: Told,
  looks: ReadonlyMap<string, CertificateLook>,
  members: readonly Member[],
  names: Names,
): Promise<ServiceLook> {
  const { service, domain, why, records } = told;
  if (records === null) return { service, domain, why, records, unnamed: [] };
  const places = placesOf(told, members);
  return {
    ...{ service, domain, why },
    records: places.map((place) => {
      const one = looks.get(keyOf(place));
      // Beyond the bound: nothing is said against it.
      const reached = !one || one.seen || one.why === '';
      return { host: place.host, port: place.port, reached, why: one?.seen === false ? one.why : '' };
    }),
    unnamed: records.length === 0 ? [] : await unnamedMembers(records, members, names),
  };
}

async function unnamedMembers(
  records: readonly { host: string }[],
  members: readonly Member[],
  names: Names,
): Promise<string[]> {
  const addressesOf = async (host: string) => [host, ...(await names.addresses(host))];
  const named = new Set((await Promise.all(records.map(({ host }) => addressesOf(host)))).flat());
  const known = members.filter((one) => one.address !== null && one.state === 'running');
  const led = await Promise.all(
    known.map(async (one) => (await addressesOf(one.address as string)).some((to) => named.has(to))),
  );
  return known.filter((_, index) => !led[index]).map(({ name }) => name);
}
