import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import type { XmppServer } from '../../xmpp/servers/port.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { answeringServer } from './answering-server.ts';
import { disagreements } from './cluster-views.ts';
import { type Told, told } from './fact.ts';

/** The few figures that say how a server is. */
export type ServerGlance = {
  sessions: Told<number>;
  federation: Told<{ in: number; out: number }>;
  cluster: Told<{ running: number; stopped: number; agree: boolean }>;
  asOf: string;
};

export const serverGlance = defineUseCase({
  permission: 'servers.read',
  noun: 'server',
  what: 'The figures of the server were not read.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<ServerGlance>> {
    const found = await answeringServer(context, id);
    if (!found.ok) return found;
    const { server } = found.value;
    const [sessions, s2s, members] = await Promise.all([
      sessionsOnline(server),
      server.s2sSessions(),
      server.cluster(),
    ]);
    return ok({
      sessions: told(sessions),
      federation: told(s2s, (all) => {
        const incoming = all.filter(({ direction }) => direction === 'in').length;
        return { in: incoming, out: all.length - incoming };
      }),
      cluster: told(members, (all) => {
        const running = all.filter(({ state }) => state === 'running').length;
        return { running, stopped: all.length - running, agree: disagreements(all).length === 0 };
      }),
      asOf: new Date().toISOString(),
    });
  },
});

/** The list knows how many there are; a server without it can still count who is online on its hosts, the first fifty. */
async function sessionsOnline(server: XmppServer): Promise<Result<number>> {
  const listed = await server.onlineSessions({ limit: 1 });
  if (listed.ok && listed.value.total !== null) return ok(listed.value.total);
  const hosts = await server.hosts();
  const users = hosts.ok ? hosts.value.filter(({ kind }) => kind === 'users').map(({ host }) => host) : [server.domain];
  const counts = await Promise.all(users.slice(0, 50).map((host) => server.onlineCount(host)));
  return counts.reduce(
    (sum, count) => (sum.ok && count.ok ? ok(sum.value + count.value) : sum.ok ? count : sum),
    ok(0),
  );
}
