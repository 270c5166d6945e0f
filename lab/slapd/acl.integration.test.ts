import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { Acting, connectAsService, type Outcome } from './acting.ts';

/**
 * What deploy/openldap/acl.ldif allows and refuses, tried on the real slapd in the way of the portal: bound as the
 * service account, with the person's identity on each operation. The portal's own policy plays no part here.
 */
const facts = inject('lab');
const base = facts.directory.baseDn;
const realm = {
  north: `ou=north,ou=realms,${base}`,
  south: `ou=south,ou=realms,${base}`,
  field: `ou=field,ou=north,ou=realms,${base}`,
};
const role = (name: string) => `cn=${name},ou=roles,${base}`;
const demo = (uid: string) => facts.accounts.find((account) => account.uid === uid)?.dn as string;

/** Ordinary people and groups, made afresh under new names for each test: refint still works on the old ones for a moment. */
let made = 0;
const names = (run: number) => ({
  person: {
    north: `uid=try${run}a,ou=people,${realm.north}`,
    south: `uid=try${run}b,ou=people,${realm.south}`,
    field: `uid=try${run}c,ou=people,${realm.field}`,
  },
  other: { north: `uid=try${run}d,ou=people,${realm.north}`, south: `uid=try${run}e,ou=people,${realm.south}` },
  group: {
    north: `cn=Try${run}a,ou=groups,${realm.north}`,
    south: `cn=Try${run}b,ou=groups,${realm.south}`,
    system: `cn=Try${run}c,ou=groups,${base}`,
  },
});
let { person, other, group } = names(0);

const groupClass = { objectClass: 'groupOfMembers' };
/** Never the same twice: ppolicy looks for repetition before slapd looks for rights. */
let passwords = 0;
const newPassword = () => `a-new-and-long-password-${++passwords}`;

let as: (person: string | null) => Acting;
let ada: Acting;
let close: () => Promise<void>;

beforeAll(async () => {
  const service = await connectAsService(facts);
  as = service.as;
  ada = as(demo('ada'));
  close = () => service.client.unbind();
});
afterAll(() => close());

const locked = '20260101000000Z';

beforeEach(async () => {
  ({ person, other, group } = names(++made));
  for (const dn of [...Object.values(person), ...Object.values(other)]) {
    await ada.addPerson(dn, { telephoneNumber: '1', title: 'Clerk', pwdAccountLockedTime: locked });
  }
  for (const [dn, member] of [
    [group.north, person.north],
    [group.south, person.south],
    [group.system, person.north],
  ] as const) {
    await ada.add(dn, { ...groupClass, cn: /^cn=([^,]+)/.exec(dn)?.[1] as string, member });
  }
});

afterEach(sweep);

/** Whatever a test left, the entries furthest down first. */
async function sweep(): Promise<void> {
  const left = await ada.sees(base, '(|(uid=try*)(uid=renamed*)(cn=try*)(ou=try*))');
  const below = await Promise.all(left.filter((dn) => dn.startsWith('ou=')).map((dn) => ada.sees(dn)));
  const all = [...new Set([...left, ...below.flat()])].sort((a, b) => b.split(',').length - a.split(',').length);
  for (const dn of all) await ada.delete(dn);
}

type Try = [sentence: string, who: () => Acting, attempt: (who: Acting) => Promise<Outcome>];

/** A refusal may also be told as "no such entry", where the person can't see it. */
function outcomes(expected: 'allowed' | 'refused', tries: Try[]): void {
  test.each(tries)(`%s: ${expected}`, async (_, who, attempt) => {
    const outcome = await attempt(who());
    expect(outcome === 'allowed' ? 'allowed' : 'refused').toBe(expected);
  });
}

const is = (uid: string) => () => as(demo(uid));
const isPerson = (dn: () => string) => () => as(dn());

