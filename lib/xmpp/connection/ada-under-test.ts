import { expect, onTestFinished, vi } from 'vitest';
import { SupervisedConnection } from '../connection.ts';
import type { ServerAddress } from '../port.ts';
import { type Conversation, ScriptedServer } from '../scripted-server-under-test.ts';

vi.setConfig({ testTimeout: 40_000 });

const silent = { info() {}, warn() {} };
export const node = 'http://jabber.org/protocol/admin#user-stats';
export const done = (text: string) =>
  `<command xmlns='http://jabber.org/protocol/commands' sessionid='s1' status='completed'><note>${text}</note></command>`;

/** For tests only: a server by script, and ada on her way to it. */
export async function arrange(more: Partial<ServerAddress> = {}, server?: ScriptedServer) {
  const south = server ?? (await ScriptedServer.start());
  const ada = new SupervisedConnection(south.address(more), silent);
  onTestFinished(async () => {
    await ada.close();
    await south.stop();
  });
  return { south, ada };
}

/** ada asks for a command to be run. */
export const asks = (ada: SupervisedConnection) => ada.run({ jid: 'south.example', node, action: 'execute' });

export async function isAway(ada: SupervisedConnection): Promise<string> {
  await vi.waitFor(() => expect(ada.state().is).toBe('away'), { timeout: 20_000, interval: 10 });
  const state = ada.state();
  return state.is === 'away' ? state.why : '';
}

export const isOnline = (ada: SupervisedConnection) =>
  vi.waitFor(() => expect(ada.state().is).toBe('online'), { timeout: 20_000, interval: 10 });

/** The server answers ada's next command, as a proof that she is well. */
export async function worksAgain(ada: SupervisedConnection, conversation: Conversation): Promise<void> {
  await isOnline(ada);
  const asked = asks(ada);
  conversation.answers(await conversation.isAsked('command'), done('well'));
  expect(await asked).toMatchObject({ ok: true, value: { notes: [{ text: 'well' }] } });
}
