import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dn } from '../domain/dn.ts';
import { readPersonWithHoldings } from './read-holdings.ts';
import { asAccount, filledCatalog, testPortal } from './testing/portal.ts';
import { arrange, kindOf, liveContextOf, newPerson, signedIn, value } from './testing/signed-in.ts';
import { resetPassword } from './users/reset-password.ts';
import { viewUser } from './users/view-user.ts';

const portal = testPortal();
const { tree } = portal;
const [north, east] = [tree.realmsBase.child('ou', 'north'), tree.realmsBase.child('ou', 'east')];
const made: Dn[] = [];
let target: Awaited<ReturnType<typeof newPerson>>;

/** Rex puts somebody into more groups than one answer holds; a right over another realm, given later, comes after all of them. */
beforeAll(async () => {
  await filledCatalog(portal);
  const [rex, ada] = [await asAccount(portal, 'rex'), await asAccount(portal, 'ada')];
  target = await newPerson(portal, 'flooded');
  const writer = rex.directory.as(rex.actor.dn);
  for (let number = 0; number < 505; number++) {
    const dn = north.below(tree.realmGroupsRdn).child('cn', `flood-${number}`);
    value(
      await writer.add(dn, {
        objectClass: [tree.groupClass],
        cn: [dn.name],
        [tree.groupMember]: [target.dn.toString()],
      }),
    );
    made.push(dn);
  }
  const realm = {
    objectClass: ['organizationalUnit', tree.realmClass],
    ou: ['east'],
    bwUserManager: [target.dn.toString()],
  };
  value(await ada.directory.as(ada.actor.dn).add(east, realm));
  made.push(east);
}, 60_000);

afterAll(async () => {
  const ada = await asAccount(portal, 'ada');
  for (const dn of made) await ada.directory.as(ada.actor.dn).delete(dn);
}, 60_000);

test('a right is seen however many groups somebody was put into', async () => {
  const read = value(await readPersonWithHoldings(portal.directory.asService(), tree, target, []));
  expect(read.holdings).toMatchObject([{ kind: 'grant', grant: 'manageUsers', realm: east }]);
});

test('whoever fills the answer with groups does not get at somebody who holds more', async () => {
  const reset = await resetPassword(await asAccount(portal, 'rex'), { id: target.id });
  expect(kindOf(reset)).toBe('refused');
});

test('somebody who came after all the groups that name them is still served and shown', async () => {
  const rex = await asAccount(portal, 'rex');
  const late = await newPerson(portal, 'late');
  for (const dn of made.slice(0, 505))
    await arrange(portal, dn, [{ op: 'add', attribute: tree.groupMember, values: [late.dn.toString()] }]);
  const session = await signedIn(portal, late.dn);
  expect(await liveContextOf(portal, session.rawId)).not.toBeNull();
  expect(value(await viewUser(rex, { id: late.id })).uid).toBe(late.uid);
});
