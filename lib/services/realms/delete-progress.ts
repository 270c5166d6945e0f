import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { realmsWhere } from '../../policy/can.ts';
import { defineUseCase } from '../use-case.ts';

export type DeleteProgress = { done: number; total: number };

/** Kept by the process, whichever bundle asks: an action deletes, a route answers how far it is. */
const shared = globalThis as { bailiwickRealmDeletes?: Map<string, DeleteProgress> };
const running = shared.bailiwickRealmDeletes ?? new Map<string, DeleteProgress>();
shared.bailiwickRealmDeletes = running;

export function noteProgress(actorId: string, realmId: string, progress: DeleteProgress): void {
  running.set(`${actorId} ${realmId}`, progress);
}

export function forgetProgress(actorId: string, realmId: string): void {
  running.delete(`${actorId} ${realmId}`);
}

/** How far the actor's own deleting of a realm is; null when none is running. */
export const deleteProgress = defineUseCase({
  permission: 'realms.read',
  noun: 'realm',
  what: 'The progress could not be read.',
  input: z.object({ id: z.uuid() }),
  find: async ({ actor }) => ok({ resource: { realm: realmsWhere(actor, 'realms.read')?.[0] ?? null } }),
  act: async ({ actor }, { id }): Promise<Result<DeleteProgress | null>> =>
    ok(running.get(`${actor.id} ${id}`) ?? null),
});
