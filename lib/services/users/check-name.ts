import { z } from 'zod';
import { Dn } from '../../domain/dn.ts';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import { checkAddresses, readRealm } from '../realm-domains.ts';
import { defineUseCase } from '../use-case.ts';
import { nameTaken } from './name-taken.ts';

/** While somebody types: is this username or address free, and is the address one of this realm's? */
export const checkName = defineUseCase({
  permission: 'users.create',
  noun: 'realm',
  what: 'The name could not be checked.',
  input: z.object({
    realm: z.string().max(2000),
    uid: z.string().trim().max(64).optional(),
    mail: z.string().trim().max(400).optional(),
  }),
  async find(context, input) {
    const dn = Dn.parse(input.realm);
    if (!dn) return notFound('realm');
    const realm = await readRealm(context, dn);
    return realm.ok ? ok({ resource: { realm: realm.value.dn }, realm: realm.value }) : realm;
  },
  async act(context, input, { realm }): Promise<Result<{ free: true }>> {
    const addresses = input.mail ? await checkAddresses(context, realm, [input.mail]) : ok(undefined);
    if (!addresses.ok) return addresses;
    const taken = await nameTaken(context, input);
    return taken.ok ? ok({ free: true }) : taken;
  },
});
