import type { Dn } from './dn.ts';
import type { AttributeValue } from './entry.ts';

/** One change, as the directory port carries it out. */
export type LdifChange =
  | { change: 'add'; dn: Dn; attributes: Readonly<Record<string, readonly AttributeValue[]>> }
  | { change: 'modify'; dn: Dn; modifications: readonly LdifModification[] }
  | { change: 'rename'; dn: Dn; newRdn: { attribute: string; value: string }; newParent?: Dn }
  | { change: 'delete'; dn: Dn };

export type LdifModification = {
  op: 'add' | 'delete' | 'put';
  attribute: string;
  values?: readonly AttributeValue[];
};

const keywords = { add: 'add', delete: 'delete', put: 'replace' } as const;
const lineLength = 76;

/** Never shown, not even in base64: a preview is looked at, copied and kept. */
const hidden: ReadonlySet<string> = new Set(['userpassword']);

/**
 * One change record (RFC 2849), ready for `ldapmodify`, ending with a newline. Values of userPassword are replaced by a
 * comment unless `withPasswords` is given.
 */
export function ldifOf(change: LdifChange, options: { withPasswords?: boolean } = {}): string {
  const lines = [line('dn', change.dn.toString()), ...body(change, options.withPasswords === true)];
  return `${lines.map(fold).join('\n')}\n`;
}

function body(change: LdifChange, withPasswords: boolean): string[] {
  switch (change.change) {
    case 'add':
      return [
        'changetype: add',
        ...Object.entries(change.attributes).flatMap(([attribute, values]) =>
          valueLines(attribute, values, withPasswords),
        ),
      ];
    case 'modify':
      return [
        'changetype: modify',
        ...change.modifications.flatMap(({ op, attribute, values = [] }) => [
          `${keywords[op]}: ${attribute}`,
          ...valueLines(attribute, values, withPasswords),
          '-',
        ]),
      ];
    case 'rename': {
      const parent = change.newParent ?? change.dn.parent;
      const newRdn = parent?.child(change.newRdn.attribute, change.newRdn.value).rdn ?? '';
      return [
        'changetype: modrdn',
        line('newrdn', newRdn),
        'deleteoldrdn: 1',
        ...(change.newParent ? [line('newsuperior', change.newParent.toString())] : []),
      ];
    }
    case 'delete':
      return ['changetype: delete'];
  }
}

function valueLines(attribute: string, values: readonly AttributeValue[], withPasswords: boolean): string[] {
  if (!withPasswords && hidden.has(attribute.toLowerCase())) return values.map(() => `# ${attribute}: not shown`);
  return values.map((value) => line(attribute, value));
}

/** SAFE-STRING of RFC 2849, and no space at the end (note 8 there). */
const safe = /^(?:[\u0001-\u0009\u000b\u000c\u000e-\u001f!-9;=-\u007f][\u0001-\u0009\u000b\u000c\u000e-\u007f]*)?$/;

function line(name: string, value: AttributeValue): string {
  if (typeof value === 'string' && safe.test(value) && !value.endsWith(' '))
    return value === '' ? `${name}:` : `${name}: ${value}`;
  return `${name}:: ${Buffer.from(typeof value === 'string' ? Buffer.from(value, 'utf8') : value).toString('base64')}`;
}

/** RFC 2849, note 2: continued lines begin with one space. Comments are never folded: they are short. */
function fold(text: string): string {
  const pieces = [text.slice(0, lineLength)];
  for (let at = lineLength; at < text.length; at += lineLength - 1)
    pieces.push(` ${text.slice(at, at + lineLength - 1)}`);
  return pieces.join('\n');
}
