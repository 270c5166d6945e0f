import { demoAccounts } from './demo-accounts.ts';
import { groups } from './groups.ts';
import { demoPeople, generatedPeople, type SeedHashes } from './people.ts';
import { seededRandom } from './random.ts';
import { skeleton } from './skeleton.ts';
import type { SeedRealm, SeedTree } from './tree.ts';

export type Seed = {
  tree: SeedTree /** People in all, the demo accounts among them. */;
  users: number;
  hashes: SeedHashes & { service: string };
  now: number;
};

const batchLength = 1 << 18;

/** The whole demo directory as LDIF, in pieces of some hundred kilobytes, parents first. */
export function* seedLdif({ tree, users, hashes, now }: Seed): Generator<string> {
  const random = seededRandom(1815);
  const members = new Map<SeedRealm, string[]>(Object.values(tree.realms).map((realm) => [realm, []]));
  yield [...skeleton(tree, hashes.service), ...demoPeople(tree, hashes, now)].join('');
  let batch = '';
  for (const person of generatedPeople(tree, Math.max(0, users - demoAccounts.length), hashes, random, now)) {
    members.get(person.realm)?.push(person.dn);
    batch += person.ldif;
    if (batch.length < batchLength) continue;
    yield batch;
    batch = '';
  }
  yield batch;
  yield [...groups(tree, (realm) => members.get(realm) ?? [], random)].join('');
}
