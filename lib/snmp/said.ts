import { failed, type Result } from '../domain/failure.ts';

/**
 * What became of a question, in our own words. The library's text never gets out: that of a wrong digest holds the right one.
 * `cause` is only the library's name of the kind of error.
 */
export function sentence(error: unknown, heard: boolean): Result<never> {
  const { name, message } = (error ?? {}) as { name?: unknown; message?: unknown };
  const cause = typeof name === 'string' && /^\w{1,40}$/.test(name) ? name : 'unknown';
  const known = typeof message === 'string' ? reports[message] : undefined;
  if (known) return failed({ ...known, cause });
  if (cause === 'RequestTimedOutError') return noAnswer(heard);
  if (cause === 'RequestFailedError')
    return failed({ kind: 'unavailable', why: 'The device answered that it can’t answer this.', todo: '', cause });
  return failed({ kind: 'unavailable', why: 'The device’s answer could not be used.', todo: '', cause });
}

export const unanswered = 'no answer';

export function noAnswer(heard: boolean): Result<never> {
  const why = heard
    ? 'The device speaks SNMP, but leaves this question without an answer.'
    : 'The device did not answer.';
  const todo = heard
    ? 'Check the password for encryption and the user’s rights on the device.'
    : 'Check address and port, the community or user, and that the device lets this machine ask.';
  return failed({ kind: 'unavailable', why, todo, cause: unanswered });
}

/** By the library's words for the Reports of RFC 3414, 3.2. */
const reports: Record<string, { kind: 'refused' | 'unavailable'; why: string; todo: string }> = {
  'Unsupported Security Level': {
    kind: 'refused',
    why: 'The device doesn’t let this user ask with this protection.',
    todo: 'Choose what the device has for the user: its digest and its encryption.',
  },
  'Unknown User Name': { kind: 'refused', why: 'The device doesn’t know this user.', todo: 'Check the user’s name.' },
  'Wrong Digest (incorrect password, community or key)': {
    kind: 'refused',
    why: 'The device says that the password for authentication is another one.',
    todo: 'Check the password and the digest (SHA-…).',
  },
  'Decryption Error': {
    kind: 'refused',
    why: 'The device can’t decrypt what it is asked.',
    todo: 'Check the password for encryption and its kind (AES-…).',
  },
  'Not In Time Window': {
    kind: 'unavailable',
    why: 'The device’s clock of messages and the portal’s don’t agree.',
    todo: 'It is agreed on anew with the next question.',
  },
};
