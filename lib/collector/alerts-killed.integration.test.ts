import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { type Lab, startLab } from '#lab/lab.ts';
import type { XmppServerFacts } from '#lab/xmpp/facts.ts';
import { startXmppLab, type XmppLab } from '#lab/xmpp/lab.ts';
import { Session } from '#lab/xmpp/session.ts';
import { find } from '#lab/xmpp/xml.ts';
import { BreakingProxy } from '../xmpp/breaking-proxy-under-test.ts';
import { alertsUntilNow, nextAlert, XmppAlertsUnderTest } from './alerts-by-xmpp-under-test.ts';
import { settingsOf } from './sampling-under-test.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** kill -9 of the server between a message and its acknowledgement, on servers of this file's own: others share the lab. */
const home = mkdtempSync(join(tmpdir(), 'bailiwick-alerts-killed-'));
const labOptions = {
  ...{ home, users: 20, durable: false, demoPassword: 'correct horse battery' },
  host: new URL(inject('lab').directory.ldapsUrl).hostname.replace('127.0.', '127.2.'),
};
let lab: Lab;
let xmpp: XmppLab;

beforeAll(async () => {
  lab = await startLab(labOptions);
  xmpp = await startXmppLab({ home, facts: lab.facts, say() {} });
});
afterAll(async () => {
  await xmpp?.stop();
  await lab?.stop();
  rmSync(home, { recursive: true, force: true });
});

const sides = [
  { name: 'north', node: 'ej1', domain: 'north.example', jid: 'uma@north.example' },
  { name: 'south', node: 'prosody', domain: 'south.example', jid: 'otto@south.example' },
] as const;

describe.each(sides)('$domain killed in the middle', ({ name, node, domain, jid }) => {
  test('leaves a message that may have arrived: told so, sent again under the same id, and marked', async () => {
    const server = xmpp.facts.servers.find((one) => one.name === name) as XmppServerFacts;
    const ca = readFileSync(xmpp.facts.caFile, 'utf8');
    const signIn = async () => {
      const place = { host: server.host, port: server.ports.direct, ca };
      const session = await Session.open({ jid, password: labOptions.demoPassword, ...place });
      session.send('<presence/>');
      return session;
    };
    const proxy = await BreakingProxy.start({ host: server.host, port: server.ports.starttls });
    const alerts = await XmppAlertsUnderTest.begin();
    try {
      await alerts.manage({ ...settingsOf(server, xmpp.facts.caFile), ...proxy.place }, server.admin.password);
      const settings = { ALERT_XMPP_FROM: domain, ALERT_XMPP_TO: jid };
      const connection = await alerts.connection(domain);
      const comesToBe = (is: string) =>
        vi.waitFor(() => expect(connection.state().is).toBe(is), { timeout: 60_000, interval: 20 });
      await comesToBe('online');
      const session = await signIn();
      await alerts.put(settings);
      // The message gets through, and its acknowledgement doesn't.
      proxy.freeze();
      const sending = alerts.send(settings);
      const first = await nextAlert(session);
      process.kill(xmpp.nodes[node]().pid, 'SIGKILL');
      await comesToBe('away');
      proxy.open();
      await sending;
      expect(await alerts.last()).toMatchObject({
        ...{ state: 'waiting', uncertain: true },
        error: expect.stringMatching(/It may have arrived\.$/),
      });
      await comesToBe('online');
      const again = await vi.waitFor(signIn, { timeout: 30_000, interval: 500 });
      await alerts.startAgain();
      await alerts.due();
      await alerts.send(settings);
      const second = await nextAlert(again);
      expect(second.attributes.id).toBe(first.attributes.id);
      expect(find(second, 'origin-id')?.attributes.id).toBe(first.attributes.id);
      expect(find(second, 'body')?.text).toMatch(/^Sent again/);
      await sleep(500);
      expect(await alertsUntilNow(again)).toBe(0);
      expect(await alerts.last()).toMatchObject({ state: 'sent', tries: 2, uncertain: false });
    } finally {
      await alerts.end();
      await proxy.stop();
    }
  });
});
