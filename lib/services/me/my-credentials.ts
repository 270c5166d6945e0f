import { defineUseCase } from '../use-case.ts';
import { credentialInput, saveCredential } from '../users/credentials.ts';
import { findUser } from '../users/find-user.ts';

/** One's own certificates and SSH public keys. */
export const changeMyCredentials = defineUseCase({
  permission: 'me.edit',
  noun: 'profile',
  what: 'The change was not saved.',
  input: credentialInput.omit({ id: true }),
  find: (context) => findUser(context, context.actor.id, ['userCertificate;binary', 'bwSshPublicKey']),
  act: (context, { change }, found) => saveCredential(context, change, found, 'me.credentials'),
});
