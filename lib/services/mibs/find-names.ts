import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { mibNames } from './mib-names.ts';

export type FoundName = { oid: string; name: string; module: string; kind: string };

/** Names for who types one: what begins so, then what holds it. */
export const findMibNames = defineUseCase({
  permission: 'operations.read',
  noun: 'list',
  what: 'The names could not be looked up.',
  input: z.object({ q: z.string().max(200) }),
  find: wholeSystem,
  async act({ db }, { q }): Promise<Result<{ names: FoundName[] }>> {
    const book = await mibNames(db);
    const names = book.find(q, 12).map(({ oid, name, module, kind }) => ({ oid, name, module, kind }));
    return ok({ names });
  },
});