describe('a system administrator', () => {
  outcomes('allowed', [
    ['adds a person', is('ada'), (a) => a.addPerson(`uid=try-new,ou=people,${realm.south}`)],
    ['edits anybody', is('ada'), (a) => a.set(person.south, 'title', 'Chief')],
    [
      'moves a person to another realm',
      is('ada'),
      (a) => a.rename(person.north, person.north.replace(realm.north, realm.south)),
    ],
    ['resets any password', is('ada'), (a) => a.set(person.south, 'userPassword', newPassword())],
    [
      'chooses a person’s policy',
      is('ada'),
      (a) => a.set(person.north, 'pwdPolicySubentry', `cn=grace,ou=policies,${base}`),
    ],
    [
      'makes a realm and names its administrator',
      is('ada'),
      (a) =>
        a.add(`ou=try,${realm.north}`, {
          objectClass: ['organizationalUnit', 'bwRealm'],
          ou: 'try',
          associatedDomain: 'try.example',
          bwUserManager: person.north,
        }),
    ],
    ['edits the groups of the whole system', is('ada'), (a) => a.addValue(group.system, 'member', person.south)],
    [
      'edits the roles',
      is('ada'),
      (a) => a.add(role('Try role'), { objectClass: 'organizationalRole', cn: 'Try role', roleOccupant: person.north }),
    ],
  ]);

  test('is also who belongs to a system-wide group that occupies the role', async () => {
    await ada.addValue(role('System Administrator'), 'roleOccupant', group.system);
    try {
      expect(await as(person.north).set(person.south, 'title', 'Chief')).toBe('allowed');
      expect(await as(person.south).set(person.north, 'title', 'Chief')).not.toBe('allowed');
    } finally {
      await ada.remove(role('System Administrator'), 'roleOccupant', group.system);
    }
  });

  outcomes('refused', [
    ['lets nobody act as somebody else', is('ada'), (a) => a.set(person.north, 'authzTo', 'dn.regex:.*')],
    ['lets no service act as everybody', is('ada'), (a) => a.set(facts.directory.service.dn, 'authzTo', 'dn.regex:.*')],
  ]);

  test('doesn’t go round the password rules', async () => {
    await expect(ada.set(person.north, 'userPassword', 'abc')).rejects.toThrow(/quality|short/i);
  });
});

