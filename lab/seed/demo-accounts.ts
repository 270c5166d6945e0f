import type { RealmName } from './tree.ts';

/** An account of the demo whose password is known. */
export type DemoAccount = {
  uid: string;
  given: string;
  family: string;
  realm: RealmName;
  /** For the table that `npm run demo` prints. */
  what: string;
  title: string;
  state?: 'locked' | 'disabled' | 'mustChange' | 'expired' | 'grace' | 'expiring';
};

export const demoAccounts: readonly DemoAccount[] = [
  {
    uid: 'ada',
    given: 'Ada',
    family: 'Lovelace',
    realm: 'north',
    title: 'Head of systems',
    what: 'system administrator',
  },
  {
    uid: 'rex',
    given: 'Rex',
    family: 'Warden',
    realm: 'north',
    title: 'Regional administrator',
    what: 'delegated administrator of north and what is below it',
  },
  {
    uid: 'hana',
    given: 'Hana',
    family: 'Nováková',
    realm: 'south',
    title: 'Help desk',
    what: 'help desk of south: unlocks and resets passwords',
  },
  { uid: 'otto', given: 'Otto', family: 'Brandt', realm: 'south', title: 'Operator on duty', what: 'operator' },
  {
    uid: 'aud',
    given: 'Aud',
    family: 'Ljósadóttir',
    realm: 'south',
    title: 'Internal auditor',
    what: 'auditor, reads only',
  },
  { uid: 'uma', given: 'Uma', family: 'Okonkwo', realm: 'north', title: 'Planner', what: 'individual user in north' },
  {
    uid: 'fay',
    given: 'Fay',
    family: 'Trent',
    realm: 'field',
    title: 'Team lead',
    what: 'manages users of field, through the group “Field leads”',
  },
  {
    uid: 'nora',
    given: 'Nora',
    family: 'Quist',
    realm: 'north',
    title: 'First line support',
    what: 'resets passwords in north, through the role “North support”',
  },
  {
    uid: 'lars',
    given: 'Lars',
    family: 'Holm',
    realm: 'north',
    title: 'Surveyor',
    what: 'locked after failed attempts',
    state: 'locked',
  },
  {
    uid: 'dora',
    given: 'Dora',
    family: 'Vance',
    realm: 'north',
    title: 'Clerk',
    what: 'disabled by an administrator',
    state: 'disabled',
  },
  {
    uid: 'mina',
    given: 'Mina',
    family: 'Sørensen',
    realm: 'north',
    title: 'Trainee',
    what: 'must change the password',
    state: 'mustChange',
  },
  {
    uid: 'evan',
    given: 'Evan',
    family: 'Price',
    realm: 'north',
    title: 'Draughtsman',
    what: 'password has expired',
    state: 'expired',
  },
  {
    uid: 'gus',
    given: 'Gus',
    family: 'Moreau',
    realm: 'north',
    title: 'Archivist',
    what: 'password has expired, two grace sign-ins left',
    state: 'grace',
  },
  {
    uid: 'wanda',
    given: 'Wanda',
    family: 'Kovač',
    realm: 'north',
    title: 'Accountant',
    what: 'password is about to expire',
    state: 'expiring',
  },
];
