import { type Failure, type FailureKind, failure } from '../domain/failure.ts';
import type { LdapResult } from './answer.ts';
import type { Exchange } from './connection.ts';
import { type PolicyError, policyAnswer } from './controls.ts';
import type { Loss } from './loss.ts';

export type Action = 'search' | 'compare' | 'add' | 'modify' | 'rename' | 'delete' | 'password' | 'bind';

type Sentences = { kind: FailureKind; why: string; todo: string; field?: string };

const writing: ReadonlySet<Action> = new Set(['add', 'modify', 'rename', 'delete', 'password']);
const askOperator = 'Tell whoever runs the directory, and name the reference.';
const startOver = 'Load it again, compare, and make the change again if it is still wanted.';

/** LDAP result codes (RFC 4511, appendix A; 122 RFC 4528; 123 RFC 4370) in plain words. */
const byCode: Readonly<Record<number, Sentences>> = {
  1: { kind: 'unexpected', why: 'The directory met an error of its own.', todo: askOperator },
  2: { kind: 'unexpected', why: 'The directory did not understand the request.', todo: askOperator },
  3: { kind: 'too-many', why: 'The search took longer than the directory allows.', todo: 'Narrow the search.' },
  4: {
    kind: 'too-many',
    why: 'There are more entries than the directory gives out at once.',
    todo: 'Narrow the search.',
  },
  7: { kind: 'unexpected', why: 'The directory does not accept this way of signing in.', todo: askOperator },
  8: { kind: 'unexpected', why: 'The directory wants a stronger way of signing in.', todo: askOperator },
  10: {
    kind: 'unavailable',
    why: 'This directory server does not hold the entry and named another one, which the portal does not follow.',
    todo: askOperator,
  },
  11: { kind: 'too-many', why: 'The search is larger than the directory allows.', todo: 'Narrow the search.' },
  12: { kind: 'unexpected', why: 'The directory lacks an extension that the portal needs.', todo: askOperator },
  13: { kind: 'unexpected', why: 'The directory accepts this over an encrypted connection only.', todo: askOperator },
  16: { kind: 'conflict', why: 'A value that was to be removed is not there any more.', todo: startOver },
  17: {
    kind: 'constraint',
    why: 'The directory does not know this attribute.',
    todo: 'Leave the attribute out, or have the schema extended.',
  },
  18: {
    kind: 'constraint',
    why: 'The directory can not compare this attribute in that way.',
    todo: 'Choose another condition.',
  },
  19: { kind: 'constraint', why: 'A rule of the directory does not allow this value.', todo: 'Choose another value.' },
  20: { kind: 'conflict', why: 'A value that was to be added is there already.', todo: startOver },
  21: {
    kind: 'constraint',
    why: 'A value does not have the form that its attribute needs.',
    todo: 'Correct the value.',
  },
  32: { kind: 'not-found', why: 'There is no such entry.', todo: 'Go back to the list and choose again.' },
  34: { kind: 'invalid', why: 'The name can not be used as the name of an entry.', todo: 'Choose another name.' },
  50: {
    kind: 'refused',
    why: 'The directory does not allow this to the signed-in person.',
    todo: 'Ask an administrator of this realm.',
  },
  51: { kind: 'unavailable', why: 'The directory is busy.', todo: 'Try again in a minute.' },
  52: { kind: 'unavailable', why: 'The directory is not available.', todo: 'Try again in a minute.' },
  53: { kind: 'constraint', why: 'The directory is not willing to do this.', todo: askOperator },
  54: { kind: 'unexpected', why: 'The directory refers to itself in a circle.', todo: askOperator },
  64: { kind: 'constraint', why: 'The name does not fit the kind of entry.', todo: 'Choose another name.' },
  65: {
    kind: 'constraint',
    why: 'The attributes do not fit the kind of entry.',
    todo: 'Fill in what is missing, or leave out what does not belong.',
  },
  66: { kind: 'constraint', why: 'There are other entries below this one.', todo: 'Delete or move those first.' },
  67: { kind: 'constraint', why: 'This value is part of the name of the entry.', todo: 'Rename the entry instead.' },
  68: { kind: 'taken', why: 'There is already an entry of this name.', todo: 'Choose another name.' },
  69: {
    kind: 'constraint',
    why: 'The kind of an entry can not be changed in this way.',
    todo: 'Create a new entry instead.',
  },
  71: {
    kind: 'constraint',
    why: 'The entry can not be moved to another directory server.',
    todo: 'Choose another place.',
  },
  80: { kind: 'unavailable', why: 'The directory met an error of its own.', todo: askOperator },
  122: { kind: 'conflict', why: 'Somebody else changed the entry in the meantime.', todo: startOver },
  123: { kind: 'refused', why: 'The directory does not let the portal act for this person.', todo: askOperator },
};