describe('a delegated administrator with every grant over north', () => {
  outcomes('allowed', [
    [
      'adds a person in the realm',
      is('rex'),
      (a) => a.addPerson(`uid=try-new,ou=people,${realm.north}`, { userPassword: newPassword() }),
    ],
    ['edits a person of the realm', is('rex'), (a) => a.set(person.north, 'title', 'Chief')],
    ['edits a person of the sub-realm', is('rex'), (a) => a.set(person.field, 'title', 'Chief')],
    [
      'renames a person of the realm',
      is('rex'),
      (a) => a.rename(person.north, person.north.replace('uid=try', 'uid=renamed')),
    ],
    [
      'moves a person to the sub-realm',
      is('rex'),
      (a) => a.rename(person.north, person.north.replace(realm.north, realm.field)),
    ],
    ['deletes a person of the realm', is('rex'), (a) => a.delete(person.north)],
    ['resets a password of the realm', is('rex'), (a) => a.set(person.north, 'userPassword', newPassword())],
    ['demands a change of password', is('rex'), (a) => a.set(person.field, 'pwdReset', 'TRUE')],
    ['unlocks a person', is('rex'), (a) => a.remove(person.north, 'pwdAccountLockedTime')],
    ['disables a person', is('rex'), (a) => a.set(person.north, 'pwdAccountLockedTime', '000001010000Z')],
    [
      'adds a group in the realm',
      is('rex'),
      (a) => a.add(`cn=Try new,ou=groups,${realm.north}`, { ...groupClass, cn: 'Try new' }),
    ],
    ['edits a group of the realm', is('rex'), (a) => a.addValue(group.north, 'member', person.field)],
    [
      'makes a sub-realm',
      is('rex'),
      (a) =>
        a.add(`ou=try,${realm.north}`, {
          objectClass: ['organizationalUnit', 'bwRealm'],
          ou: 'try',
          associatedDomain: 'try.example',
        }),
    ],
    [
      'makes a sub-realm of the sub-realm',
      is('rex'),
      (a) =>
        a.add(`ou=try,${realm.field}`, {
          objectClass: ['organizationalUnit', 'bwRealm'],
          ou: 'try',
          associatedDomain: 'try.example',
        }),
    ],
    ['edits the sub-realm’s description', is('rex'), (a) => a.set(realm.field, 'description', 'Teams on the road')],
  ]);

  test('acts on somebody who holds a grant over the sub-realm', async () => {
    await ada.addValue(realm.field, 'bwUserManager', person.field);
    try {
      expect(await as(demo('rex')).set(person.field, 'userPassword', newPassword())).toBe('allowed');
    } finally {
      await ada.remove(realm.field, 'bwUserManager', person.field);
    }
  });

  test('furnishes a new sub-realm with its containers, and takes all of it away again', async () => {
    const rex = as(demo('rex'));
    const sub = `ou=try,${realm.north}`;
    expect(
      await rex.add(sub, {
        objectClass: ['organizationalUnit', 'bwRealm'],
        ou: 'try',
        associatedDomain: 'try.example',
      }),
    ).toBe('allowed');
    for (const ou of ['people', 'groups'])
      expect(await rex.add(`ou=${ou},${sub}`, { objectClass: 'organizationalUnit', ou })).toBe('allowed');
    expect(await rex.addPerson(`uid=try-sub,ou=people,${sub}`)).toBe('allowed');
    for (const dn of [`uid=try-sub,ou=people,${sub}`, `ou=people,${sub}`, `ou=groups,${sub}`, sub])
      expect(await rex.delete(dn)).toBe('allowed');
  });

  outcomes('refused', [
    ['adds a person in a foreign realm', is('rex'), (a) => a.addPerson(`uid=try-new,ou=people,${realm.south}`)],
    ['edits a person of a foreign realm', is('rex'), (a) => a.set(person.south, 'title', 'Chief')],
    ['deletes a person of a foreign realm', is('rex'), (a) => a.delete(person.south)],
    [
      'moves a person to a foreign realm',
      is('rex'),
      (a) => a.rename(person.north, person.north.replace(realm.north, realm.south)),
    ],
    [
      'fetches a person from a foreign realm',
      is('rex'),
      (a) => a.rename(person.south, person.south.replace(realm.south, realm.north)),
    ],
    ['resets a password of a foreign realm', is('rex'), (a) => a.set(person.south, 'userPassword', newPassword())],
    ['unlocks a person of a foreign realm', is('rex'), (a) => a.remove(person.south, 'pwdAccountLockedTime')],
    ['edits a group of a foreign realm', is('rex'), (a) => a.addValue(group.south, 'member', person.north)],
    [
      'makes a sub-realm of a foreign realm',
      is('rex'),
      (a) => a.add(`ou=try,${realm.south}`, { objectClass: ['organizationalUnit', 'bwRealm'], ou: 'try' }),
    ],
    [
      'makes a realm at the top',
      is('rex'),
      (a) => a.add(`ou=try,ou=realms,${base}`, { objectClass: ['organizationalUnit', 'bwRealm'], ou: 'try' }),
    ],
  ]);

  outcomes('refused', [
    [
      'resets the password of a system administrator in the realm',
      is('rex'),
      (a) => a.set(demo('ada'), 'userPassword', newPassword()),
    ],
    [
      'disables a system administrator in the realm',
      is('rex'),
      (a) => a.set(demo('ada'), 'pwdAccountLockedTime', '000001010000Z'),
    ],
    ['edits a system administrator in the realm', is('rex'), (a) => a.set(demo('ada'), 'title', 'Nobody')],
    [
      'renames a system administrator in the realm',
      is('rex'),
      (a) => a.rename(demo('ada'), demo('ada').replace('uid=ada', 'uid=ada2')),
    ],
    ['deletes a system administrator in the realm', is('rex'), (a) => a.delete(demo('ada'))],
    ['grants something to themselves', is('rex'), (a) => a.addValue(realm.north, 'bwUserManager', person.north)],
    ['grants something over the sub-realm', is('rex'), (a) => a.addValue(realm.field, 'bwArchiveReader', demo('rex'))],
    [
      'makes a sub-realm that carries a grant',
      is('rex'),
      (a) =>
        a.add(`ou=try,${realm.north}`, {
          objectClass: ['organizationalUnit', 'bwRealm'],
          ou: 'try',
          bwUserManager: person.north,
        }),
    ],
    ['raises the maximum of users', is('rex'), (a) => a.set(realm.field, 'bwMaximumUsers', '99')],
    [
      'gives the granted realm another domain',
      is('rex'),
      (a) => a.addValue(realm.north, 'associatedDomain', 'more.example'),
    ],
    ['deletes the granted realm', is('rex'), (a) => a.delete(realm.north)],
    ['deletes a container of the granted realm', is('rex'), (a) => a.delete(`ou=groups,${realm.north}`)],
    [
      'adds a person who may act as others',
      is('rex'),
      (a) => a.addPerson(`uid=try-new,ou=people,${realm.north}`, { authzTo: 'dn.regex:.*' }),
    ],
    ['lets a person act as others', is('rex'), (a) => a.set(person.north, 'authzTo', 'dn.regex:.*')],
    ['lets others act as them', is('rex'), (a) => a.set(person.north, 'authzFrom', 'dn.regex:.*')],
    [
      'chooses a person’s policy',
      is('rex'),
      (a) => a.set(person.north, 'pwdPolicySubentry', `cn=services,ou=policies,${base}`),
    ],
    [
      'adds a person with another policy',
      is('rex'),
      (a) =>
        a.addPerson(`uid=try-new,ou=people,${realm.north}`, { pwdPolicySubentry: `cn=services,ou=policies,${base}` }),
    ],
    [
      'makes a realm out of a person',
      is('rex'),
      (a) =>
        a.addPerson(`uid=try-new,ou=people,${realm.north}`, {
          objectClass: ['inetOrgPerson', 'bwRealm'],
          bwUserManager: demo('rex'),
        }),
    ],
    ['relaxes a password policy', is('rex'), (a) => a.set(`cn=default,ou=policies,${base}`, 'pwdMinLength', '1')],
  ]);

  outcomes('refused', [
    ['occupies a role', is('rex'), (a) => a.addValue(role('System Administrator'), 'roleOccupant', demo('rex'))],
    [
      'joins a system-wide group',
      is('rex'),
      (a) => a.addValue(`cn=Field leads,ou=groups,${base}`, 'member', demo('rex')),
    ],
    [
      'takes over the portal’s account',
      is('rex'),
      (a) => a.set(facts.directory.service.dn, 'userPassword', newPassword()),
    ],
  ]);

  test('a domain that another realm has is refused, whoever wants it', async () => {
    await expect(as(demo('rex')).set(realm.field, 'associatedDomain', 'south.example')).rejects.toThrow();
  });

  test('sees everybody of the realm and below it, and nothing of a foreign realm', async () => {
    const seen = await as(demo('rex')).sees(base);
    expect(seen).toEqual(expect.arrayContaining([person.north, person.field, group.north]));
    expect(seen.filter((dn) => dn.endsWith(realm.south))).toEqual([]);
  });
});

