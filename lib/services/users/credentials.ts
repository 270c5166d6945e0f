import { z } from 'zod';
import type { Modification } from '../../directory/port.ts';
import { parseCertificate } from '../../domain/certificate.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { parseSshKey } from '../../domain/ssh-key.ts';
import { auditedChange, type Image } from '../audited-change.ts';
import type { Context } from '../context.ts';
import { nameOf } from '../load-actor.ts';
import { defineUseCase } from '../use-case.ts';
import { type FoundUser, findUser } from './find-user.ts';

const certificateAttribute = 'userCertificate;binary';
const sshAttribute = 'bwSshPublicKey';
const mostBytes = 65_536;

export const credentialInput = z.object({
  id: z.uuid(),
  change: z.discriminatedUnion('is', [
    z.object({ is: z.literal('add certificate'), base64: z.base64().max(mostBytes * 2) }),
    z.object({ is: z.literal('remove certificate'), fingerprint: z.string().max(64) }),
    z.object({ is: z.literal('add key'), line: z.string().max(mostBytes) }),
    z.object({ is: z.literal('remove key'), fingerprint: z.string().max(128) }),
  ]),
});
export type CredentialChange = z.infer<typeof credentialInput>['change'];

/** X.509 certificates and SSH public keys: added and removed one by one, so that two people at once lose nothing. */
export const changeCredentials = defineUseCase({
  permission: 'users.edit',
  noun: 'user',
  what: 'The change was not saved.',
  input: credentialInput,
  find: (context, { id }) => findUser(context, id, ['userCertificate;binary', sshAttribute]),
  act: (context, { change }, found) => saveCredential(context, change, found, 'users.credentials'),
});

/** Shared with Me. */
export async function saveCredential(
  context: Context,
  change: CredentialChange,
  found: FoundUser,
  action: string,
): Promise<Result<void>> {
  const { entry, realm } = found;
  const step = stepFor(change, found);
  if (!step.ok) return step;
  const { modification, before, after } = step.value;
  const record = {
    action,
    kind: 'user' as const,
    id: entry.id,
    dn: entry.dn,
    name: nameOf(entry),
    realm,
    before,
    after,
  };
  const classes = entry.is('bwPerson') ? [] : [{ op: 'add' as const, attribute: 'objectClass', values: ['bwPerson'] }];
  return auditedChange(context, record, () =>
    context.directory
      .as(context.actor.dn)
      .modify(entry.dn, [...(change.is === 'add key' ? classes : []), modification]),
  );
}

type Step = { modification: Modification; before: Image; after: Image };

function stepFor(change: CredentialChange, { entry }: FoundUser): Result<Step> {
  if (change.is === 'add certificate') {
    const parsed = parseCertificate(Buffer.from(change.base64, 'base64'));
    if (!parsed) return invalid('The file is not an X.509 certificate.', 'Choose a PEM or DER file.');
    const text = `${parsed.facts.subject} (SHA-256 ${parsed.facts.fingerprint})`;
    return ok({
      modification: { op: 'add', attribute: certificateAttribute, values: [parsed.der] },
      before: { userCertificate: [] },
      after: { userCertificate: [text] },
    });
  }
  if (change.is === 'remove certificate') {
    const parsed = entry
      .bytes('userCertificate')
      .flatMap((bytes) => parseCertificate(bytes) ?? [])
      .find(({ facts }) => facts.fingerprint === change.fingerprint);
    if (!parsed) return gone();
    const text = `${parsed.facts.subject} (SHA-256 ${parsed.facts.fingerprint})`;
    return ok({
      modification: { op: 'delete', attribute: certificateAttribute, values: [parsed.der] },
      before: { userCertificate: [text] },
      after: { userCertificate: [] },
    });
  }
  if (change.is === 'add key') {
    const key = parseSshKey(change.line);
    if (!key) return invalid('This is not an SSH public key.', 'Paste one line as in the file that ends in .pub.');
    return ok({
      modification: { op: 'add', attribute: sshAttribute, values: [key.line] },
      before: { [sshAttribute]: [] },
      after: { [sshAttribute]: [key.line] },
    });
  }
  const key = entry
    .all(sshAttribute)
    .flatMap((line) => parseSshKey(line) ?? [])
    .find(({ fingerprint }) => fingerprint === change.fingerprint);
  if (!key) return gone();
  return ok({
    modification: { op: 'delete', attribute: sshAttribute, values: [key.line] },
    before: { [sshAttribute]: [key.line] },
    after: { [sshAttribute]: [] },
  });
}

function invalid(why: string, todo: string): Result<never> {
  return failed({ kind: 'invalid', why, todo });
}

function gone(): Result<never> {
  return failed({ kind: 'conflict', why: 'It is not there any more.', todo: 'Reload the page.' });
}
