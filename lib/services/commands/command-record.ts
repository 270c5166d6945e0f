import type { DataForm, FormAnswer } from '../../domain/data-form.ts';
import { failed, type Result } from '../../domain/failure.ts';
import type { CommandAction, CommandStage } from '../../xmpp/port.ts';
import type { Change, Image } from '../audited-change.ts';
import type { CommandSession } from './command-sessions.ts';

/** Servers ask for secrets in plain text fields too. */
const secretName = /pass(?:word|phrase|wd)|secret|token|credential/i;

/** What stands in the audit log of one sending: command, target and what was filled in, secrets masked. */
export function recordOf(session: CommandSession, action: CommandAction, answer: FormAnswer | undefined): Change {
  const { name, node, jid, serverId, serverName, stage } = session;
  const began = stage === null;
  return {
    action: began ? 'commands.begin' : 'commands.run',
    kind: 'server',
    id: serverId,
    dn: null,
    name: `${name} on ${serverName}`,
    realm: null,
    before: null,
    after: {
      command: [name],
      node: [node],
      to: [jid],
      ...(began ? {} : { action: [action], ...imageOf(stage.form, answer ?? {}) }),
    },
  };
}

function imageOf(form: DataForm | null, answer: FormAnswer): Image {
  const types = new Map(form?.fields.map((field) => [field.name, field.type]));
  const shown = Object.entries(answer).filter(([name]) => name !== 'FORM_TYPE');
  return Object.fromEntries(
    shown.map(([name, values]) => {
      const secret = types.get(name) === 'text-private' || secretName.test(name);
      return [`field ${name}`, secret && values.length > 0 ? ['(hidden)'] : [...values]];
    }),
  );
}

/** Some servers report a failure as a completed command with an error note: on the record, that is a failure. */
export function outcomeOf(result: Result<CommandStage>): Result<CommandStage> {
  if (!result.ok || result.value.status !== 'completed') return result;
  const wrong = result.value.notes.find(({ severity }) => severity === 'error');
  return wrong ? failed({ kind: 'constraint', why: `The server said: ${wrong.text}` }) : result;
}
