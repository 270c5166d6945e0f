import { ok, type Result } from '../../domain/failure.ts';
import type { KeptServer } from '../../store/managed-servers.ts';
import type { XmppConnection } from '../../xmpp/port.ts';
import { type Discovered, discoverCommands } from './discover-commands.ts';

export type Catalog = Discovered & { asOf: Date };

/** What each server offers, as found last: a server that is away still has its list, with its age. */
export type CommandCatalogs = {
  /** `fresh` asks again even when it was asked a moment ago. */
  of(server: KeptServer, connection: XmppConnection, fresh: boolean): Promise<Result<Catalog>>;
  /** Without asking anybody. */
  known(serverId: string): Catalog | null;
  drop(serverId: string): void;
};

const keptMs = 5 * 60_000;

export function commandCatalogs(): CommandCatalogs {
  const found = new Map<string, Catalog>();
  const asking = new Map<string, Promise<Result<Catalog>>>();
  return {
    async of({ id, domain }, connection, fresh) {
      const before = found.get(id);
      if (before && !fresh && Date.now() - before.asOf.getTime() < keptMs) return ok(before);
      const running = asking.get(id) ?? ask(id, domain, connection);
      asking.set(id, running);
      return running;
    },
    known: (serverId) => found.get(serverId) ?? null,
    drop: (serverId) => void found.delete(serverId),
  };

  async function ask(id: string, domain: string, connection: XmppConnection): Promise<Result<Catalog>> {
    try {
      const discovered = await discoverCommands(connection, domain);
      if (!discovered.ok) return discovered;
      const catalog = { ...discovered.value, asOf: new Date() };
      found.set(id, catalog);
      return ok(catalog);
    } finally {
      asking.delete(id);
    }
  }
}
