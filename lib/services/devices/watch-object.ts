import { z } from 'zod';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { isOid } from '../../snmp/mib/names.ts';
import { deleteWatched, insertWatched, mostWatched, newWatchedId, readWatched } from '../../store/watched-objects.ts';
import { auditedChange } from '../audited-change.ts';
import { mibLibrary } from '../mibs/mib-names.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { findDevice } from './find-device.ts';
import { watchedAs } from './watched-as.ts';

/** A number of a device, from the next poll on beside its profiles: a scalar, one instance, or a column of every row. */
export const watchObject = defineUseCase({
  permission: 'devices.edit',
  noun: 'device',
  what: 'It is not watched.',
  input: z.object({ id: z.uuid(), oid: z.string().refine(isOid, 'This is no OID.') }),
  find: wholeSystem,
  async act(context, { id, oid }): Promise<Result<{ id: string; name: string }>> {
    const found = await findDevice(context, id);
    if (!found.ok) return found;
    const object = watchedAs((await mibLibrary(context.db)).book, oid);
    if (!object)
      return failed({
        kind: 'invalid',
        why: `No MIB module that is here says that ${oid} is a number.`,
        todo: 'Choose a column, or a value with its index, whose type is a counter, a gauge or an integer.',
        field: 'oid',
      });
    if ((await readWatched(context.db, id)).length >= mostWatched)
      return failed({
        kind: 'too-many',
        why: `At most ${mostWatched} objects of a device are watched.`,
        todo: 'Stop watching others.',
      });
    const change = {
      action: 'devices.watch',
      kind: 'device' as const,
      id,
      dn: null,
      name: found.value.name,
      realm: null,
    };
    const after = { object: [object.name], oid: [oid], measured: [object.kind] };
    return auditedChange(context, { ...change, before: null, after }, async () => {
      const watched = { id: newWatchedId(), ...object };
      if (await insertWatched(context.db, id, watched)) return ok({ id: watched.id, name: object.name });
      return failed({ kind: 'taken', why: `${object.name} is watched already.`, todo: '' });
    });
  },
});

/** What was measured stays as long as it would anyway. */
export const unwatchObject = defineUseCase({
  permission: 'devices.edit',
  noun: 'device',
  what: 'It is still watched.',
  input: z.object({ id: z.uuid(), object: z.uuid() }),
  find: wholeSystem,
  async act(context, { id, object }): Promise<Result<{ name: string; oid: string }>> {
    const found = await findDevice(context, id);
    if (!found.ok) return found;
    const one = (await readWatched(context.db, id)).find((watched) => watched.id === object);
    if (!one) return notFound('watched object');
    const change = {
      action: 'devices.unwatch',
      kind: 'device' as const,
      id,
      dn: null,
      name: found.value.name,
      realm: null,
    };
    const before = { object: [one.name], oid: [one.oid] };
    return auditedChange(context, { ...change, before, after: null }, async () =>
      (await deleteWatched(context.db, id, object)) ? ok({ name: one.name, oid: one.oid }) : notFound('watched object'),
    );
  },
});

/** What is watched of a device beside its profiles. */
export const listWatched = defineUseCase({
  permission: 'operations.read',
  noun: 'device',
  what: 'What is watched could not be read.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(
    context,
    { id },
  ): Promise<Result<{ id: string; name: string; module: string; oid: string; isColumn: boolean }[]>> {
    const found = await findDevice(context, id);
    if (!found.ok) return found;
    const watched = await readWatched(context.db, id);
    return ok(
      watched.map((one) => ({ id: one.id, name: one.name, module: one.module, oid: one.oid, isColumn: one.isColumn })),
    );
  },
});
