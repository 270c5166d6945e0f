import { type BerWriter, Control, EqualityFilter, PagedResultsControl, BerWriter as Writer } from 'ldapts';
import type { Dn } from '../domain/dn.ts';
import type { ResponseControl } from './answer.ts';
import { readAll, readInteger } from './ber.ts';

/** Acting for a person (RFC 4370). Critical: a server that doesn't know it must refuse rather than act as the service account. */
export class ProxiedAuthorization extends Control {
  private readonly person: string;

  constructor(person: Dn) {
    super('2.16.840.1.113730.3.4.18', { critical: true });
    this.person = `dn:${person}`;
  }

  protected override writeControl(writer: BerWriter): void {
    writer.writeString(this.person);
  }
}

/** Carry this out only if entryCSN is still the one that was read (RFC 4528). */
export class Unchanged extends Control {
  private readonly entryCsn: string;

  constructor(entryCsn: string) {
    super('1.3.6.1.1.12', { critical: true });
    this.entryCsn = entryCsn;
  }

  protected override writeControl(writer: BerWriter): void {
    const inner = new Writer();
    new EqualityFilter({ attribute: 'entryCSN', value: this.entryCsn }).write(inner);
    writer.writeBuffer(inner.buffer, 0x04);
  }
}

/** ManageDsaIT (RFC 3296): entries as they are stored. slapd's dynlist overlay then adds no members. Not critical: only speed. */
export class AsStored extends Control {
  constructor() {
    super('2.16.840.1.113730.3.4.2');
  }
}

const passwordPolicyOid = '1.3.6.1.4.1.42.2.27.8.5.1';

/** Asks for the password policy's answer (draft-behera-ldap-password-policy-10, 6.1). The request has no value. */
export class PasswordPolicyRequest extends Control {
  constructor() {
    super(passwordPolicyOid);
  }
}

export type PolicyError =
  | 'passwordExpired'
  | 'accountLocked'
  | 'changeAfterReset'
  | 'passwordModNotAllowed'
  | 'mustSupplyOldPassword'
  | 'insufficientPasswordQuality'
  | 'passwordTooShort'
  | 'passwordTooYoung'
  | 'passwordInHistory'
  | 'passwordTooLong';

const policyErrors: readonly PolicyError[] = [
  'passwordExpired',
  'accountLocked',
  'changeAfterReset',
  'passwordModNotAllowed',
  'mustSupplyOldPassword',
  'insufficientPasswordQuality',
  'passwordTooShort',
  'passwordTooYoung',
  'passwordInHistory',
  'passwordTooLong',
];

export type PolicyAnswer = { error?: PolicyError; secondsToExpiry?: number; graceLeft?: number };

/** draft-behera-ldap-password-policy-10, 6.2. An answer that can't be read counts as none. */
export function policyAnswer(controls: readonly ResponseControl[]): PolicyAnswer {
  const value = controls.find((control) => control.oid === passwordPolicyOid)?.value;
  const outer = value && readAll(value)?.[0];
  const answer: PolicyAnswer = {};
  for (const part of (outer && readAll(outer.content)) ?? []) {
    if (part.tag === 0x81) answer.error = policyErrors[readInteger(part.content) ?? -1];
    const warning = part.tag === 0xa0 ? readAll(part.content)?.[0] : undefined;
    const number = warning && readInteger(warning.content);
    if (warning?.tag === 0x80) answer.secondsToExpiry = number ?? undefined;
    if (warning?.tag === 0x81) answer.graceLeft = number ?? undefined;
  }
  return answer;
}

/** Simple paging (RFC 2696), critical: a server that doesn't page must say so instead of sending everything. */
export function pageControl(size: number, cookie: Buffer): Control {
  return new PagedResultsControl({ critical: true, value: { size, cookie } });
}

/** Where the next page starts; empty after the last one. */
export function nextCookie(controls: readonly ResponseControl[]): Buffer {
  const value = controls.find((control) => control.oid === PagedResultsControl.type)?.value;
  const outer = value && readAll(value)?.[0];
  const [, cookie] = (outer && readAll(outer.content)) ?? [];
  return Buffer.from(cookie?.content ?? []);
}