describe('a password manager of south', () => {
  outcomes('allowed', [
    ['resets a password', is('hana'), (a) => a.set(person.south, 'userPassword', newPassword())],
    ['demands a change of password', is('hana'), (a) => a.set(person.south, 'pwdReset', 'TRUE')],
    ['unlocks a person', is('hana'), (a) => a.remove(person.south, 'pwdAccountLockedTime')],
  ]);
  outcomes('refused', [
    ['edits a telephone number', is('hana'), (a) => a.set(person.south, 'telephoneNumber', '2')],
    ['disables a person', is('hana'), (a) => a.set(person.south, 'pwdAccountLockedTime', '000001010000Z')],
    ['deletes a person', is('hana'), (a) => a.delete(person.south)],
    ['renames a person', is('hana'), (a) => a.rename(person.south, person.south.replace('uid=try', 'uid=renamed'))],
    ['adds a person', is('hana'), (a) => a.addPerson(`uid=try-new,ou=people,${realm.south}`)],
    ['resets an operator’s password', is('hana'), (a) => a.set(demo('otto'), 'userPassword', newPassword())],
    ['resets an auditor’s password', is('hana'), (a) => a.set(demo('aud'), 'userPassword', newPassword())],
    ['unlocks an operator', is('hana'), (a) => a.remove(demo('otto'), 'pwdAccountLockedTime')],
  ]);
  outcomes('refused', [
    ['resets a password in a foreign realm', is('hana'), (a) => a.set(person.north, 'userPassword', newPassword())],
    ['edits a group', is('hana'), (a) => a.addValue(group.south, 'member', demo('hana'))],
  ]);

  test('doesn’t reset the password of somebody who holds a grant', async () => {
    await ada.addValue(realm.south, 'bwUserManager', person.south);
    try {
      expect(await as(demo('hana')).set(person.south, 'userPassword', newPassword())).toBe('refused');
    } finally {
      await ada.remove(realm.south, 'bwUserManager', person.south);
    }
  });
});

