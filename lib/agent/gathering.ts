import type { Connections } from '../services/servers/connections.ts';
import type { Database } from '../store/database.ts';
import { type KeptServer, readServers } from '../store/managed-servers.ts';
import type { XmppServer } from '../xmpp/servers/port.ts';
import type { Application } from './application.ts';
import type { DirectoryWatch } from './directory-watch.ts';
import { applicationIndexes } from './numbering.ts';
import { ServerWatch } from './server-watch.ts';

export type GatheringParts = {
  db: Database;
  connections: Connections;
  directory: DirectoryWatch;
  /** Where people find the portal. */
  publicUrl: string;
};

type Watched = { kept: KeptServer; server: XmppServer; watch: ServerWatch };

/** Looks at all servers again and again, each by itself: one that is slow delays no other. */
export class Gathering {
  private readonly parts: GatheringParts;
  private readonly onChange: () => void;
  private readonly watched = new Map<string, Watched>();
  private readonly looking = new Set<object>();
  private reading = false;

  constructor(parts: GatheringParts, onChange: () => void) {
    this.parts = parts;
    this.onChange = onChange;
  }

  /** Begins a look at everything that isn't being looked at; answers before these looks end. Never throws. */
  async begin(): Promise<void> {
    this.look(this.parts.directory);
    await this.readServers();
    for (const { watch } of this.watched.values()) this.look(watch);
    // Also what grew too old shows.
    this.onChange();
  }

  applications(): Application[] {
    const indexes = applicationIndexes([...this.watched.keys()]);
    const servers = [...this.watched.values()].map(({ kept: { id, name, domain }, watch }) =>
      watch.application({
        index: indexes.get(id) as number,
        name,
        domain,
        url: new URL(`/servers/${id}`, this.parts.publicUrl).href,
      }),
    );
    return [this.parts.directory.application(), ...servers];
  }

  /** Without the database those that were known are looked at. */
  private async readServers(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    const servers = await readServers(this.parts.db).catch(() => null);
    this.reading = false;
    if (servers) this.follow(servers);
  }

  private follow(servers: readonly KeptServer[]): void {
    const there = new Set(servers.map(({ id }) => id));
    for (const id of this.watched.keys()) if (!there.has(id)) this.leave(id);
    for (const kept of servers) {
      const at = this.parts.connections.at(kept);
      const before = this.watched.get(kept.id);
      if (!at.ok) this.watched.delete(kept.id);
      else if (before?.server === at.value) before.kept = kept;
      else this.watched.set(kept.id, { kept, server: at.value, watch: new ServerWatch(at.value) });
    }
  }

  private leave(id: string): void {
    this.watched.delete(id);
    this.parts.connections.leave(id);
  }

  private look(watch: ServerWatch | DirectoryWatch): void {
    if (this.looking.has(watch)) return;
    this.looking.add(watch);
    void watch
      .look()
      .catch(() => {})
      .finally(() => {
        this.looking.delete(watch);
        this.onChange();
      });
  }
}
