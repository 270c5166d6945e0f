import { handlingOf, shownFields } from '../../domain/command-offer.ts';
import type { DataForm, FormField } from '../../domain/data-form.ts';
import type { CommandAction, CommandNote, CommandStatus } from '../../xmpp/port.ts';
import type { CommandSession } from './command-sessions.ts';

/** A table of results: columns, and for each row the values of each column. */
export type ResultTable = { columns: { name: string; label: string; isJid: boolean }[]; rows: string[][][] };

/** Where a command stands, as a browser gets it. */
export type CommandStep = {
  token: string;
  /** null for an offered command: who runs it sees no servers. */
  server: { id: string; name: string } | null;
  jid: string;
  node: string;
  name: string;
  step: number;
  status: CommandStatus;
  /** What may be done now, in the order of the buttons; empty when it is over. */
  actions: CommandAction[];
  defaultAction: CommandAction;
  notes: CommandNote[];
  title: string;
  instructions: string[];
  /** To fill in while it is executing, to read when it is over; hidden ones stay on the server. */
  fields: FormField[];
  table: ResultTable | null;
  /** Of an offered command: what names JIDs of other realms is not shown. */
  leftOut?: number;
};

/** Some servers say "form" of what is a result: whether the command is over decides, not what the form calls itself. */
export function stepView(session: CommandSession): CommandStep {
  const { token, name, step, stage, offer, leftOut } = session;
  const over = stage?.status !== 'executing';
  return {
    token,
    server: offer ? null : { id: session.serverId, name: session.serverName },
    jid: offer ? '' : session.jid,
    node: offer ? '' : session.node,
    name,
    step,
    status: stage?.status ?? 'executing',
    actions: over ? [] : actionsOf(session),
    defaultAction: stage?.defaultAction ?? 'execute',
    notes: stage?.notes ?? [],
    title: stage?.form?.title ?? '',
    instructions: stage?.form?.instructions ?? [],
    fields: fieldsOf(session, over),
    table: stage?.form ? tableOf(shownForm(session, stage.form)) : null,
    ...(leftOut > 0 && { leftOut }),
  };
}

/** What an offer hides stays hidden in the result, where some servers repeat it. */
function fieldsOf({ stage, offer }: CommandSession, over: boolean): FormField[] {
  const fields = (stage?.form?.fields ?? []).filter(({ type }) => type !== 'hidden');
  if (!offer) return fields;
  if (!over) return shownFields(fields, offer.fields);
  return fields.filter((field) => handlingOf(field, offer.fields) !== 'hidden');
}

/** A column of results, as a field. */
function shownForm({ offer }: CommandSession, { reported, items }: DataForm): Pick<DataForm, 'reported' | 'items'> {
  if (!offer) return { reported, items };
  const shown = (field: FormField) => handlingOf(field, offer.fields) !== 'hidden';
  return { reported: reported.filter(shown), items: items.map((row) => row.filter(shown)) };
}

const order: readonly CommandAction[] = ['prev', 'next', 'complete'];

/** Where the server names none, "complete" is what there is (XEP-0050, 3.4). Going away is always possible. */
function actionsOf({ stage }: CommandSession): CommandAction[] {
  const offered = order.filter((action) => stage?.actions.includes(action));
  return offered.length > 0 ? offered : ['complete'];
}

/** `reported` names the columns; a server that forgets it still gets a table, of the fields that its rows have. */
export function tableOf({ reported, items }: Pick<DataForm, 'reported' | 'items'>): ResultTable | null {
  if (reported.length === 0 && items.length === 0) return null;
  const fields = new Map(reported.map((field) => [field.name, field]));
  if (fields.size === 0) for (const field of items.flat()) if (!fields.has(field.name)) fields.set(field.name, field);
  const columns = [...fields.values()].map(({ name, label, type }) => ({
    name,
    label: label || name,
    isJid: type.startsWith('jid'),
  }));
  const rows = items.map((row) => {
    const values = new Map(row.map((field) => [field.name, field.values]));
    return columns.map(({ name }) => values.get(name) ?? []);
  });
  return { columns, rows };
}
