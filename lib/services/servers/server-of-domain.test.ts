import { expect, test, vi } from 'vitest';
import { ok } from '../../domain/failure.ts';
import { readServers } from '../../store/managed-servers.ts';
import type { XmppServer } from '../../xmpp/servers/port.ts';
import type { Portal } from '../context.ts';
import { serversOfDomains } from './server-of-domain.ts';

vi.mock('../../store/managed-servers.ts', () => ({ readServers: vi.fn() }));

type Played = { id: string; domain: string; hosts: XmppServer['hosts']; createdAt?: Date };

/** Servers that say what a test wants; no real one can be made to claim a foreign domain. */
function portalWith(servers: Played[]): Pick<Portal, 'db' | 'xmpp'> {
  vi.mocked(readServers).mockResolvedValue(servers as never);
  const adapted = new Map(servers.map((one) => [one.id, { domain: one.domain, hosts: one.hosts }]));
  const connections = {
    at: ({ id }: { id: string }) => ok(adapted.get(id)),
    none: (domain: string) => ({ domain: `nobody serves ${domain}` }),
  };
  return { db: {}, xmpp: { connections } } as unknown as Pick<Portal, 'db' | 'xmpp'>;
}
const users =
  (...hosts: string[]) =>
  async () =>
    ok(hosts.map((host) => ({ host, kind: 'users' as const, name: '' })));

test('a server is asked for its hosts once, however many ask at once and after', async () => {
  const hosts = vi.fn(users('a.example', 'b.example'));
  const portal = portalWith([{ id: '1', domain: 'a.example', hosts }]);
  const found = await Promise.all([1, 2, 3].map(() => serversOfDomains(portal, ['b.example', 'c.example'])));
  await serversOfDomains(portal, ['a.example']);
  expect(hosts).toHaveBeenCalledTimes(1);
  expect(found[0]?.get('b.example')?.server.domain).toBe('a.example');
  expect(found[0]?.get('c.example')).toMatchObject({ kept: null, server: { domain: 'nobody serves c.example' } });
});

test('a managed domain is its own server’s, whatever another one claims', async () => {
  const portal = portalWith([
    { id: '1', domain: 'a.example', hosts: users('a.example', 'b.example') },
    { id: '2', domain: 'b.example', hosts: users() },
  ]);
  expect((await serversOfDomains(portal, ['b.example'])).get('b.example')?.kept?.id).toBe('2');
});

test('of two servers that claim a domain, the one that was added first has it, whatever they are called', async () => {
  const [older, newer] = [new Date('2026-01-01'), new Date('2026-02-01')];
  const first = { id: '1', domain: 'a.example', hosts: users('a.example', 'c.example'), createdAt: older };
  const second = { id: '2', domain: 'b.example', hosts: users('b.example', 'c.example'), createdAt: newer };
  for (const servers of [
    [first, second],
    [second, first],
  ])
    expect((await serversOfDomains(portalWith(servers), ['c.example'])).get('c.example')?.kept?.id).toBe('1');
});

test('one that no longer answers holds what it told last', async () => {
  vi.useFakeTimers();
  const hosts = vi.fn(users('b.example')).mockImplementationOnce(users('b.example'));
  const portal = portalWith([{ id: '1', domain: 'a.example', hosts }]);
  await serversOfDomains(portal, []);
  hosts.mockImplementation(() => new Promise(() => {}));
  vi.setSystemTime(Date.now() + 61_000);
  const asked = serversOfDomains(portal, ['b.example']);
  await vi.advanceTimersByTimeAsync(2_000);
  expect((await asked).get('b.example')?.kept?.id).toBe('1');
  vi.useRealTimers();
});
