import type { Reader } from '../directory/port.ts';
import type { Dn } from '../domain/dn.ts';
import { ok, type Result } from '../domain/failure.ts';
import { atLeast } from '../domain/filter.ts';
import { generalizedTime, parseGeneralizedTime } from '../domain/generalized-time.ts';
import { type Change, type ChangeFeed, overlapMs } from './change-feed.ts';

const attributes = ['entryUUID', 'modifyTimestamp', 'entryCSN'];

/**
 * For a directory without a readable accesslog: additions and changes by modifyTimestamp. Deletions, and changes that a
 * replica brings late, are found by the comparison (compare.ts). A position is a modifyTimestamp.
 */
export function timestampFeed(reader: Reader, base: Dn): ChangeFeed {
  return {
    is: 'timestamps',
    newest: () => newest(reader, base),
    // Deletions leave no trace, however short the gap.
    reachesBackTo: async () => ok(false),
    async since(position, limit) {
      const from = parseGeneralizedTime(position)?.getTime() ?? 0;
      const start = generalizedTime(new Date(Math.max(0, from - overlapMs)));
      const changes: Change[] = [];
      for await (const page of reader.pages(
        { base, scope: 'sub', filter: atLeast('modifyTimestamp', start), attributes },
        1000,
      )) {
        if (!page.ok) return page;
        for (const entry of page.value) {
          const stamp = entry.first('modifyTimestamp');
          const id = entry.id.toLowerCase();
          if (id === '' || stamp === '') continue;
          changes.push({
            position: stamp,
            key: `${id} ${entry.first('entryCSN') || stamp} ${entry.dn.key}`,
            id,
            dn: null,
            renamed: false,
            deleted: false,
          });
        }
        if (changes.length > limit) return ok({ changes: inOrder(changes).slice(0, limit), more: true });
      }
      return ok({ changes: inOrder(changes), more: false });
    },
  };
}

/** The newest modifyTimestamp of the last minutes; without one, an hour ago by our clock: too early is only more work. */
async function newest(reader: Reader, base: Dn): Promise<Result<string>> {
  let last = generalizedTime(new Date(Date.now() - 3_600_000));
  for await (const page of reader.pages(
    { base, scope: 'sub', filter: atLeast('modifyTimestamp', last), attributes: ['modifyTimestamp'] },
    1000,
  )) {
    if (!page.ok) return page;
    for (const entry of page.value) if (entry.first('modifyTimestamp') > last) last = entry.first('modifyTimestamp');
  }
  return ok(last);
}

function inOrder(changes: Change[]): Change[] {
  return changes.sort((a, b) => (a.position < b.position ? -1 : a.position > b.position ? 1 : 0));
}
