import { type Element, xml } from '@xmpp/xml';
import { failed, ok, type Result, withWhat } from '../domain/failure.ts';
import type { Ask } from './ask.ts';
import { formNs, parseForm, submission } from './data-forms.ts';
import { items } from './disco.ts';
import type { CommandAction, CommandItem, CommandNote, CommandRequest, CommandStage } from './port.ts';

export const commandsNs = 'http://jabber.org/protocol/commands';

const offerable: readonly CommandAction[] = ['prev', 'next', 'complete'];
const statuses: ReadonlySet<string> = new Set(['executing', 'completed', 'canceled']);
const severities: ReadonlySet<string> = new Set(['info', 'warn', 'error']);
const mostNotes = 50;
const longestNote = 10_000;

/** XEP-0050, 2.2: the items of the node for commands are the commands. */
export function listCommands(ask: Ask, jid: string): Promise<Result<CommandItem[]>> {
  return items(ask, jid, commandsNs);
}

/**
 * One step of a command (XEP-0050, 3). The failure of a step that was sent and never answered is `uncertain`. A canceled or
 * completed command has status only, notes and perhaps a form.
 */
export async function runCommand(ask: Ask, request: CommandRequest): Promise<Result<CommandStage>> {
  const { jid, node, action, sessionId, answer } = request;
  const form = answer && action !== 'cancel' ? [submission(answer)] : [];
  const payload = xml('command', { xmlns: commandsNs, node, action, sessionid: sessionId || undefined }, form);
  const reply = await ask({ type: 'set', to: jid, payload, mayChange: true });
  if (!reply.ok) return reply;
  const command = reply.value.getChild('command', commandsNs);
  // Some servers answer a cancel with an empty result.
  if (!command && action === 'cancel') return ok(canceled(sessionId ?? ''));
  if (!command)
    return failed({
      kind: 'unexpected',
      why: 'The server answered with something other than a command. It may have run.',
      todo: 'Look whether it did before you try again.',
      uncertain: true,
      cause: reply.value.toString().slice(0, 1_000),
    });
  return parseStage(command);
}

/** The answer of a command as a value; exported for tests of other servers' answers. */
export function parseStage(command: Element): Result<CommandStage> {
  const given = command.attrs.status ?? '';
  if (!statuses.has(given))
    return failed({ kind: 'unexpected', why: 'The server did not say whether the command is done.' });
  const status = given as CommandStage['status'];
  const x = command.getChild('x', formNs);
  const parsed = x ? parseForm(x) : ok(null);
  if (!parsed.ok)
    return status === 'completed' ? withWhat(parsed, 'The command ran, but its result can not be shown.') : parsed;
  const form = parsed.value;
  // ejabberd gives results in a form of type "form". A completed command asks nothing any more (XEP-0050, 3.4).
  if (form && status === 'completed') form.kind = 'result';
  return ok({
    sessionId: command.attrs.sessionid ?? '',
    status,
    ...actionsOf(command, status),
    notes: notesOf(command),
    form,
  });
}

/** XEP-0050, 3.3: without `actions`, there is one stage and it is completed; canceling is always possible. */
function actionsOf(command: Element, status: CommandStage['status']): Pick<CommandStage, 'actions' | 'defaultAction'> {
  if (status !== 'executing') return { actions: [], defaultAction: 'execute' };
  const element = command.getChild('actions');
  const named = offerable.filter((action) => element?.getChild(action));
  const offered: CommandAction[] = named.length > 0 ? named : ['complete'];
  const wished = offered.find((action) => action === element?.attrs.execute);
  const forward = offered.find((action) => action === 'next') ?? offered.find((action) => action === 'complete');
  return { actions: [...offered, 'cancel'], defaultAction: wished ?? forward ?? 'execute' };
}

function notesOf(command: Element): CommandNote[] {
  return command
    .getChildren('note')
    .slice(0, mostNotes)
    .map((note) => {
      const severity = note.attrs.type ?? 'info';
      const known = severities.has(severity) ? (severity as CommandNote['severity']) : 'info';
      return { severity: known, text: note.text().slice(0, longestNote).toWellFormed() };
    });
}

function canceled(sessionId: string): CommandStage {
  return { sessionId, status: 'canceled', actions: [], defaultAction: 'execute', notes: [], form: null };
}
