import { xml } from '@xmpp/xml';
import { expect, test } from 'vitest';
import type { Ask, Question } from './ask.ts';
import { commandsNs, parseStage, runCommand } from './commands.ts';
import { parseXml } from './parse-xml-under-test.ts';
import { refusal } from './stanza-errors.ts';

const command = (attributes: string, content = '') =>
  parseStage(parseXml(`<command xmlns='${commandsNs}' sessionid='s1' node='n' ${attributes}>${content}</command>`));
const stage = (attributes: string, content = '') => {
  const parsed = command(attributes, content);
  if (!parsed.ok) throw new Error(parsed.failure.why);
  return parsed.value;
};

/** Answers every question with `text`, and keeps what was asked. */
function server(text: string): { ask: Ask; asked: Question[] } {
  const asked: Question[] = [];
  return {
    asked,
    async ask(question) {
      asked.push(question);
      const stanza = parseXml(text);
      return stanza.attrs.type === 'error' ? refusal(stanza) : { ok: true, value: stanza };
    },
  };
}

test('a stage offers the actions that the server names, and always to cancel', () => {
  expect(stage("status='executing'", "<actions execute='next'><prev/><next/><complete/></actions>")).toMatchObject({
    sessionId: 's1',
    status: 'executing',
    actions: ['prev', 'next', 'complete', 'cancel'],
    defaultAction: 'next',
  });
});

test('without actions there is one stage, and it is completed', () => {
  expect(stage("status='executing'")).toMatchObject({ actions: ['complete', 'cancel'], defaultAction: 'complete' });
  expect(stage("status='executing'", '<actions/>')).toMatchObject({ actions: ['complete', 'cancel'] });
});

test('the default action is one that is offered', () => {
  expect(stage("status='executing'", "<actions execute='next'><complete/></actions>").defaultAction).toBe('complete');
  expect(stage("status='executing'", '<actions><prev/><next/></actions>').defaultAction).toBe('next');
  expect(stage("status='executing'", '<actions><prev/></actions>').defaultAction).toBe('execute');
});

test('a command that is done offers nothing more', () => {
  expect(stage("status='completed'", '<actions><next/></actions>').actions).toEqual([]);
  expect(stage("status='canceled'").actions).toEqual([]);
});

test('the result of a completed command is a result, also when the server calls it a form', () => {
  const form = "<x xmlns='jabber:x:data' type='form'><field var='n'><value>3</value></field></x>";
  expect(stage("status='completed'", form).form?.kind).toBe('result');
  expect(stage("status='executing'", form).form?.kind).toBe('form');
});

test('notes keep their severity, and one without any is information', () => {
  const notes = "<note>a</note><note type='warn'>b</note><note type='error'>c</note><note type='shout'>d</note>";
  expect(stage("status='completed'", notes).notes).toEqual([
    { severity: 'info', text: 'a' },
    { severity: 'warn', text: 'b' },
    { severity: 'error', text: 'c' },
    { severity: 'info', text: 'd' },
  ]);
});

test('an answer without a status is not taken for one', () => {
  expect(command('').ok).toBe(false);
  expect(command("status='perhaps'").ok).toBe(false);
});

test('a step carries the session and what was filled in; a cancel carries no form', async () => {
  const { ask, asked } = server(
    `<iq type='result'><command xmlns='${commandsNs}' status='completed' sessionid='s1'/></iq>`,
  );
  await runCommand(ask, { jid: 'j', node: 'n', action: 'complete', sessionId: 's1', answer: { a: ['1'] } });
  await runCommand(ask, { jid: 'j', node: 'n', action: 'cancel', sessionId: 's1', answer: { a: ['1'] } });
  expect(asked.map(({ to, type, mayChange }) => [to, type, mayChange])).toEqual([
    ['j', 'set', true],
    ['j', 'set', true],
  ]);
  expect(asked[0]?.payload.attrs).toMatchObject({ node: 'n', action: 'complete', sessionid: 's1' });
  expect(asked[0]?.payload.getChild('x')?.attrs.type).toBe('submit');
  expect(asked[1]?.payload.getChild('x')).toBeUndefined();
});

test('an answer that is no command may have run', async () => {
  const { ask } = server("<iq type='result'/>");
  const ran = await runCommand(ask, { jid: 'j', node: 'n', action: 'complete', sessionId: 's1' });
  expect(ran.ok ? null : ran.failure.uncertain).toBe(true);
  expect((await runCommand(ask, { jid: 'j', node: 'n', action: 'cancel', sessionId: 's1' })).ok).toBe(true);
});

test.each([
  ['<forbidden/>', 'refused', "The server does not allow this to the portal's account."],
  [
    '<item-not-found/>',
    'not-found',
    'The server knows no such account, room or command, or a field that it needs is empty.',
  ],
  ['<not-allowed/><session-expired/>', 'conflict', 'The command waited too long and the server ended it.'],
  ['<bad-request/><bad-sessionid/>', 'conflict', 'The server does not know this run of the command.'],
  ['<bad-request/><bad-payload/>', 'invalid', 'The server can not use what was filled in.'],
  ['<constructor/>', 'unexpected', 'The server said no, for a reason of its own.'],
  ['', 'unexpected', 'The server said no, for a reason of its own.'],
])('an error of %s is said in words', async (conditions, kind, why) => {
  const [general = '', special = ''] = conditions.split('/>').filter((part) => part !== '');
  const inner = [
    general && `${general} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>`,
    special && `${special} xmlns='${commandsNs}'/>`,
  ].join('');
  const { ask } = server(`<iq type='error'><error type='cancel'>${inner}</error></iq>`);
  const ran = await runCommand(ask, { jid: 'j', node: 'n', action: 'execute' });
  expect(ran.ok ? null : [ran.failure.kind, ran.failure.why]).toEqual([kind, why]);
});

test("the server's own words are quoted as such, in one line and not without end", () => {
  const text = `It\nis <late>. ${'x'.repeat(1_000)}`;
  const error = xml('error', {}, xml('text', { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' }, text));
  const { failure } = refusal(xml('iq', { type: 'error' }, error));
  expect(failure.why).toMatch(/^The server said no, for a reason of its own\. It says: "It is <late>\. x+"$/);
  expect(failure.why.length).toBeLessThan(400);
});
