import { z } from 'zod';
import { peopleByDomain } from '../../catalog/count-domains.ts';
import { ok, type Result } from '../../domain/failure.ts';
import type { Host, XmppServer } from '../../xmpp/servers/port.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { answeringServer } from './answering-server.ts';
import { type Told, told } from './fact.ts';

/** Counts are null where they make no sense: on a host that holds no accounts. */
export type HostRow = Host & {
  online: Told<number> | null;
  /** As the server counts them. */
  registered: Told<number> | null;
  /** People of the directory with a JID there. */
  inDirectory: number | null;
};
export type ServerHosts = { rows: HostRow[]; total: number; asOf: string };

/** A server of many hosts is asked for the counts of the first ones only: each is two questions. */
const mostCounted = 50;

/** The domains that a server answers for, with how many are there. */
export const serverHosts = defineUseCase({
  permission: 'servers.read',
  noun: 'server',
  what: 'The hosts of the server were not read.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<ServerHosts>> {
    const found = await answeringServer(context, id);
    if (!found.ok) return found;
    const { server } = found.value;
    const hosts = await server.hosts();
    if (!hosts.ok) return hosts;
    const counted = hosts.value.filter(({ kind }) => kind === 'users').slice(0, mostCounted);
    const [counts, people] = await Promise.all([
      Promise.all(counted.map(async ({ host }) => [host, await countsOf(server, host)] as const)),
      peopleByDomain(
        context.db.prisma,
        counted.map(({ host }) => host),
      ),
    ]);
    const known = new Map(counts);
    const rows = inOrder(hosts.value).map((host): HostRow => {
      const own = known.get(host.host);
      if (!own) return { ...host, online: null, registered: null, inDirectory: null };
      return { ...host, ...own, inDirectory: people.get(host.host) ?? 0 };
    });
    return ok({ rows, total: rows.length, asOf: new Date().toISOString() });
  },
});

/** Where people are first. */
const kinds = ['users', 'rooms', 'other'] as const satisfies readonly Host['kind'][];

function inOrder(hosts: readonly Host[]): Host[] {
  const place = ({ kind, host }: Host) => `${kinds.indexOf(kind)} ${host}`;
  return hosts.toSorted((left, right) => (place(left) < place(right) ? -1 : 1));
}

async function countsOf(server: XmppServer, host: string): Promise<Pick<HostRow, 'online' | 'registered'>> {
  const [online, registered] = await Promise.all([server.onlineCount(host), server.registeredCount(host)]);
  return { online: told(online), registered: told(registered) };
}
