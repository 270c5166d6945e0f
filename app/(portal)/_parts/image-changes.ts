import type { AttributeChange } from '#app/_ui/show/diff.tsx';
import { personAttribute } from '#lib/domain/person-attribute.ts';

type Image = Record<string, string[]> | null;

const labels: Record<string, string> = {
  uid: 'Username',
  dn: 'Place in the tree',
  userPassword: 'Password',
  pwdReset: 'Must change password',
  pwdAccountLockedTime: 'Locked',
  jpegPhoto: 'Photo',
  userCertificate: 'Certificate',
  bwSshPublicKey: 'SSH key',
  session: 'Session',
  member: 'Members',
  memberURL: 'Filter',
  roleOccupant: 'Occupants',
  associatedDomain: 'Domains',
  bwMaximumUsers: 'Most users',
  cn: 'Name',
  jid: 'JID',
  xmppSession: 'XMPP session',
  ou: 'Name',
};

/** Both images of a record, attribute by attribute, as the Diff shows them. */
export function imageChanges(before: Image, after: Image, targetKind: string): AttributeChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names.map((attribute) => {
    const values = { before: before?.[attribute] ?? [], after: after?.[attribute] ?? [] };
    return {
      label: labelOf(attribute, targetKind),
      attribute,
      ...values,
      hidden: isHidden(values.before) || isHidden(values.after),
    };
  });
}

function labelOf(attribute: string, targetKind: string): string {
  return (
    (targetKind === 'user' ? personAttribute(attribute)?.label : undefined) ??
    labels[attribute] ??
    personAttribute(attribute)?.label ??
    attribute
  );
}

function isHidden(values: readonly string[]): boolean {
  return values.includes('(hidden)');
}
