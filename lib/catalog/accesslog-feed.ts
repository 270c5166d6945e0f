import type { Reader } from '../directory/port.ts';
import type { Dn } from '../domain/dn.ts';
import type { Entry } from '../domain/entry.ts';
import { ok, type Result } from '../domain/failure.ts';
import { and, atLeast, equal, type Filter } from '../domain/filter.ts';
import { generalizedTime, parseGeneralizedTime } from '../domain/generalized-time.ts';
import { type Change, type ChangeFeed, overlapMs } from './change-feed.ts';

const attributes = ['reqStart', 'reqType', 'reqDN', 'reqEntryUUID'];
const successfulWrites = [equal('objectClass', 'auditWriteObject'), equal('reqResult', '0')];
const noTime = '00000101000000Z';

/**
 * The accesslog overlay's records (slapo-accesslog): one per change, by the directory's own clock. What binds change (last
 * success, failures, locks) is recorded as well when its operations are `writes`, seen with OpenLDAP 2.5.13.
 * A position is a reqStart; the fraction in it is a counter within the second.
 */
export function accesslogFeed(reader: Reader, base: Dn): ChangeFeed {
  return {
    is: 'accesslog',
    newest: () => newest(reader, base),
    async reachesBackTo(position) {
      if (position === noTime) return ok(false);
      const found = await reader.search({
        base,
        scope: 'one',
        filter: equal('reqStart', position),
        attributes: ['1.1'],
        limit: 1,
      });
      return found.ok ? ok(found.value.entries.length > 0) : found;
    },
    async since(position, limit) {
      const from = parseGeneralizedTime(position)?.getTime() ?? 0;
      const start = position === noTime ? noTime : generalizedTime(new Date(Math.max(0, from - overlapMs)));
      const changes: Change[] = [];
      for await (const page of reader.pages(
        { base, scope: 'one', filter: and(...successfulWrites, atLeast('reqStart', start)), attributes },
        1000,
      )) {
        if (!page.ok) return page;
        changes.push(...page.value.map(toChange));
        if (changes.length > limit) return ok({ changes: inOrder(changes).slice(0, limit), more: true });
      }
      return ok({ changes: inOrder(changes), more: false });
    },
  };
}

/** true when the portal's account may read the log. */
export async function hasAccesslog(reader: Reader, base: Dn): Promise<Result<boolean>> {
  const entry = await reader.read(base, ['objectClass']);
  return entry.ok ? ok(entry.value !== null) : entry;
}

const minuteMs = 60_000;
const lookBackMs = [5 * minuteMs, 60 * minuteMs, 24 * 60 * minuteMs, 7 * 24 * 60 * minuteMs];

/** The log can't be read backwards: looks at the last minutes first, so that a long log isn't read as a whole. */
async function newest(reader: Reader, base: Dn): Promise<Result<string>> {
  const starts: Filter[] = lookBackMs.map((ms) => atLeast('reqStart', generalizedTime(new Date(Date.now() - ms))));
  for (const filter of [...starts, equal('objectClass', 'auditWriteObject')]) {
    let last = '';
    for await (const page of reader.pages(
      { base, scope: 'one', filter: and(...successfulWrites, filter), attributes: ['reqStart'] },
      1000,
    )) {
      if (!page.ok) return page;
      for (const record of page.value) if (record.first('reqStart') > last) last = record.first('reqStart');
    }
    if (last !== '') return ok(last);
  }
  return ok(noTime);
}

function toChange(record: Entry): Change {
  const position = record.first('reqStart');
  return {
    position,
    key: position,
    id: record.first('reqEntryUUID').toLowerCase(),
    dn: record.first('reqDN'),
    renamed: record.first('reqType') === 'modrdn',
    deleted: record.first('reqType') === 'delete',
  };
}

function inOrder(changes: Change[]): Change[] {
  return changes.sort((a, b) => (a.position < b.position ? -1 : a.position > b.position ? 1 : 0));
}