const byPolicy: Readonly<Record<PolicyError, Sentences>> = {
  passwordExpired: { kind: 'policy', why: 'The password has expired.', todo: 'Sign in again and choose a new one.' },
  accountLocked: { kind: 'policy', why: 'The account is locked.', todo: 'Ask an administrator to unlock it.' },
  changeAfterReset: {
    kind: 'policy',
    why: 'The password was reset and must be changed first.',
    todo: 'Choose a new password.',
  },
  passwordModNotAllowed: {
    kind: 'policy',
    why: 'The password policy does not allow people to change this password.',
    todo: 'Ask an administrator.',
  },
  mustSupplyOldPassword: {
    kind: 'policy',
    why: 'The current password is needed as well.',
    todo: 'Enter the current password.',
    field: 'oldPassword',
  },
  insufficientPasswordQuality: {
    kind: 'policy',
    why: 'The new password is too easy to guess.',
    todo: 'Choose a longer or more varied one.',
    field: 'password',
  },
  passwordTooShort: {
    kind: 'policy',
    why: 'The new password is too short.',
    todo: 'Choose a longer one.',
    field: 'password',
  },
  passwordTooYoung: {
    kind: 'policy',
    why: 'The password was changed only a short while ago.',
    todo: 'Wait until the policy allows another change.',
  },
  passwordInHistory: {
    kind: 'policy',
    why: 'The new password was used before.',
    todo: 'Choose one that was not used before.',
    field: 'password',
  },
  passwordTooLong: {
    kind: 'policy',
    why: 'The new password is too long.',
    todo: 'Choose a shorter one.',
    field: 'password',
  },
};

const notUnique: Sentences = {
  kind: 'taken',
  why: 'Another entry already has one of these values, which may be used once only.',
  todo: 'Choose another value.',
};
const wrongOldPassword: Sentences = {
  kind: 'invalid',
  why: 'The current password is not right.',
  todo: 'Enter the current password again.',
  field: 'oldPassword',
};

/** The directory answered, and it was no. */
export function refusal({ result, controls }: Pick<Exchange, 'result' | 'controls'>, action: Action): Failure {
  const { error: policy } = policyAnswer(controls);
  const cause = { action, code: result.code, diagnostic: result.diagnostic, matchedDn: result.matchedDn, policy };
  return failure({ ...sentences(result, action, policy), cause });
}

function sentences(result: LdapResult, action: Action, policy: PolicyError | undefined): Sentences {
  const { code, diagnostic } = result;
  if (policy) return byPolicy[policy];
  if (code === 19 && /not unique|non-unique|same attribute value already exists/i.test(diagnostic))
    return { ...notUnique, field: notUniqueAttribute(diagnostic) };
  if (action === 'password' && (code === 49 || (code === 53 && /old password/i.test(diagnostic))))
    return wrongOldPassword;
  const known = byCode[code];
  if (!known)
    return {
      kind: 'unexpected',
      why: 'The directory gave an answer that the portal does not know.',
      todo: askOperator,
    };
  const attribute = known.kind === 'constraint' ? attributeIn(code, diagnostic) : undefined;
  return attribute
    ? { ...known, why: withAttribute(code, attribute, diagnostic) ?? known.why, field: attribute }
    : known;
}

