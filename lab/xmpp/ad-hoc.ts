import type { Session } from './session.ts';
import { type Element, escapeXml, find } from './xml.ts';

export const commandsNamespace = 'http://jabber.org/protocol/commands';
export const bailiwickNamespace = 'urn:bailiwick:admin:1#';
export const adminNamespace = 'http://jabber.org/protocol/admin#';

export type Fields = Readonly<Record<string, string | readonly string[]>>;
export type Row = Record<string, string[]>;
export type Answer = {
  /** Of the command; the stanza error's condition where there is one. */
  status: string;
  /** Text of the error. */
  text: string;
  fields: Row;
  rows: Row[];
  command: Element | undefined;
};

/** Runs a command in one request, with a submitted form. `node` without a colon is one of our own. */
export async function runCommand(session: Session, to: string, node: string, fields: Fields = {}): Promise<Answer> {
  return sendCommand(session, to, node, { form: form(fields) });
}

/** The same with any action and any payload. */
export async function sendCommand(
  session: Session,
  to: string,
  node: string,
  { action = 'execute', form: payload = '' }: { action?: string; form?: string } = {},
): Promise<Answer> {
  const full = node.includes(':') ? node : `${bailiwickNamespace}${node}`;
  const xml = `<command xmlns="${commandsNamespace}" node="${escapeXml(full)}" action="${action}">${payload}</command>`;
  return read(await session.ask('set', to, xml));
}

/** Nodes that are listed to whom this session belongs. */
export async function listedCommands(session: Session, to: string): Promise<string[]> {
  const query = `<query xmlns="http://jabber.org/protocol/disco#items" node="${commandsNamespace}"/>`;
  const list = await session.ask('get', to, query);
  return (find(list, 'query')?.children ?? []).map(({ attributes }) => attributes.node ?? '');
}

export function form(fields: Fields, type = 'submit'): string {
  const all = Object.entries(fields).map(
    ([name, value]) =>
      `<field var="${escapeXml(name)}">${[value]
        .flat()
        .map((one) => `<value>${escapeXml(one)}</value>`)
        .join('')}</field>`,
  );
  return `<x xmlns="jabber:x:data" type="${type}">${all.join('')}</x>`;
}

function read(answer: Element): Answer {
  const command = answer.children.find(({ name }) => name === 'command');
  const error = answer.children.find(({ name }) => name === 'error');
  const x = command && find(command, 'x');
  return {
    status: error ? (error.children[0]?.name ?? 'error') : (command?.attributes.status ?? ''),
    text: (error && find(error, 'text')?.text) ?? '',
    fields: x ? valuesOf(x) : {},
    rows: (x?.children ?? []).filter(({ name }) => name === 'item').map(valuesOf),
    command,
  };
}

function valuesOf(parent: Element): Row {
  const fields = parent.children.filter(({ name }) => name === 'field');
  return Object.fromEntries(
    fields.map(({ attributes, children }) => [
      attributes.var ?? '',
      children.filter(({ name }) => name === 'value').map(({ text }) => text),
    ]),
  );
}
