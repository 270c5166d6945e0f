import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { outboxFigures } from '../../store/alert-outbox.ts';
import { alertHistory, openAlerts } from '../../store/alerts.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { type AlertView, alertViews } from './alert-row.ts';

export type AlertList = { rows: AlertView[]; total: number; asOf: string; partial?: string };

const order = ['firing', 'acknowledged', 'pending', 'resolved'] as const;
const mostShown = 1_000;

/** What is not over: firing first, the failing before the warnings, the newest first. `partial` says when messages don't get out. */
export const listAlerts = defineUseCase({
  permission: 'operations.read',
  noun: 'list',
  what: 'The alerts were not read.',
  input: z.object({}),
  find: wholeSystem,
  async act(context): Promise<Result<AlertList>> {
    const open = await openAlerts(context.db);
    const place = ({ state, severity }: (typeof open)[number]) =>
      2 * order.indexOf(state) + (severity === 'failing' ? 0 : 1);
    const sorted = open.sort((one, other) => place(one) - place(other)).slice(0, mostShown);
    const rows = await alertViews(context, sorted);
    const trouble = await outboxTrouble(context);
    return ok({ rows, total: open.length, asOf: new Date().toISOString(), ...(trouble && { partial: trouble }) });
  },
});

async function outboxTrouble({ db }: Parameters<typeof alertViews>[0]): Promise<string | null> {
  const { failing, uncertain, givenUp, lastError } = await outboxFigures(db);
  if (failing + givenUp === 0) return null;
  const many = (count: number) => (count === 1 ? 'One message about alerts' : `${count} messages about alerts`);
  const waiting = `${many(failing)} ${failing === 1 ? 'waits' : 'wait'} to be sent`;
  const what = failing > 0 ? waiting : `${many(givenUp)} ${givenUp === 1 ? 'was' : 'were'} given up`;
  const maybe = failing > 0 && uncertain > 0 ? ', and may have arrived all the same' : '';
  return `${what}${maybe}: ${lastError ?? 'not taken.'}`;
}

/** What is over, the last first; kept for a year. */
export const listAlertHistory = defineUseCase({
  permission: 'operations.read',
  noun: 'list',
  what: 'The alerts were not read.',
  input: z.object({ page: z.int().min(1).default(1), pageSize: z.int().min(1).max(200).default(50) }),
  find: wholeSystem,
  async act(context, { page, pageSize }): Promise<Result<AlertList>> {
    const { alerts, total } = await alertHistory(context.db, { limit: pageSize, skip: (page - 1) * pageSize });
    return ok({ rows: await alertViews(context, alerts), total, asOf: new Date().toISOString() });
  },
});
