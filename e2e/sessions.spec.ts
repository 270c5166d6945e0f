import { ldapModify } from './arrange/directory.ts';
import { newPerson } from './arrange/person.ts';
import { labFacts } from './arrange/under-test.ts';
import { expectSessionEnds } from './steps/sign-in.ts';
import { chooseFromMenu, openUser, toast } from './steps/users.ts';
import { expect, test } from './test.ts';

test('locking somebody ends their session', async ({ as }) => {
  const somebody = await newPerson();
  const [theirs, rex] = [await as(somebody.uid, { fresh: true }), await as('rex')];
  await openUser(rex, somebody);
  await rex.getByRole('button', { name: 'Lock user' }).click();
  await expect(toast(rex, 'was locked')).toBeVisible();
  await expectSessionEnds(theirs);
});

test('disabling somebody ends their session', async ({ as }) => {
  const somebody = await newPerson();
  const [theirs, rex] = [await as(somebody.uid, { fresh: true }), await as('rex')];
  await openUser(rex, somebody);
  await chooseFromMenu(rex, 'Disable user');
  await expect(toast(rex, 'was disabled')).toBeVisible();
  await expectSessionEnds(theirs);
});

test('resetting somebody’s password ends their session', async ({ as }) => {
  const somebody = await newPerson();
  const [theirs, rex] = [await as(somebody.uid, { fresh: true }), await as('rex')];
  await openUser(rex, somebody);
  await rex.getByRole('button', { name: 'Reset password' }).click();
  await rex.getByRole('dialog').getByRole('button', { name: 'Reset password' }).click();
  await expectSessionEnds(theirs);
});

test('a demotion by other means than the portal ends the session', async ({ as }) => {
  const somebody = await newPerson();
  const realm = labFacts().realms.field?.dn;
  const grant = (op: 'add' | 'delete') =>
    ldapModify(
      [`dn: ${realm}`, 'changetype: modify', `${op}: bwUserManager`, `bwUserManager: ${somebody.dn}`, ''].join('\n'),
    );
  grant('add');
  const theirs = await as(somebody.uid, { fresh: true });
  await theirs.goto('/users');
  await expect(theirs.getByRole('heading', { level: 1, name: /Users/ })).toBeVisible();
  grant('delete');
  await expectSessionEnds(theirs);
});

test('an action from a page that is still open after the session ended does nothing, and says so', async ({ as }) => {
  const [boss, victim] = [await newPerson(), await newPerson({ realm: 'field' })];
  const realm = labFacts().realms.field?.dn;
  ldapModify([`dn: ${realm}`, 'changetype: modify', 'add: bwUserManager', `bwUserManager: ${boss.dn}`, ''].join('\n'));
  const theirs = await as(boss.uid, { fresh: true });
  await openUser(theirs, victim);
  ldapModify(
    [`dn: ${realm}`, 'changetype: modify', 'delete: bwUserManager', `bwUserManager: ${boss.dn}`, ''].join('\n'),
  );
  // An actor is kept so long for the requests of one page.
  await theirs.waitForTimeout(2_000);
  await theirs.getByRole('button', { name: 'Lock user' }).click();
  await expect(theirs.getByText(/not signed in|signed out|sign in/i).first()).toBeVisible();
  const rex = await as('rex');
  await openUser(rex, victim);
  await expect(rex.getByText('Active', { exact: true }).first()).toBeVisible();
});