describe('each grant by itself, held by an ordinary person over south', () => {
  const holder = () => other.south;
  const grants: [attribute: string, allowed: Try[], refused: Try[]][] = [
    [
      'bwUserManager',
      [['edits a person', isPerson(holder), (a) => a.set(person.south, 'title', 'Chief')]],
      [['edits a group', isPerson(holder), (a) => a.addValue(group.south, 'member', holder())]],
    ],
    [
      'bwPasswordManager',
      [['resets a password', isPerson(holder), (a) => a.set(person.south, 'userPassword', newPassword())]],
      [['edits a person', isPerson(holder), (a) => a.set(person.south, 'title', 'Chief')]],
    ],
    [
      'bwGroupManager',
      [['edits a group', isPerson(holder), (a) => a.addValue(group.south, 'member', holder())]],
      [
        ['edits a person', isPerson(holder), (a) => a.set(person.south, 'title', 'Chief')],
        ['resets a password', isPerson(holder), (a) => a.set(person.south, 'userPassword', newPassword())],
      ],
    ],
    [
      'bwRealmManager',
      [
        [
          'makes a sub-realm',
          isPerson(holder),
          (a) =>
            a.add(`ou=try${++made},${realm.south}`, {
              objectClass: ['organizationalUnit', 'bwRealm'],
              ou: `try${made}`,
            }),
        ],
      ],
      [
        ['edits the realm itself', isPerson(holder), (a) => a.set(realm.south, 'description', 'Mine')],
        ['adds a person', isPerson(holder), (a) => a.addPerson(`uid=try-new,ou=people,${realm.south}`)],
      ],
    ],
    ...['bwRoomManager', 'bwCommandRunner', 'bwArchiveReader'].map((name): [string, Try[], Try[]] => [
      name,
      [],
      [
        ['edits a person', isPerson(holder), (a) => a.set(person.south, 'title', 'Chief')],
        ['resets a password', isPerson(holder), (a) => a.set(person.south, 'userPassword', newPassword())],
        ['edits a group', isPerson(holder), (a) => a.addValue(group.south, 'member', holder())],
      ],
    ]),
  ];
  describe.each(grants)('%s', (attribute, allowed, refused) => {
    beforeEach(() => ada.addValue(realm.south, attribute, holder()));
    // Withdrawn by hand: refint would do it after the holder is deleted, but only a moment later.
    const withdraw = () => ada.remove(realm.south, attribute, holder());
    for (const [sentence, who, attempt] of allowed) {
      test(`${sentence}: allowed, and no longer once it is withdrawn`, async () => {
        try {
          expect(await attempt(who())).toBe('allowed');
        } finally {
          await withdraw();
        }
        expect(await attempt(who())).not.toBe('allowed');
      });
    }
    for (const [sentence, who, attempt] of refused) {
      test(`${sentence}: refused`, async () => {
        try {
          expect(await attempt(who())).not.toBe('allowed');
        } finally {
          await withdraw();
        }
      });
    }
    test('shows the realm and who holds what over it', async () => {
      try {
        expect(await as(holder()).reads(realm.south)).toMatchObject({
          associatedDomain: ['south.example'],
          [attribute]: expect.arrayContaining([holder()]),
        });
      } finally {
        await withdraw();
      }
    });
  });
});

describe('a grant that names a group or a role', () => {
  outcomes('allowed', [
    ['a member of the system-wide group manages users', is('fay'), (a) => a.set(person.field, 'title', 'Chief')],
    ['an occupant of the role resets passwords', is('nora'), (a) => a.set(person.north, 'userPassword', newPassword())],
    ['and does so in the sub-realm', is('nora'), (a) => a.set(person.field, 'userPassword', newPassword())],
  ]);
  outcomes('refused', [
    ['a member of the group edits the realm above', is('fay'), (a) => a.set(person.north, 'title', 'Chief')],
    ['an occupant of the role edits people', is('nora'), (a) => a.set(person.north, 'title', 'Chief')],
    [
      'an occupant of the role resets the password of who manages the realm',
      is('nora'),
      (a) => a.set(demo('rex'), 'userPassword', newPassword()),
    ],
    ['who isn’t in the group manages users', is('uma'), (a) => a.set(person.field, 'title', 'Chief')],
  ]);

  test('who manages users of a sub-realm can’t take over one who holds a grant above it', async () => {
    await ada.addValue(realm.north, 'bwArchiveReader', person.field);
    try {
      expect(await as(demo('fay')).set(person.field, 'userPassword', newPassword())).toBe('refused');
      expect(await as(demo('fay')).delete(person.field)).toBe('refused');
    } finally {
      await ada.remove(realm.north, 'bwArchiveReader', person.field);
    }
  });

  test('who manages groups can’t rise by joining a group that a grant names', async () => {
    await ada.addValue(realm.north, 'bwGroupManager', other.north);
    await ada.addValue(realm.south, 'bwUserManager', group.north);
    try {
      expect(await as(other.north).addValue(group.north, 'member', other.north)).toBe('refused');
    } finally {
      await ada.remove(realm.south, 'bwUserManager', group.north);
      await ada.remove(realm.north, 'bwGroupManager', other.north);
    }
    expect(await as(demo('rex')).addValue(group.north, 'member', other.north)).toBe('allowed');
  });
});

