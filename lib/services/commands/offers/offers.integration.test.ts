import { readFileSync } from 'node:fs';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { serverOf, signIn } from '../../../../lab/xmpp/for-tests.ts';
import type { FieldRule } from '../../../domain/command-offer.ts';
import { listAudit } from '../../../store/audit-list.ts';
import { xmppConnector } from '../../../xmpp/connect.ts';
import type { Context } from '../../context.ts';
import { addServer } from '../../servers/add-server.ts';
import { viewServer } from '../../servers/view-server.ts';
import { accountPassword, asAccount, testPortal } from '../../testing/portal.ts';
import { type Made, newPerson, value } from '../../testing/signed-in.ts';
import type { Continued } from '../continue-step.ts';
import type { CommandStep } from '../step-view.ts';
import { beginOffered } from './begin-offered.ts';
import { continueOffered } from './continue-offered.ts';
import { inspectCommand } from './inspect-command.ts';
import { listOffered } from './list-offered.ts';
import { makeOffer } from './make-offer.ts';
import type { OfferInput } from './offer-settings.ts';

/** Offered commands on the lab's ejabberd (north) and Prosody (south). */
const portal = testPortal({}, xmppConnector(pino({ level: 'silent' })));
const admin = 'http://jabber.org/protocol/admin#';
const ids: Record<string, string> = {};
const people: Record<string, Made & { jid: string }> = {};
let ada: Context;

beforeAll(async () => {
  ada = await asAccount(portal, 'ada');
  for (const name of ['north', 'south'] as const) {
    const { host, ports, admin: account, domains } = serverOf(`x@${name}.example`);
    const settings = {
      ...{ name: `The ${name} one`, domain: domains[0], host, port: ports.starttls, tls: 'starttls' as const },
      ...{ ca: readFileSync(inject('xmpp').caFile, 'utf8'), jid: account.jid, mechanisms: ['SCRAM-SHA-256', 'PLAIN'] },
    };
    ids[name] = value(await addServer(ada, { settings, secret: account.password })).id;
    const state = async () => value(await viewServer(ada, { id: ids[name] })).state.is;
    const person = await newPerson(portal, 'offered', name);
    people[`${name}.example`] = { ...person, jid: `${person.uid}@${name}.example` };
    await vi.waitFor(async () => expect(await state()).toBe('online'), { timeout: 10_000 });
  }
});
afterAll(async () => void (await portal.db.prisma.managedServer.deleteMany()));

async function offer(name: 'north' | 'south', node: string, more: Partial<OfferInput> = {}): Promise<string> {
  const realm = portal.tree.realmsBase.child('ou', name).toString();
  const made = await makeOffer(ada, {
    ...{ server: ids[name], jid: `${name}.example`, node, name: node, description: '', realm, fields: [] },
    audience: ['manageUsers', 'resetPasswords'],
    ...more,
  });
  return value(made).id;
}
const begun = async (who: Context, id: string) => value(await beginOffered(who, { offer: id }));
const go = (who: Context, { token }: CommandStep, answer: Record<string, string[]>, action = 'complete') =>
  continueOffered(who, { token, action, answer });
const ended = (continued: Continued): CommandStep => {
  if ('problems' in continued) throw new Error(JSON.stringify(continued.problems));
  return continued.step;
};
const lastRecord = async () => (await listAudit(portal.db, { realmKeys: null }, { offset: 0, limit: 1 })).rows[0];
const personOf = (domain: string) => people[domain]?.jid as string;
const online = (domain: string) => signIn(personOf(domain), people[domain]?.password as string);

describe.each([
  {
    name: 'north',
    software: 'ejabberd',
    who: 'rex',
    field: 'accountjid',
    foreign: 'south.example',
    higher: 'ada@north.example',
  },
  {
    name: 'south',
    software: 'Prosody',
    who: 'hana',
    field: 'accountjids',
    foreign: 'north.example',
    higher: 'otto@south.example',
  },
] as const)('ending sessions on $software, offered over $name', ({ name, who, field, foreign, higher }) => {
  test(`${who} ends those of a person of the realm, and the record is the realm’s`, async () => {
    const delegate = await asAccount(portal, who);
    const jid = personOf(`${name}.example`);
    const session = await online(`${name}.example`);
    const step = await begun(delegate, await offer(name, `${admin}end-user-session`));
    expect(step).toMatchObject({ status: 'executing', server: null, jid: '', node: '' });
    const done = value(await go(delegate, step, { [field]: [jid] }));
    expect(done).toMatchObject({ step: { status: 'completed' } });
    await session.ended;
    expect(await lastRecord()).toMatchObject({
      action: 'commands.run',
      outcome: 'succeeded',
      actorName: delegate.actor.name,
      realmKey: portal.tree.realmsBase.child('ou', name).key,
      after: { [`field ${field}`]: [jid], to: [`${name}.example`] },
    });
  });

  test(`of another realm, of somebody who holds more, and of the portal itself they are refused, and nothing is sent`, async () => {
    const delegate = await asAccount(portal, who);
    const step = await begun(delegate, await offer(name, `${admin}end-user-session`));
    const before = await lastRecord();
    const spellings = [`${personOf(foreign)}`, `SOMEBODY@${foreign.toUpperCase()}`, `x@${foreign}/phone`, foreign];
    for (const jid of [...spellings, `nobody-there@${name}.example`, serverOf(`x@${name}.example`).admin.jid])
      expect(await go(delegate, step, { [field]: [jid] }), jid).toMatchObject({ value: { problems: [{ field }] } });
    const outranked = await go(delegate, step, { [field]: [higher] });
    expect(outranked).toMatchObject({ value: { problems: [{ why: expect.stringContaining('which you don’t') }] } });
    expect(await lastRecord()).toEqual(before);
    value(await go(delegate, step, {}, 'cancel'));
  });
});

