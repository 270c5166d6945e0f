import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { connectionTo } from './find-server.ts';

type Fact<T> = { value: T } | { why: string };

/** What the server says of itself now; each fact by itself, so that one that fails takes no other with it. */
export type ServerFacts = {
  software: Fact<{ name: string; version: string; os: string }>;
  uptimeSeconds: Fact<number>;
  pingMs: Fact<number>;
  /** XEP-0030 */
  features: Fact<string[]>;
  services: Fact<{ jid: string; name: string }[]>;
  asOf: string;
};

const mostShown = 200;

export const serverFacts = defineUseCase({
  permission: 'servers.read',
  noun: 'server',
  what: 'The server was not asked.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<ServerFacts>> {
    const found = await connectionTo(context, id);
    if (!found.ok) return found;
    const { connection, server } = found.value;
    const { domain } = server;
    const state = connection.state();
    if (state.is === 'away')
      return failed({
        kind: 'unavailable',
        why: `It is away: ${state.why}`,
        todo: 'The portal tries again by itself.',
      });
    const pinged = performance.now();
    const [software, uptime, ping, info, items] = await Promise.all([
      connection.version(domain),
      connection.uptime(domain),
      connection.ping(domain).then((result) => (result.ok ? ok(Math.round(performance.now() - pinged)) : result)),
      connection.info(domain),
      connection.items(domain),
    ]);
    return ok({
      software: factOf(software, (value) => value),
      uptimeSeconds: factOf(uptime, (value) => value),
      pingMs: factOf(ping, (value) => value),
      features: factOf(info, ({ features }) => features.slice(0, mostShown)),
      services: factOf(items, (all) =>
        all
          .filter(({ node, jid }) => node === '' && jid !== domain)
          .slice(0, mostShown)
          .map(({ jid, name }) => ({ jid, name })),
      ),
      asOf: new Date().toISOString(),
    });
  },
});

function factOf<T, U>(result: Result<T>, take: (value: T) => U): Fact<U> {
  return result.ok ? { value: take(result.value) } : { why: result.failure.why };
}
