import { handlingOf } from '../../domain/command-offer.ts';
import type { DataForm, FormAnswer } from '../../domain/data-form.ts';
import { Dn } from '../../domain/dn.ts';
import { failed, type Result } from '../../domain/failure.ts';
import { isSecretField } from '../../domain/secret-field.ts';
import type { CommandAction, CommandStage } from '../../xmpp/port.ts';
import type { Change, Image } from '../audited-change.ts';
import type { CommandSession } from './command-sessions.ts';

/**
 * What stands in the audit log of one sending: command, target and what was filled in, secrets masked. The record of an
 * offered command belongs to its realm, where delegates read it: what the offer hides is not in it.
 */
export function recordOf(session: CommandSession, action: CommandAction, answer: FormAnswer | undefined): Change {
  const { name, node, jid, serverId, serverName, stage, offer } = session;
  const began = stage === null;
  return {
    action: began ? 'commands.begin' : 'commands.run',
    kind: 'server',
    id: serverId,
    dn: null,
    name: offer ? name : `${name} on ${serverName}`,
    realm: offer && Dn.of(offer.realmDn),
    before: null,
    after: {
      command: [name],
      ...(offer && { offer: [offer.id, `version ${offer.version}`] }),
      node: [node],
      to: [jid],
      ...(began ? {} : { action: [action], ...imageOf(session, stage.form, answer ?? {}) }),
    },
  };
}

function imageOf({ offer }: CommandSession, form: DataForm | null, answer: FormAnswer): Image {
  const types = new Map(form?.fields.map((field) => [field.name, field.type]));
  const hidden = new Set(
    form?.fields.filter((field) => offer && handlingOf(field, offer.fields) === 'hidden').map(({ name }) => name),
  );
  const shown = Object.entries(answer).filter(([name]) => name !== 'FORM_TYPE');
  return Object.fromEntries(
    shown.map(([name, values]) => {
      if (hidden.has(name)) return [`field ${name}`, ['(hidden by the offer)']];
      const secret = isSecretField(name, types.get(name) ?? null);
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