/** slapd 2.5 shows the filter that found the other entry: `(&(objectClass=inetOrgPerson)(|(mail=…)))`. */
function notUniqueAttribute(diagnostic: string): string | undefined {
  return /\(\|\(([\w;.-]+)=/.exec(diagnostic)?.[1] ?? /attribute: "([\w;.-]+)"/.exec(diagnostic)?.[1];
}

/** slapd and 389-ds name the attribute in quotes, before a colon or after "on". */
function attributeIn(code: number, diagnostic: string): string | undefined {
  if (code === 53 || code === 66) return undefined;
  const found =
    /attribute ['"]([\w;.-]+)['"]/i.exec(diagnostic) ??
    /^(?:modify\/\w+: |add: )?([A-Za-z][\w;.-]*): /.exec(diagnostic) ??
    /constraint on ([\w;.-]+)/.exec(diagnostic);
  return found?.[1];
}

function withAttribute(code: number, attribute: string, diagnostic: string): string | undefined {
  if (code === 65 && /requires attribute/.test(diagnostic)) return `The attribute ${attribute} is missing.`;
  if (code === 65 && /not allowed/.test(diagnostic))
    return `The attribute ${attribute} does not belong to this kind of entry.`;
  if (code === 19 && /multiple values/.test(diagnostic)) return `The attribute ${attribute} can have one value only.`;
  if (code === 19 && /no user modification/.test(diagnostic))
    return `The attribute ${attribute} is kept by the directory itself.`;
  if (code === 17) return `The directory does not know the attribute ${attribute}.`;
  if (code === 18) return `The directory can not compare the attribute ${attribute} in that way.`;
  if (code === 19) return `A rule of the directory does not allow this value of ${attribute}.`;
  if (code === 21) return `A value of ${attribute} does not have the form that the attribute needs.`;
  return undefined;
}

/** The directory did not answer. */
export function absence(loss: Loss, action: Action): Failure {
  const writes = writing.has(action);
  const maybe = writes && loss.sent ? ' The change may have been carried out.' : '';
  const nothing = writes && !loss.sent ? ' Nothing was changed.' : '';
  const look = maybe ? 'Look whether it was before you try again.' : 'Try again in a minute.';
  const cause = { action, loss };
  const uncertain = maybe ? { uncertain: true as const } : {};
  const rest = maybe + nothing;
  switch (loss.is) {
    case 'timeout':
      return failure({
        kind: 'timeout',
        why: `The directory did not answer in time.${rest}`,
        todo: look,
        cause,
        ...uncertain,
      });
    case 'busy':
      return failure({
        kind: 'too-many',
        why: `Too many requests are waiting for the directory.${rest}`,
        todo: 'Try again in a minute.',
        cause,
      });
    case 'account':
      return failure({
        kind: 'unavailable',
        why: `The directory does not accept the portal's own account.${rest}`,
        todo: askOperator,
        cause,
      });
    case 'nonsense':
      return failure({
        kind: 'unavailable',
        why: `The directory gave an answer that is not LDAP.${rest}`,
        todo: maybe ? look : askOperator,
        cause,
        ...uncertain,
      });
    case 'unsendable':
      return failure({
        kind: 'invalid',
        why: `A value is larger than the directory can take.${rest}`,
        todo: 'Choose a smaller one.',
        cause,
      });
    case 'away':
      return maybe
        ? failure({
            kind: 'unavailable',
            why: `The connection to the directory was lost before it answered.${maybe}`,
            todo: look,
            cause,
            ...uncertain,
          })
        : failure({ kind: 'unavailable', why: `The directory can not be reached.${nothing}`, todo: look, cause });
  }
}
