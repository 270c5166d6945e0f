import { z } from 'zod';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import { type CsvFile, csvOfCells } from '../csv-file.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import type { CommandSession } from './command-sessions.ts';
import { stepView } from './step-view.ts';

export type ExportedResult = CsvFile;

/** The table that a command of one's own came back with, as CSV (RFC 4180). */
export const exportResult = defineUseCase({
  permission: 'commands.run',
  noun: 'result',
  what: 'The result was not exported.',
  input: z.object({ token: z.uuid() }),
  find: wholeSystem,
  async act({ xmpp, actor }, { token }): Promise<Result<ExportedResult>> {
    const session = xmpp.sessions.find(actor.id, token);
    return session && !session.offer ? exported(session) : notFound('result');
  },
});

/** What of it is shown, and nothing else. */
export function exported(session: CommandSession): Result<ExportedResult> {
  const { table } = stepView(session);
  if (!table) return notFound('result');
  const cells = [table.columns.map(({ label }) => label), ...table.rows.map((row) => row.map((all) => all.join('\n')))];
  return ok(csvOfCells(session.name, cells));
}
