import { beforeEach, describe, expect, test } from 'vitest';
import { ada, as, group, isPerson, newPassword, other, person, realm, setScene, type Try } from './scene.ts';

setScene();

describe('each grant by itself, held by an ordinary person over south', () => {
  const holder = () => other.south;
  let subRealms = 0;
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
            a.add(`ou=try-${++subRealms},${realm.south}`, {
              objectClass: ['organizationalUnit', 'bwRealm'],
              ou: `try-${subRealms}`,
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
