import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { FieldRule } from '../../../../domain/command-offer.ts';
import type { DataForm, FormField } from '../../../../domain/data-form.ts';
import { ok } from '../../../../domain/failure.ts';
import { listAudit } from '../../../../store/audit-list.ts';
import type { CommandStage } from '../../../../xmpp/port.ts';
import type { Context } from '../../../context.ts';
import { addServer } from '../../../servers/add-server.ts';
import { fakeConnector, fakeServer } from '../../../testing/fake-connector.ts';
import { asAccount, testPortal } from '../../../testing/portal.ts';
import { value } from '../../../testing/signed-in.ts';
import type { CommandStep } from '../../step-view.ts';
import { beginOffered } from '../begin-offered.ts';
import { continueOffered } from '../continue-offered.ts';
import { makeOffer } from '../make-offer.ts';
import type { OfferInput } from '../offer-settings.ts';

/**
 * For tests only. Forms that the lab's servers don't have: several steps that each name JIDs, text that carries them, hidden
 * fields with some.
 */
export const played = fakeServer();
export const portal = testPortal({}, fakeConnector(played));
export const northDn = portal.tree.realmsBase.child('ou', 'north');
export let ada: Context;
export let rex: Context;
export let server: string;

/** Two managed servers that both are the played one, which begins afresh with each test. */
export function setScene(): void {
  beforeAll(async () => {
    [ada, rex] = [await asAccount(portal, 'ada'), await asAccount(portal, 'rex')];
    const settings = {
      ...{ name: 'Offering', domain: 'served.example', host: '127.0.0.9', port: 5222, tls: 'starttls', ca: '' },
      ...{ jid: 'portal@north.example', mechanisms: ['SCRAM-SHA-256'] },
    };
    server = value(await addServer(ada, { settings, secret: 'x' })).id;
    const below = { ...settings, name: 'Below', domain: 'chat.north.example', jid: 'admin@chat.north.example' };
    value(await addServer(ada, { settings: below, secret: 'x' }));
  });
  afterAll(async () => void (await portal.db.prisma.managedServer.deleteMany()));
  beforeEach(() => Object.assign(played, fakeServer()));
}

export const field = (name: string, more: Partial<FormField> = {}): FormField => ({
  ...{ name, type: 'text-single', label: '', description: '', required: false },
  ...{ values: [], options: [], validation: null, hadMedia: false },
  ...more,
});
export const form = (fields: FormField[], more: Partial<DataForm> = {}): DataForm => ({
  ...{ kind: 'form', title: '', instructions: [], fields, reported: [], items: [] },
  ...more,
});
export const stage = (more: Partial<CommandStage>): CommandStage => ({
  ...{ sessionId: 's', status: 'executing', actions: ['next', 'complete'], defaultAction: 'complete' },
  ...{ notes: [], form: null },
  ...more,
});
export const rule = (name: string, more: Partial<FieldRule> = {}): FieldRule => ({
  ...{ name, is: 'asked', values: [], jid: null },
  ...more,
});
export const settings = (more: Partial<OfferInput> = {}): OfferInput => ({
  ...{ server, jid: 'served.example', node: 'x', name: 'End a session', description: 'Signs somebody out.' },
  ...{ realm: northDn.toString(), audience: ['manageUsers'], fields: [] },
  ...more,
});
export const offered = async (more: Partial<OfferInput> = {}) => value(await makeOffer(ada, settings(more))).id;

export async function begun(fields: FormField[], more: Partial<OfferInput> = {}, who = rex): Promise<CommandStep> {
  const id = await offered(more);
  played.answer = () => ok(stage({ form: form(fields) }));
  const step = value(await beginOffered(who, { offer: id }));
  played.answer = () => ok(stage({ status: 'completed' }));
  return step;
}
export const send = ({ token }: CommandStep, answer: Record<string, string[]>, action = 'complete', who = rex) =>
  continueOffered(who, { token, action, answer });
export const lastRecord = async () =>
  (await listAudit(portal.db, { realmKeys: null }, { offset: 0, limit: 1 })).rows[0];
