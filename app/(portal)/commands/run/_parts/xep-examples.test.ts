import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { type DataForm, type FormField, fieldTypes } from '#lib/domain/data-form.ts';
import { answerProblems, checkAnswer } from '#lib/domain/data-form-check.ts';
import type { CommandStep } from '#lib/services/commands/step-view.ts';
import { tableOf } from '#lib/services/commands/step-view.ts';
import { parseStage } from '#lib/xmpp/commands.ts';
import { submission } from '#lib/xmpp/data-forms.ts';
import { parseXml } from '#lib/xmpp/parse-xml-under-test.ts';
import type { CommandStage } from '#lib/xmpp/port.ts';
import { CommandForm } from './command-form.tsx';

/**
 * Forms written after XEP-0004, XEP-0050 and XEP-0133: each becomes inputs that a person can fill in, and what they fill in
 * goes back as the specification wants it.
 */
const formType = 'http://jabber.org/protocol/admin';
const person = 'rosalind@north.example';
const two = [person, 'orlando@north.example'];

type Asked = { name: string; type: string; filled: string[]; options?: string[]; required?: boolean };
const jid = (name: string): Asked => ({ name, type: 'jid-single', filled: [person], required: true });
const jids = (name: string): Asked => ({ name, type: 'jid-multi', filled: two, required: true });
const lines = (name: string): Asked => ({
  name,
  type: 'text-multi',
  filled: ['First line', '<b>second</b> & last'],
  required: true,
});
const text = (name: string): Asked => ({ name, type: 'text-single', filled: ['As you like it'] });
const secret = (name: string): Asked => ({ name, type: 'text-private', filled: ['pa<ss & "word"'] });
const most: Asked = {
  name: 'max_items',
  type: 'list-single',
  filled: ['50'],
  options: ['25', '50', '75', '100', '150', '200', 'none'],
};
const delay: Asked = {
  name: 'delay',
  type: 'list-single',
  filled: ['120'],
  options: ['30', '60', '90', '120', '180', '240', '300', '600', '900'],
};

/** XEP-0133, section 4: node, and what it asks for. */
const administration: [node: string, asked: Asked[]][] = [
  [
    'add-user',
    [
      jid('accountjid'),
      secret('password'),
      secret('password-verify'),
      text('email'),
      text('given_name'),
      text('surname'),
    ],
  ],
  ['delete-user', [jids('accountjids')]],
  ['disable-user', [jids('accountjids')]],
  ['reenable-user', [jids('accountjids')]],
  ['end-user-session', [jids('accountjids')]],
  ['change-user-password', [jid('accountjid'), { ...secret('password'), required: true }]],
  ['get-user-roster', [jids('accountjids')]],
  ['get-user-lastlogin', [jids('accountjids')]],
  ['user-stats', [jids('accountjids')]],
  ['edit-blacklist', [jids('blacklistjids')]],
  ['edit-whitelist', [jids('whitelistjids')]],
  ['get-registered-users-num', []],
  ['get-disabled-users-num', []],
  ['get-online-users-num', []],
  ['get-active-users-num', []],
  ['get-idle-users-num', []],
  ['get-registered-users-list', [most]],
  ['get-disabled-users-list', [most]],
  ['get-online-users-list', [most]],
  ['get-active-users', [most]],
  ['get-idle-users', [most]],
  ['announce', [lines('announcement')]],
  ['set-motd', [lines('motd')]],
  ['edit-motd', [lines('motd')]],
  ['delete-motd', []],
  ['set-welcome', [lines('welcome')]],
  ['delete-welcome', []],
  ['edit-admin', [jids('adminjids')]],
  ['restart', [delay, lines('announcement')]],
  ['shutdown', [delay, lines('announcement')]],
];

function fieldXml({ name, type, options = [], required }: Asked): string {
  const offered = options.map((one) => `<option label='${one} of them'><value>${one}</value></option>`).join('');
  return `<field var='${name}' type='${type}' label='The ${name}'>${required ? '<required/>' : ''}${offered}</field>`;
}

function stageOf(xml: string): CommandStage {
  const parsed = parseStage(parseXml(xml));
  if (!parsed.ok) throw new Error(parsed.failure.why);
  return parsed.value;
}

const executing = (node: string, inside: string, actions = '') =>
  `<command xmlns='http://jabber.org/protocol/commands' node='${node}' sessionid='s1' status='executing'>${actions}<x xmlns='jabber:x:data' type='form'>${inside}</x></command>`;

/** What a person would see, as HTML. */
function pageOf(stage: CommandStage, values: Record<string, string[]> = {}): string {
  const { form, actions, defaultAction, status, notes } = stage;
  const shown = (form?.fields ?? []).filter(({ type }: FormField) => type !== 'hidden');
  const about = { token: 't', server: { id: 'i', name: 'North' }, jid: 'north.example', node: 'n', name: 'N', step: 1 };
  const offered = actions.filter((action) => action !== 'cancel');
  const step: CommandStep = {
    ...{ ...about, status, notes, defaultAction, actions: offered, fields: shown },
    ...{ title: form?.title ?? '', instructions: form?.instructions ?? [], table: form && tableOf(form) },
  };
  const running = { values, setValue() {}, problems: {}, sending: null, send: async () => {}, ended: false };
  return renderToStaticMarkup(createElement(CommandForm, { step, running: running as never }));
}

/** Name to values of what is sent. */
function sent(form: DataForm, filled: Record<string, string[]>): Record<string, string[]> {
  const checked = checkAnswer(form, filled);
  if (!checked.ok) throw new Error(checked.failure.why);
  // Over the wire and back: what a server would read.
  const x = parseXml(submission(checked.value).toString());
  expect(x.attrs.type).toBe('submit');
  return Object.fromEntries(
    x
      .getChildren('field')
      .map((field) => [String(field.attrs.var), field.getChildren('value').map((one) => one.text())]),
  );
}

