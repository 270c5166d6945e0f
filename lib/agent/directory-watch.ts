import type { Reader } from '../directory/port.ts';
import { Dn } from '../domain/dn.ts';
import type { Entry } from '../domain/entry.ts';
import { equal, not } from '../domain/filter.ts';
import { parseGeneralizedTime } from '../domain/generalized-time.ts';
import type { Application, Association, LdapOperation } from './application.ts';
import { Kept } from './kept.ts';
import { directoryIndex } from './numbering.ts';
import { Rates } from './rates.ts';

const monitor = Dn.of('cn=Monitor');
const at = (...path: string[]) => path.reduceRight((dn, name) => dn.child('cn', name), monitor);
/** In the order of BAILIWICK-SERVICES-MIB's numbers, as slapd names them below cn=Operations. */
const operations = ['Bind', 'Unbind', 'Search', 'Compare', 'Modify', 'Modrdn', 'Add', 'Delete', 'Abandon', 'Extended'];
const freshMs = 45_000;
const mostEntries = 500;
const mostConnections = 1_000;

/** The directory, by what slapd says of itself in cn=Monitor (slapd-monitor(5)), where the service account may read it. */
export class DirectoryWatch {
  private readonly reader: Reader;
  private readonly address: URL;
  private readonly figures = new Kept<ReadonlyMap<string, Entry>>(freshMs);
  private readonly connections = new Kept<readonly Entry[]>(freshMs);
  private readonly rates = new Rates<number>();
  private status: 'up' | 'down' | null = null;
  private statusSince: Date | null = null;
  private lastInbound: Date | null = null;

  constructor(reader: Reader, url: string) {
    this.reader = reader;
    this.address = new URL(url);
  }

  async look(): Promise<void> {
    const isConnection = equal('objectClass', 'monitorConnection');
    const asked = this.reader.search({
      base: monitor,
      scope: 'sub',
      filter: not(isConnection),
      attributes: ['monitorCounter', 'monitorOpInitiated', 'monitorOpCompleted', 'monitoredInfo', 'monitorTimestamp'],
      limit: mostEntries,
    });
    // An answer of any kind is one: cn=Monitor may be closed to us.
    const found = await asked;
    this.becomes(found.ok || !['unavailable', 'timeout'].includes(found.failure.kind) ? 'up' : 'down');
    if (!found.ok) return;
    const entries = new Map(found.value.entries.map((entry) => [entry.dn.key, entry]));
    await this.figures.ask(Promise.resolve({ ok: true, value: entries }));
    if (this.current()) this.lastInbound = new Date();
    const started = this.startedAt();
    const counts = operations.flatMap((name, index) => {
      const done = whole(entries.get(at(name, 'Operations').key), 'monitorOpCompleted');
      return done === null ? [] : [[index + 1, done] as const];
    });
    this.rates.read(Date.now(), String(started?.getTime()), new Map(counts));
    const listed = await this.reader.search({
      base: at('Connections'),
      scope: 'one',
      filter: isConnection,
      attributes: ['monitorConnectionNumber', 'monitorConnectionPeerAddress', 'monitorConnectionStartTime'],
      limit: mostConnections,
    });
    if (listed.ok) await this.connections.ask(Promise.resolve({ ok: true, value: listed.value.entries }));
  }

  application(): Application {
    const info = this.entry()?.first('monitoredInfo') ?? '';
    const current = this.current();
    return {
      index: directoryIndex,
      name: 'LDAP directory',
      description: `LDAP directory at ${this.address.host}`,
      url: null,
      version: info === '' ? null : info,
      status: this.status,
      statusSince: this.statusSince,
      startedAt: this.startedAt(),
      inbound: current,
      outbound: null,
      accumulatedInbound: whole(this.entry('Total', 'Connections'), 'monitorCounter'),
      lastInbound: this.lastInbound,
      lastOutbound: null,
      associations: (this.connections.get() ?? []).flatMap((entry) => this.association(entry)),
      sessions:
        current === null
          ? []
          : [
              {
                kind: 'ldap',
                count: current,
                octetsIn: null,
                octetsOut: whole(this.entry('Bytes', 'Statistics'), 'monitorCounter'),
              },
            ],
      mechanisms: [],
      encryption: [],
      xmpp: null,
      ldap: this.operations(),
    };
  }

  private becomes(status: 'up' | 'down'): void {
    if (this.status === status) return;
    // Seen up at the first look, it is so since it started, as far as anybody knows.
    this.statusSince = this.status === null && status === 'up' ? null : new Date();
    this.status = status;
    for (const one of [this.figures, this.connections]) one.forget();
    this.rates.forget();
  }

  private entry(...path: string[]): Entry | undefined {
    return this.figures.get()?.get(at(...path).key);
  }

  private current(): number | null {
    const current = whole(this.entry('Current', 'Connections'), 'monitorCounter');
    return current === null ? null : Number(current);
  }

  private startedAt(): Date | null {
    return parseGeneralizedTime(this.entry('Start', 'Time')?.first('monitorTimestamp') ?? '');
  }

  private operations(): LdapOperation[] {
    return operations.map((name, index) => {
      const entry = this.entry(name, 'Operations');
      return {
        number: index + 1,
        initiated: whole(entry, 'monitorOpInitiated'),
        completed: whole(entry, 'monitorOpCompleted'),
        rate: entry ? this.rates.get(index + 1) : null,
      };
    });
  }

  /** slapd numbers its connections from 0 (or from a great number), and uses none twice. */
  private association(entry: Entry): Association[] {
    const number = whole(entry, 'monitorConnectionNumber');
    const [, remote = ''] = /^IP=(.+):\d+$/.exec(entry.first('monitorConnectionPeerAddress')) ?? [];
    if (number === null || number < 0n || number >= 0x7fffffffn || remote === '') return [];
    return [
      {
        index: Number(number) + 1,
        remote: remote.replace(/^\[(.*)\]$/, '$1'),
        port: Number(this.address.port) || (this.address.protocol === 'ldaps:' ? 636 : 389),
        type: 'clientInitiated',
        since: parseGeneralizedTime(entry.first('monitorConnectionStartTime')),
      },
    ];
  }
}

function whole(entry: Entry | undefined, attribute: string): bigint | null {
  const text = entry?.first(attribute) ?? '';
  return /^\d{1,20}$/.test(text) ? BigInt(text) : null;
}
