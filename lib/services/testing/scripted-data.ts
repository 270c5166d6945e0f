import { failed, ok, type Result } from '../../domain/failure.ts';
import {
  type Abilities,
  abilityNames,
  type DataStore,
  type RosterItem,
  type XmppServer,
  type XmppSession,
} from '../../xmpp/servers/port.ts';

/**
 * What a server holds, in memory, so that a test can break off, lose answers and look at every moment. What real servers make of
 * the same questions is tested against real ones.
 */
export type ScriptedData = {
  rosters: Map<string, RosterItem[]>;
  /** By account and store; the roster is apart. */
  stores: Map<string, Map<DataStore, Set<string>>>;
  /** By room: bare JID to affiliation. */
  rooms: Map<string, Map<string, string>>;
  sessions: Map<string, string[]>;
  immovable: Map<DataStore, string>;
  /** Asked before each question; what it answers is the answer. `late`: after it was carried out. */
  fault: (question: string) => { late?: boolean; kind: 'unavailable' | 'timeout' } | null;
  questions: string[];
  can: boolean;
};

export function scriptedData(hosts: readonly string[]): { data: ScriptedData; abilities: Partial<XmppServer> } {
  const data: ScriptedData = {
    rosters: new Map(),
    stores: new Map(),
    rooms: new Map(),
    sessions: new Map(),
    immovable: new Map(),
    fault: () => null,
    questions: [],
    can: true,
  };
  return { data, abilities: abilitiesOf(data, hosts) };
}

function abilitiesOf(data: ScriptedData, hosts: readonly string[]): Partial<XmppServer> {
  const asked = async <T>(question: string, answer: () => T): Promise<Result<T>> => {
    data.questions.push(question);
    const fault = data.fault(question);
    if (fault && !fault.late) return broken(fault.kind);
    const value = answer();
    return fault ? broken(fault.kind) : ok(value);
  };
  const held = (jid: string, store: DataStore): Set<string> => {
    if (store === 'roster') return new Set((data.rosters.get(jid) ?? []).map((item) => item.jid));
    return data.stores.get(jid)?.get(store) ?? new Set();
  };
  return {
    abilities: async () => everything(data.can),
    hosts: async () => ok(hosts.map((host) => ({ host, kind: 'users' as const, name: '' }))),
    sessionsOf: (jids) =>
      asked('sessionsOf', () => new Map(jids.map((jid) => [jid, (data.sessions.get(jid) ?? []).map(session)]))),
    endSessions: (jids) =>
      asked(`endSessions ${jids.join()}`, () => {
        for (const jid of jids) data.sessions.delete(jid);
        return { ended: null, seen: false as const, why: 'scripted' };
      }),
    roster: (jid) => asked('roster', () => data.rosters.get(jid) ?? []),
    stores: (jid) =>
      asked('stores', () =>
        (['roster', 'vcard', 'private', 'archive', 'offline', 'last'] as const).map((store) => ({
          store,
          items: held(jid, store).size,
          movable: !data.immovable.has(store),
          why: data.immovable.get(store) ?? '',
        })),
      ),
    copyStore: (from, to, store) =>
      asked(`copyStore ${store}`, () => {
        copy(data, from, to, store);
        return { copied: held(to, store).size };
      }),
    deleteStore: (jid, store) =>
      asked(`deleteStore ${jid} ${store}`, () => {
        const deleted = held(jid, store).size;
        if (store === 'roster') data.rosters.delete(jid);
        else data.stores.get(jid)?.delete(store);
        return { deleted };
      }),
    replaceContact: (accounts, old, replacement) =>
      asked('replaceContact', () =>
        accounts.map((jid) => ({ jid, changed: replaceIn(data, jid, old, replacement), why: null })),
      ),
    replaceAffiliate: (old, replacement) =>
      asked('replaceAffiliate', () =>
        [...data.rooms].flatMap(([room, affiliations]) => {
          const affiliation = affiliations.get(old);
          if (!affiliation) return [];
          affiliations.delete(old);
          affiliations.set(replacement, affiliation);
          return [{ room, affiliation, changed: true, why: null }];
        }),
      ),
  };
}

function copy(data: ScriptedData, from: string, to: string, store: DataStore): void {
  if (store === 'roster') {
    const there = data.rosters.get(to) ?? [];
    const added = (data.rosters.get(from) ?? []).filter(({ jid }) => !there.some((item) => item.jid === jid));
    data.rosters.set(to, [...there, ...added]);
    return;
  }
  const target = data.stores.get(to) ?? new Map<DataStore, Set<string>>();
  data.stores.set(to, target);
  target.set(store, new Set([...(target.get(store) ?? []), ...(data.stores.get(from)?.get(store) ?? [])]));
}

function replaceIn(data: ScriptedData, account: string, old: string, replacement: string): boolean {
  const roster = data.rosters.get(account) ?? [];
  const item = roster.find(({ jid }) => jid === old);
  if (!item) return false;
  const others = roster.filter(({ jid }) => jid !== old && jid !== replacement);
  data.rosters.set(account, [...others, { ...item, jid: replacement }]);
  return true;
}

function session(jid: string): XmppSession {
  const unknown = { node: null, address: null, port: null, since: null, tls: null, cipher: null, mechanism: null };
  return { ...unknown, jid, show: null, status: null, priority: null, transport: null };
}

function everything(can: boolean): Abilities {
  const one = can ? { can: true, by: 'a script' } : { can: false, why: 'This server can’t.', todo: '' };
  return Object.fromEntries(abilityNames.map((name) => [name, one])) as Abilities;
}

function broken(kind: 'unavailable' | 'timeout'): Result<never> {
  return kind === 'timeout'
    ? failed({ kind, why: 'No answer came in time.', uncertain: true })
    : failed({ kind, why: 'The server can’t be reached.' });
}