describe('XEP-0133', () => {
  test('has thirty commands', () => expect(administration).toHaveLength(30));

  test.each(administration)(
    '%s: the form is rendered and its answer is what the specification wants',
    (node, asked) => {
      const hidden = `<field var='FORM_TYPE' type='hidden'><value>${formType}</value></field>`;
      const stage = stageOf(
        executing(`${formType}#${node}`, `<title>${node}</title>${hidden}${asked.map(fieldXml).join('')}`),
      );
      const filled = Object.fromEntries(asked.map(({ name, filled }) => [name, filled]));
      const html = pageOf(stage, filled);
      for (const { name, type } of asked) {
        expect(html).toContain(`The ${name}`);
        if (type === 'text-private') expect(html).toMatch(/type="password"/);
        if (type === 'text-multi') expect(html).toMatch(/<textarea/);
      }
      expect(html).not.toContain('FORM_TYPE');
      expect(sent(stage.form as DataForm, filled)).toEqual({ FORM_TYPE: [formType], ...filled });
      const missing = answerProblems(stage.form as DataForm, {}).map(({ field }) => field);
      expect(missing).toEqual(asked.filter(({ required }) => required).map(({ name }) => name));
    },
  );
});

describe('XEP-0004', () => {
  const all = `
    <title>A form with one field of each type</title><instructions>Fill in what you know.</instructions>
    <field type='hidden' var='FORM_TYPE'><value>urn:example:all</value></field>
    <field type='fixed'><value>Section one</value></field>
    <field type='fixed'><value>Section two</value></field>
    <field type='boolean' var='public' label='Public?'><required/></field>
    <field type='text-single' var='botname' label='Name'><desc>What it is called.</desc></field>
    <field type='text-multi' var='description' label='Description'/>
    <field type='text-private' var='password' label='Password'/>
    <field type='list-multi' var='features' label='Features'><option label='Contests'><value>contests</value></option><option label='News'><value>news</value></option><value>news</value></field>
    <field type='list-single' var='maxsubs' label='Subscribers'><value>20</value><option label='10'><value>10</value></option><option label='20'><value>20</value></option></field>
    <field type='jid-multi' var='invitelist' label='Invited'/>
    <field type='jid-single' var='owner' label='Owner'/>`;

  test('each type of field is an input of its own kind, and comes back with its values', () => {
    const stage = stageOf(executing('all', all));
    expect(new Set(stage.form?.fields.map(({ type }) => type))).toEqual(new Set(fieldTypes));
    const filled = {
      ...{ public: ['1'], botname: ['The Jabber Bot'], description: ['Line one', 'Line two'], password: ['secret'] },
      ...{ features: ['contests', 'news'], maxsubs: ['10'], invitelist: two, owner: [person] },
    };
    const html = pageOf(stage, filled);
    for (const label of [
      'Section one',
      'Section two',
      'Public?',
      'What it is called.',
      'Contests',
      'Fill in what you know.',
      'Owner',
    ])
      expect(html).toContain(label);
    expect(html).not.toContain('urn:example:all');
    expect(sent(stage.form as DataForm, filled)).toEqual({ FORM_TYPE: ['urn:example:all'], ...filled });
  });

  test('a search result is a table with its columns and rows', () => {
    const x = `<x xmlns='jabber:x:data' type='result'><reported><field var='name' label='Name'/><field var='url' label='URL'/></reported>
      <item><field var='name'><value>Verona's guide</value></field><field var='url'><value>https://verona.example/</value></field></item>
      <item><field var='url'><value>https://benvolio.example/</value></field></item></x>`;
    const stage = stageOf(
      `<command xmlns='http://jabber.org/protocol/commands' node='search' sessionid='s' status='completed'>${x}</command>`,
    );
    expect(tableOf(stage.form as DataForm)).toEqual({
      columns: [
        { name: 'name', label: 'Name', isJid: false },
        { name: 'url', label: 'URL', isJid: false },
      ],
      rows: [
        [["Verona's guide"], ['https://verona.example/']],
        [[], ['https://benvolio.example/']],
      ],
    });
  });
});

describe('XEP-0050', () => {
  const service = `<field var='service' type='list-single' label='Service'><required/><option><value>httpd</value></option><option><value>postgresql</value></option></field>`;
  const mode = `<field var='run-level' type='list-multi' label='Run modes'><option label='Single-User'><value>1</value></option><option label='Graphical'><value>5</value></option></field>`;

  test('the first stage has one way on, the second also a way back, the last a result', () => {
    const first = stageOf(executing('config', service, "<actions execute='next'><next/></actions>"));
    expect(pageOf(first, { service: ['httpd'] })).toMatch(/Next/);
    expect(pageOf(first)).not.toMatch(/Back|Run command/);
    expect(sent(first.form as DataForm, { service: ['httpd'] })).toEqual({ service: ['httpd'] });
    const second = stageOf(executing('config', mode, "<actions execute='complete'><prev/><complete/></actions>"));
    expect(pageOf(second, { 'run-level': ['5'] })).toMatch(/Run command.*Back/);
    const note = `<note type='info'>Service 'httpd' has been configured.</note>`;
    const last = stageOf(
      `<command xmlns='http://jabber.org/protocol/commands' node='config' sessionid='s1' status='completed'>${note}</command>`,
    );
    expect(last).toMatchObject({
      status: 'completed',
      actions: [],
      notes: [{ severity: 'info', text: "Service 'httpd' has been configured." }],
    });
  });
});
