import { beforeAll } from 'vitest';
import { asAccount, filledCatalog, testPortal } from '../../testing/portal.ts';
import { value } from '../../testing/signed-in.ts';
import { createUser } from '../create-user.ts';

/** For tests only: the people of the lab, and those that a test makes beside them. */
export const portal = testPortal();
export const realmDn = (name: string) =>
  ({
    north: `ou=north,${portal.tree.realmsBase}`,
    south: `ou=south,${portal.tree.realmsBase}`,
    field: `ou=field,ou=north,${portal.tree.realmsBase}`,
  })[name] as string;

/** The list of users is read from the catalog. */
export function setScene(): void {
  beforeAll(() => filledCatalog(portal));
}

let made = 0;
export async function newUser(uid: string, realm = 'north') {
  const ada = await asAccount(portal, 'ada');
  const name = `${uid}${++made}`;
  const created = value(
    await createUser(ada, {
      realm: realmDn(realm),
      uid: name,
      sn: 'Tester',
      givenName: 'Tess',
      mail: `${name}@${realm}.example`,
    }),
  );
  return { ...created, uid: name };
}
