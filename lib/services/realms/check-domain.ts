import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { defineUseCase } from '../use-case.ts';
import { checkDomains, domainInput } from './domain-rules.ts';
import { findParent } from './find-parent.ts';

/** While somebody types: may this domain become one of a realm's below `parent`? */
export const checkDomain = defineUseCase({
  permission: 'realms.create',
  noun: 'realm',
  what: 'The domain could not be checked.',
  input: z.object({
    /** DN of the realm above; empty at the top. */
    parent: z.string().max(2000).default(''),
    domain: domainInput,
    /** entryUUID of the realm that is edited. */
    realmId: z.uuid().optional(),
  }),
  find: (context, input) => findParent(context, input.parent),
  async act(context, input, { parent }): Promise<Result<{ free: true }>> {
    const checked = await checkDomains(context, [input.domain], parent, input.realmId);
    return checked.ok ? ok({ free: true }) : checked;
  },
});
