import type { DataForm, FormField } from '../../domain/data-form.ts';
import type { CommandAction, CommandNote, CommandStatus } from '../../xmpp/port.ts';
import type { CommandSession } from './command-sessions.ts';

/** A table of results: columns, and for each row the values of each column. */
export type ResultTable = { columns: { name: string; label: string; isJid: boolean }[]; rows: string[][][] };

/** Where a command stands, as a browser gets it. */
export type CommandStep = {
  token: string;
  server: { id: string; name: string };
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
};

/** Some servers say "form" of what is a result: whether the command is over decides, not what the form calls itself. */
export function stepView(session: CommandSession): CommandStep {
  const { token, jid, node, name, step, stage, serverId, serverName } = session;
  const over = stage?.status !== 'executing';
  return {
    token,
    server: { id: serverId, name: serverName },
    jid,
    node,
    name,
    step,
    status: stage?.status ?? 'executing',
    actions: over ? [] : actionsOf(session),
    defaultAction: stage?.defaultAction ?? 'execute',
    notes: stage?.notes ?? [],
    title: stage?.form?.title ?? '',
    instructions: stage?.form?.instructions ?? [],
    fields: (stage?.form?.fields ?? []).filter(({ type }) => type !== 'hidden'),
    table: stage?.form ? tableOf(stage.form) : null,
  };
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
