import { z } from 'zod';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { acknowledge, readAlert, unacknowledge } from '../../store/alerts.ts';
import { auditedChange } from '../audited-change.ts';
import type { Context } from '../context.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';

const input = z.object({ id: z.uuid() });
const what = 'The alert was not changed.';

/** Somebody looks after it: it goes on being shown, and nobody else is told. */
export const acknowledgeAlert = defineUseCase({
  permission: 'operations.edit',
  noun: 'alert',
  what: 'The alert was not acknowledged.',
  input,
  find: wholeSystem,
  act: (context, { id }) =>
    change(context, id, 'alerts.acknowledge', ['firing', 'acknowledged'], () =>
      acknowledge(context.db, id, context.actor.name),
    ),
});

/** Undo of it. */
export const unacknowledgeAlert = defineUseCase({
  permission: 'operations.edit',
  noun: 'alert',
  what,
  input,
  find: wholeSystem,
  act: (context, { id }) =>
    change(context, id, 'alerts.unacknowledge', ['acknowledged', 'firing'], () => unacknowledge(context.db, id)),
});

async function change(
  context: Context,
  id: string,
  action: string,
  [before, after]: [string, string],
  carryOut: () => Promise<'done' | 'gone'>,
): Promise<Result<{ name: string }>> {
  const alert = await readAlert(context.db, id);
  if (!alert) return notFound('alert');
  const { name } = alert;
  const about = { action, kind: 'alert' as const, id, dn: null, name: `${name} (${alert.target})`, realm: null };
  return auditedChange(context, { ...about, before: { state: [before] }, after: { state: [after] } }, async () => {
    if ((await carryOut()) === 'done') return ok({ name });
    return failed({
      kind: 'conflict',
      why: 'It is over, or somebody else was faster.',
      todo: 'Look at the list again.',
    });
  });
}
