import { ok, type Result } from '../domain/failure.ts';
import { countedRows } from './read-rows.ts';
import type { SurveyedSource } from './source.ts';
import { upsertRows } from './upsert.ts';

/**
 * Counts the members of all static groups and the occupants of all roles afresh. The refint overlay takes deleted members
 * out without an accesslog record and without a new entryCSN, seen with OpenLDAP 2.5.13.
 */
export async function recountMembers(source: SurveyedSource): Promise<Result<void>> {
  for await (const page of countedRows(source)) {
    if (!page.ok) return page;
    await upsertRows(source.db, page.value);
  }
  return ok(undefined);
}