describe('an ordinary person', () => {
  outcomes('allowed', [
    [
      'changes the own telephone number',
      isPerson(() => person.north),
      (a) => a.set(person.north, 'telephoneNumber', '2'),
    ],
    ['changes the own display name', isPerson(() => person.north), (a) => a.set(person.north, 'displayName', 'Me')],
    [
      'changes the own SSH keys',
      isPerson(() => person.north),
      (a) => a.set(person.north, 'bwSshPublicKey', 'ssh-ed25519 AAAA me'),
    ],
    [
      'changes the own password',
      isPerson(() => person.north),
      (a) => a.set(person.north, 'userPassword', newPassword()),
    ],
  ]);
  outcomes('refused', [
    ['changes the own title', isPerson(() => person.north), (a) => a.set(person.north, 'title', 'Chief')],
    [
      'changes the own mail address, which is the JID',
      isPerson(() => person.north),
      (a) => a.set(person.north, 'mail', 'boss@north.example'),
    ],
    ['unlocks themselves', isPerson(() => person.north), (a) => a.remove(person.north, 'pwdAccountLockedTime')],
    [
      'lifts the own duty to change the password',
      isPerson(() => person.north),
      (a) => a.set(person.north, 'pwdReset', 'FALSE'),
    ],
    [
      'chooses the own policy',
      isPerson(() => person.north),
      (a) => a.set(person.north, 'pwdPolicySubentry', `cn=services,ou=policies,${base}`),
    ],
    ['acts as others', isPerson(() => person.north), (a) => a.set(person.north, 'authzTo', 'dn.regex:.*')],
    ['deletes themselves', isPerson(() => person.north), (a) => a.delete(person.north)],
    [
      'makes a realm of themselves',
      isPerson(() => person.north),
      (a) => a.addValue(person.north, 'objectClass', 'bwRealm'),
    ],
    [
      'takes over the own realm',
      isPerson(() => person.north),
      (a) => a.addValue(realm.north, 'bwUserManager', person.north),
    ],
    ['leaves or edits a group', isPerson(() => person.north), (a) => a.remove(group.north, 'member', person.north)],
  ]);
  outcomes('refused', [
    [
      'edits another of the same realm',
      isPerson(() => person.north),
      (a) => a.set(other.north, 'telephoneNumber', '2'),
    ],
    [
      'resets another’s password',
      isPerson(() => person.north),
      (a) => a.set(other.north, 'userPassword', newPassword()),
    ],
    ['occupies a role', isPerson(() => person.north), (a) => a.addValue(role('Auditor'), 'roleOccupant', person.north)],
  ]);

  test('sees of all people only themselves', async () => {
    expect(await as(person.north).sees(base, '(objectClass=inetOrgPerson)')).toEqual([person.north]);
    expect(await as(person.north).reads(demo('uma'))).toBeNull();
  });

  test('sees of all groups only those they are in', async () => {
    expect((await as(person.north).sees(base, '(objectClass=groupOfMembers)')).sort()).toEqual(
      [group.north, group.system].sort(),
    );
  });

  test('sees the own realm and its domains, and not who holds what over it', async () => {
    const read = await as(person.north).reads(realm.north);
    expect(read).toMatchObject({ ou: ['north'], associatedDomain: ['north.example', 'north.example.net'] });
    expect(Object.keys(read ?? {}).filter((name) => name.startsWith('bw'))).toEqual([]);
    expect(await as(person.north).reads(realm.south)).toBeNull();
  });

  test('reads the password policies', async () => {
    expect(await as(person.north).reads(`cn=default,ou=policies,${base}`)).toMatchObject({ pwdMinLength: ['10'] });
  });
});

