import type { Tree } from '../config/directory.ts';
import { Dn } from '../domain/dn.ts';
import type { Entry } from '../domain/entry.ts';
import { parseGeneralizedTime } from '../domain/generalized-time.ts';
import { fold, searchText } from './fold.ts';
import { effectivePolicy, type Landscape } from './landscape.ts';
import type { CatalogRow, EntryKind } from './row.ts';

/** ppolicy's mark for an account that an administrator has closed (draft-behera-ldap-password-policy, 5.3.3). */
const disabledMark = '000001010000Z';

/** Everything that a row is made of, besides the members of groups, which are counted apart. */
export function catalogAttributes(tree: Tree): string[] {
  return [
    ...new Set([
      ...plainAttributes,
      tree.personRdn,
      tree.jidAttribute,
      tree.realmRdn,
      tree.domainAttribute,
      tree.roleOccupant,
    ]),
  ];
}

const plainAttributes = [
  'objectClass',
  'entryUUID',
  'entryCSN',
  'modifyTimestamp',
  'createTimestamp',
  'cn',
  'sn',
  'givenName',
  'displayName',
  'uid',
  'mail',
  'employeeNumber',
  'description',
  'pwdAccountLockedTime',
  'pwdReset',
  'pwdChangedTime',
  'pwdPolicySubentry',
  'pwdLastSuccess',
  'authTimestamp',
];

/**
 * The row of an entry; null for an entry that no list shows (a container, a policy, a service account).
 * `members` is for static groups, whose members are read apart because asking for them makes slapd expand dynamic ones.
 */
export function project(
  entry: Entry,
  landscape: Landscape,
  tree: Tree,
  members: readonly string[] | null = null,
): CatalogRow | null {
  const kind = kindOf(entry, tree);
  if (!kind || entry.id === '') return null;
  return {
    id: entry.id.toLowerCase(),
    kind,
    dn: entry.dn.toString(),
    dnKey: entry.dn.key,
    realmKey: realmKeyOf(entry.dn, landscape.realms),
    entryCsn: entry.first('entryCSN') || entry.first('modifyTimestamp'),
    createdAt: parseGeneralizedTime(entry.first('createTimestamp')),
    ...words(entry, kind, tree),
    ...account(entry, landscape, tree),
    dynamic: kind === 'group' && isDynamic(entry, tree),
    nested: (kind === 'group' && !isDynamic(entry, tree) && members?.some((name) => namesGroup(name, tree))) ?? false,
    memberCount:
      kind === 'role'
        ? entry.all(tree.roleOccupant).length
        : kind === 'group' && !isDynamic(entry, tree)
          ? (members?.length ?? null)
          : null,
  };
}

export function kindOf(entry: Entry, tree: Tree): EntryKind | null {
  if (entry.is(tree.realmClass) && entry.dn.isWithin(tree.realmsBase)) return 'realm';
  if (entry.is(tree.personClass) && entry.dn.isWithin(tree.realmsBase)) return 'person';
  if (entry.is(tree.groupClass) || entry.is(tree.dynamicGroupClass)) return 'group';
  // organizationalRole is the structural class of policies and service accounts, too.
  if (entry.is(tree.roleClass) && entry.dn.isWithin(tree.rolesBase)) return 'role';
  return null;
}

/** Told from the name alone: it stands where groups stand, of the whole system or of a realm. */
function namesGroup(name: string, tree: Tree): boolean {
  const dn = Dn.parse(name);
  return dn !== null && (dn.isWithin(tree.groupsBase) || dn.key.includes(`,${tree.realmGroupsRdn.key},`));
}

export function isDynamic(entry: Entry, tree: Tree): boolean {
  return entry.is(tree.dynamicGroupClass);
}

/**
 * Dn.key of the nearest realm: the entry itself or an ancestor; '' when there is none. Cuts the key at its commas rather than
 * making a Dn for each ancestor: this is done for every entry of a directory.
 */
export function realmKeyOf(dn: Dn, realms: ReadonlySet<string>): string {
  const { key } = dn;
  for (let start = 0; start < key.length; start = nextRdn(key, start)) {
    const ancestor = key.slice(start);
    if (realms.has(ancestor)) return ancestor;
  }
  return '';
}

/** Behind the next comma that isn't escaped. */
function nextRdn(key: string, start: number): number {
  for (let index = start; index < key.length; index++) {
    if (key[index] === '\\') index++;
    else if (key[index] === ',') return index + 1;
  }
  return key.length;
}

function words(entry: Entry, kind: EntryKind, tree: Tree) {
  const uid = entry.first(tree.personRdn);
  const mail = entry.first(tree.jidAttribute);
  const displayed = kind === 'person' ? entry.first('displayName') || entry.first('cn') : '';
  const name = bounded(displayed || entry.dn.name);
  const surname = entry.first('sn') || name;
  return {
    name,
    uid: bounded(uid),
    mail: bounded(mail),
    sortSurname: bounded(fold(`${surname} ${entry.first('givenName')}`)),
    sortName: bounded(fold(name)),
    sortUid: bounded(fold(uid)),
    sortMail: bounded(fold(mail)),
    search: searchText(searchedAttributes(kind, tree).flatMap((attribute) => entry.all(attribute))),
  };
}

function searchedAttributes(kind: EntryKind, tree: Tree): string[] {
  if (kind === 'person')
    return ['cn', 'displayName', 'givenName', 'sn', tree.personRdn, 'mail', tree.jidAttribute, 'employeeNumber'];
  if (kind === 'realm') return [tree.realmRdn, tree.domainAttribute, 'description'];
  return ['cn', tree.jidAttribute, 'description'];
}

function account(entry: Entry, landscape: Landscape, tree: Tree) {
  const policy = effectivePolicy(entry, landscape, tree);
  const lockedTime = entry.first('pwdAccountLockedTime');
  const disabled = lockedTime === disabledMark;
  const locked = lockedTime !== '' && !disabled;
  const changedAt = parseGeneralizedTime(entry.first('pwdChangedTime'));
  return {
    disabled,
    locked,
    lockedUntil: locked ? later(parseGeneralizedTime(lockedTime), policy?.lockoutDurationS) : null,
    mustChange: entry.first('pwdReset').toUpperCase() === 'TRUE',
    passwordExpiresAt: later(changedAt, policy?.maxAgeS),
    lastSignInAt: parseGeneralizedTime(entry.first('pwdLastSuccess') || entry.first('authTimestamp')),
  };
}

/** null without a time or for a duration without end. */
function later(time: Date | null, seconds: number | undefined): Date | null {
  if (!time || !seconds) return null;
  const date = new Date(time.getTime() + seconds * 1000);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Sort keys are indexed: a B-tree entry must stay under 2.7 kB. NUL can't be stored in a text column. */
function bounded(text: string): string {
  return text.replaceAll('\u0000', ' ').slice(0, 200).toWellFormed();
}
