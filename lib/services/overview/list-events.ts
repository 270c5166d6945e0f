import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { type KeptEvent, readEvents, type Severity, severities } from '../../store/events.ts';
import { metricTargets, targetNames } from '../metrics/targets.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';

/** `at` is ISO 8601. `name`: what it happened to. */
export type EventRow = {
  id: string;
  at: string;
  target: string;
  name: string;
  kind: string;
  severity: Severity;
  text: string;
};
/** `next`: hand it in as `before` for older ones; null: these were all. */
export type EventList = { rows: EventRow[]; next: string | null; asOf: string };

/** What happened to what is watched, the newest first. */
export const listEvents = defineUseCase({
  permission: 'operations.read',
  noun: 'list',
  what: 'The events were not read.',
  input: z.object({
    target: z.string().max(200).optional(),
    severity: z.enum(severities).optional(),
    before: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
    limit: z.int().min(1).max(200).default(25),
  }),
  find: wholeSystem,
  async act(context, { target, severity, before, limit }): Promise<Result<EventList>> {
    const [events, targets] = await Promise.all([
      readEvents(context.db, {
        ...(target ? { targets: [target] } : {}),
        ...(severity ? { severities: [severity] } : {}),
        before,
        limit: limit + 1,
      }),
      metricTargets(context),
    ]);
    const nameOf = targetNames(targets);
    const rows = events.slice(0, limit).map((event) => rowOf(event, nameOf));
    return ok({
      rows,
      next: events.length > limit ? (rows.at(-1)?.id ?? null) : null,
      asOf: new Date().toISOString(),
    });
  },
});

function rowOf({ id, at, target, kind, severity, text }: KeptEvent, nameOf: (target: string) => string): EventRow {
  return { id, at: new Date(at).toISOString(), target, name: nameOf(target), kind, severity, text };
}