describe('operators and auditors', () => {
  test('an auditor sees everybody and every group, role and realm with its grants', async () => {
    const aud = as(demo('aud'));
    expect(await aud.sees(base)).toEqual(
      expect.arrayContaining([person.north, person.south, person.field, group.system, role('Operator'), realm.south]),
    );
    expect(await aud.reads(realm.north)).toMatchObject({ bwUserManager: [demo('rex')] });
  });
  test('an operator sees no people but themselves', async () => {
    expect(await as(demo('otto')).sees(base, '(objectClass=inetOrgPerson)')).toEqual([demo('otto')]);
  });
  outcomes('refused', [
    ['an auditor edits a person', is('aud'), (a) => a.set(person.north, 'title', 'Chief')],
    ['an auditor resets a password', is('aud'), (a) => a.set(person.north, 'userPassword', newPassword())],
    ['an auditor edits a group', is('aud'), (a) => a.addValue(group.north, 'member', person.south)],
    ['an auditor edits a role', is('aud'), (a) => a.addValue(role('Auditor'), 'roleOccupant', person.north)],
    ['an auditor edits a realm', is('aud'), (a) => a.set(realm.north, 'description', 'Mine')],
  ]);
  outcomes('refused', [['an operator edits a person', is('otto'), (a) => a.set(person.south, 'title', 'Chief')]]);
});

describe('the service account', () => {
  outcomes('refused', [
    ['edits a person as itself', () => as(null), (a) => a.set(person.north, 'title', 'Chief')],
    ['resets a password as itself', () => as(null), (a) => a.set(person.north, 'userPassword', newPassword())],
    ['adds a person as itself', () => as(null), (a) => a.addPerson(`uid=try-new,ou=people,${realm.north}`)],
    ['deletes a person as itself', () => as(null), (a) => a.delete(person.north)],
    ['edits a realm as itself', () => as(null), (a) => a.addValue(realm.north, 'bwUserManager', person.north)],
  ]);

  test.each([
    ['the directory’s root', 'cn=config'],
    ['itself under another name', `cn=portal,ou=services,${base}`.replace('portal', 'other')],
    ['nobody', ''],
  ])('can’t act as %s', async (_, identity) => {
    await expect(
      as(identity)
        .sees(base, '(objectClass=inetOrgPerson)')
        .then((seen) => (seen.length === 0 ? Promise.reject(new Error('saw nothing')) : seen)),
    ).rejects.toThrow();
  });

  test('reads every person, and neither passwords nor old passwords', async () => {
    await as(person.north).set(person.north, 'userPassword', newPassword());
    const read = await as(null).reads(person.north, ['*', 'pwdHistory', 'pwdChangedTime', 'userPassword']);
    expect(read).toMatchObject({ uid: [expect.stringContaining('try')], pwdChangedTime: [expect.any(String)] });
    expect(read).not.toHaveProperty('userPassword');
    expect(read).not.toHaveProperty('pwdHistory');
  });

  test('follows changes in the accesslog, without the passwords that they carried', async () => {
    await ada.set(person.north, 'title', 'Chief');
    await ada.set(person.north, 'userPassword', newPassword());
    const { client } = await connectAsService(facts);
    const found = await client.search('cn=accesslog', {
      filter: `(&(reqDN=${person.north})(objectClass=auditModify))`,
      attributes: ['reqMod', 'reqOld', 'reqAuthzID'],
    });
    await client.unbind();
    const text = JSON.stringify(found.searchEntries);
    expect(text).toContain('title:= Chief');
    expect(text).not.toContain('ARGON2');
    expect(found.searchEntries.at(-1)?.reqAuthzID).toContain('uid=ada');
  });

  test('reads cn=Monitor', async () => {
    expect(await as(null).sees('cn=Monitor', '(cn=Current)')).not.toEqual([]);
  });
});

test('an ordinary person who binds by themselves can’t act as somebody else', async () => {
  const { client } = await connectAsService(facts);
  await ada.remove(person.north, 'pwdAccountLockedTime');
  await ada.set(person.north, 'userPassword', 'first-password-1');
  await client.bind(person.north, 'first-password-1');
  await expect(new Acting(client, demo('ada')).sees(base)).rejects.toThrow();
  await client.unbind();
});

test('without a sign-in nothing can be read', async () => {
  const { Client } = await import('ldapts');
  const client = new Client({ url: facts.directory.ldapUrl, timeout: 5000, connectTimeout: 5000 });
  await expect(client.search(base, { filter: '(objectClass=*)' })).rejects.toThrow();
  await client.unbind();
});