describe('statistics, on Prosody', () => {
  test('are refused for a person of another realm, and the same form then works for one’s own', async () => {
    const hana = await asAccount(portal, 'hana');
    const step = await begun(hana, await offer('south', `${admin}user-stats`));
    expect(await go(hana, step, { accountjid: ['uma@north.example'] })).toMatchObject({
      value: { problems: [{ field: 'accountjid' }] },
    });
    const done = value(await go(hana, step, { accountjid: ['hana@south.example'] }));
    expect(done).toMatchObject({ step: { status: 'completed', step: 2 } });
  });
});

describe('what the offer sets', () => {
  test('is what the server gets, whatever is sent by hand, and what is hidden reaches no browser', async () => {
    const rex = await asAccount(portal, 'rex');
    const jid = personOf('north.example');
    const fields: FieldRule[] = [{ name: 'accountjid', is: 'hidden', values: [jid], jid: null }];
    const step = await begun(rex, await offer('north', `${admin}user-stats`, { fields }));
    expect(JSON.stringify(step)).not.toContain(jid);
    const done = value(await go(rex, step, { accountjid: ['uma@north.example'] }));
    expect(done).toMatchObject({ step: { status: 'completed' } });
    expect(JSON.stringify((await lastRecord())?.after)).not.toMatch(new RegExp(`uma@|${jid}`));
    expect((await lastRecord())?.after).toMatchObject({ 'field accountjid': ['(hidden by the offer)'] });
  });

  test('is shown when it is fixed, and can’t be changed', async () => {
    const rex = await asAccount(portal, 'rex');
    const jid = personOf('north.example');
    const fields: FieldRule[] = [{ name: 'accountjid', is: 'fixed', values: [jid], jid: null }];
    const step = await begun(rex, await offer('north', `${admin}user-stats`, { fields }));
    expect(step.fields).toContainEqual(expect.objectContaining({ name: 'accountjid', type: 'fixed', values: [jid] }));
    value(await go(rex, step, { accountjid: ['uma@north.example'] }));
    expect((await lastRecord())?.after).toMatchObject({ 'field accountjid': [jid] });
  });
});

describe('results', () => {
  test('who is online on ejabberd is told of the realm alone, and how many are left out', async () => {
    const fay = await asAccount(portal, 'fay');
    const sessions = [await signIn('fay@field.example', accountPassword('fay')), await online('north.example')];
    const realm = portal.tree.realmsBase.child('ou', 'north').child('ou', 'field').toString();
    const step = await begun(fay, await offer('north', `${admin}get-online-users-list`, { realm }));
    const { leftOut, ...shown } = step.status === 'completed' ? step : ended(value(await go(fay, step, {})));
    for (const session of sessions) await session.close();
    expect(JSON.stringify(shown)).not.toContain('@north.example');
    expect(leftOut).toBeGreaterThan(0);
  });

  test('who is online on Prosody is told in two steps', async () => {
    const hana = await asAccount(portal, 'hana');
    const session = await online('south.example');
    const step = await begun(hana, await offer('south', `${admin}get-online-users-list`));
    const shown = ended(value(await go(hana, step, {})));
    await session.close();
    expect(JSON.stringify(shown)).toContain(personOf('south.example'));
  });
});

describe('looking before offering', () => {
  test.each(['north', 'south'] as const)('the form of a command of %s is read without running it', async (name) => {
    const seen = value(
      await inspectCommand(ada, { server: ids[name], jid: `${name}.example`, node: `${admin}user-stats` }),
    );
    expect(seen).toMatchObject({ ran: false, fields: [expect.objectContaining({ name: 'accountjid' })] });
  });

  test('that a command has no form is said', async () => {
    expect(value(await inspectCommand(ada, { server: ids.south, jid: 'south.example', node: 'uptime' }))).toMatchObject(
      {
        ran: true,
      },
    );
  });
});

test('nobody but those to whom it is offered knows of it', async () => {
  const id = await offer('south', `${admin}user-stats`, { audience: ['resetPasswords'] });
  const listed = async (uid: string) => {
    const list = await listOffered(await asAccount(portal, uid), {});
    return list.ok && list.value.some((row) => row.id === id);
  };
  expect(await listed('hana')).toBe(true);
  for (const uid of ['rex', 'fay', 'nora', 'uma', 'aud', 'otto']) {
    expect(await listed(uid), uid).toBe(false);
    expect(await beginOffered(await asAccount(portal, uid), { offer: id })).toMatchObject({
      failure: { kind: 'not-found' },
    });
  }
});
