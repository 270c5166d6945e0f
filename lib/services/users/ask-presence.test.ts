import { describe, expect, test, vi } from 'vitest';
import { failed, ok } from '../../domain/failure.ts';
import { readServers } from '../../store/managed-servers.ts';
import type { LastActivity, XmppServer, XmppSession } from '../../xmpp/servers/port.ts';
import type { Portal } from '../context.ts';
import { askPresence, resourceOf, stateOf } from './ask-presence.ts';

vi.mock('../../store/managed-servers.ts', () => ({ readServers: vi.fn() }));

const session = (jid: string, show: XmppSession['show']) => ({ jid, show }) as XmppSession;
const away = async () => failed({ kind: 'unavailable', why: 'It is away.' });

/** Servers that count what they are asked; real ones answer in presence.integration.test.ts. */
function portalWith(servers: Partial<XmppServer>[]): Pick<Portal, 'db' | 'xmpp'> {
  vi.mocked(readServers).mockResolvedValue(servers.map(({ domain }) => ({ id: domain, domain })) as never);
  const none = (domain: string) => ({ domain, sessionsOf: away, lastActivity: away });
  const at = ({ id }: { id: string }) => ok(servers.find(({ domain }) => domain === id));
  return { db: {}, xmpp: { connections: { at, none } } } as unknown as Pick<Portal, 'db' | 'xmpp'>;
}

function server(domain: string, online: Record<string, XmppSession[]>): Partial<XmppServer> {
  const seen: LastActivity = { online: false, at: new Date('2026-03-01T10:00:00Z'), status: null };
  return {
    domain,
    hosts: async () => ok([{ host: domain, kind: 'users', name: '' }]),
    sessionsOf: vi.fn(async (jids: readonly string[]) => ok(new Map(jids.map((jid) => [jid, online[jid] ?? []])))),
    lastActivity: vi.fn(async (jids: readonly string[]) => ok(new Map(jids.map((jid) => [jid, seen])))),
  };
}

describe('each server is asked once', () => {
  test('for the sessions of all, and for the last activity of those without one', async () => {
    const one = server('a.example', { 'on@a.example': [session('on@a.example/x', 'dnd')] });
    const two = server('b.example', {});
    const jids = [...Array.from({ length: 50 }, (_, at) => `p${at}@a.example`), 'on@a.example', 'q@b.example'];
    const known = await askPresence(portalWith([one, two]), jids);
    for (const { sessionsOf, lastActivity } of [one, two]) {
      expect(sessionsOf).toHaveBeenCalledTimes(1);
      expect(lastActivity).toHaveBeenCalledTimes(1);
    }
    expect(vi.mocked(one.lastActivity as XmppServer['lastActivity']).mock.calls[0]?.[0]).not.toContain('on@a.example');
    expect(known.get('on@a.example')).toMatchObject({ state: 'busy', lastSeenAt: null });
    expect(known.get('q@b.example')).toMatchObject({ state: 'offline', lastSeenAt: new Date('2026-03-01T10:00:00Z') });
  });

  test('and not for last activity when everybody is there', async () => {
    const one = server('a.example', { 'on@a.example': [session('on@a.example/x', null)] });
    await askPresence(portalWith([one]), ['on@a.example']);
    expect(one.lastActivity).not.toHaveBeenCalled();
  });
});

describe('what isn’t known says why', () => {
  test('of a server that is away, and of a domain that none serves, while others answer', async () => {
    const gone = { ...server('b.example', {}), sessionsOf: away, lastActivity: away };
    const known = await askPresence(portalWith([server('a.example', {}), gone]), ['p@a.example', 'q@b.example', 'r@c']);
    expect(known.get('p@a.example')?.state).toBe('offline');
    for (const jid of ['q@b.example', 'r@c'])
      expect(known.get(jid)).toMatchObject({ state: 'unknown', why: 'It is away.' });
  });

  test('of a server that says nothing, after two seconds', async () => {
    vi.useFakeTimers();
    const silent = { ...server('a.example', {}), sessionsOf: () => new Promise<never>(() => {}) };
    const asked = askPresence(portalWith([silent]), ['p@a.example']);
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await asked).get('p@a.example')).toMatchObject({ state: 'unknown', why: expect.stringContaining('2 s') });
    expect(silent.lastActivity).not.toHaveBeenCalled();
    vi.useRealTimers();
  });

  test('a server that can’t list sessions but knows who is there is believed', async () => {
    const known = await askPresence(portalWith([{ ...server('a.example', {}), sessionsOf: away }]), ['p@a.example']);
    expect(known.get('p@a.example')).toMatchObject({ state: 'offline', listed: false });
  });
});

test.each([
  ['online', [null]],
  ['online', ['away', 'chat']],
  ['busy', ['dnd', 'xa']],
  ['away', ['xa']],
  ['offline', []],
] as const)('%s is who has %s', (state, shows) => {
  expect(stateOf(shows.map((show) => session('a@x/y', show)))).toBe(state);
});

test('a resource may have slashes', () => {
  expect(resourceOf('a@x/desk/1')).toBe('desk/1');
  expect(resourceOf('a@x')).toBe('');
});
