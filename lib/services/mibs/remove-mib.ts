import { z } from 'zod';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { restoreMib as bringBack, readMib, removeMib as takeAway } from '../../store/mib-modules.ts';
import { auditedChange } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';

const input = z.object({ id: z.uuid() });

/** Its names are gone at once; restoreMib brings it back for 30 days. */
export const removeMib = defineUseCase({
  permission: 'devices.edit',
  noun: 'MIB module',
  what: 'The MIB module was not removed.',
  input,
  find: wholeSystem,
  async act(context, { id }): Promise<Result<{ name: string }>> {
    const found = await readMib(context.db, id);
    if (!found?.isHere) return notFound('MIB module');
    const { name } = found;
    const change = { action: 'mibs.remove', kind: 'mib' as const, id, dn: null, name, realm: null };
    const before = { uploaded: [found.uploadedAt.toISOString()] };
    return auditedChange(context, { ...change, before, after: null }, async () =>
      (await takeAway(context.db, id)) ? ok({ name }) : notFound('MIB module'),
    );
  },
});

/** Undoes a removal, or an upload that took its place: what has its name meanwhile is removed. */
export const restoreMib = defineUseCase({
  permission: 'devices.edit',
  noun: 'MIB module',
  what: 'The MIB module was not brought back.',
  input,
  find: wholeSystem,
  async act(context, { id }): Promise<Result<{ id: string; name: string }>> {
    const found = await readMib(context.db, id);
    if (!found) return notFound('MIB module');
    const { name } = found;
    if (found.isHere) return failed({ kind: 'taken', why: `${name} is here.`, todo: '' });
    const change = { action: 'mibs.restore', kind: 'mib' as const, id, dn: null, name, realm: null };
    const after = { uploaded: [found.uploadedAt.toISOString()] };
    return auditedChange(context, { ...change, before: null, after }, async () =>
      (await bringBack(context.db, id)) ? ok({ id, name }) : notFound('MIB module'),
    );
  },
});
