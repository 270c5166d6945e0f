import { inject } from 'vitest';
import { parseConfig } from '../config/config.ts';
import { Dn } from '../domain/dn.ts';
import type { Settings } from './session.ts';

/** For integration tests only: the lab's directory, or the way to it through `url`. */
export function labSettings(changes: Partial<Settings> = {}): Settings {
  return { ...parseConfig(inject('labEnvironment')).directory, ...changes };
}

/** Unencrypted, for a proxy to listen to. */
export const labPlainUrl = () => inject('lab').directory.ldapUrl;

export function labPerson(uid: string): Dn {
  const account = inject('lab').accounts.find((candidate) => candidate.uid === uid);
  if (!account) throw new Error(`the lab has no account ${uid}`);
  return Dn.of(account.dn);
}

export function labPassword(uid: string): string {
  return inject('lab').accounts.find((candidate) => candidate.uid === uid)?.password ?? '';
}

export const north = () => Dn.of(inject('lab').realms.north?.dn ?? '').child('ou', 'people');

/** The least that an inetOrgPerson has. */
export function newPerson(uid: string) {
  return { objectClass: ['inetOrgPerson'], uid: [uid], cn: [uid], sn: [uid] };
}
