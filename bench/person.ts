import { parseConfig } from '../lib/config/config.ts';
import { connectDirectory } from '../lib/directory/ldap.ts';
import type { Writer } from '../lib/directory/port.ts';
import { Dn } from '../lib/domain/dn.ts';
import { equal } from '../lib/domain/filter.ts';
import type { UserList } from '../lib/services/users/list-users.ts';
import { actionId } from './action-id.ts';
import type { Browser } from './browser.ts';
import { measure, turn } from './measure.ts';
import type { BenchPortal } from './portal.ts';
import { ms, say, sayFigures } from './print.ts';
import { pagePath } from './rows.ts';

export async function benchPerson(portal: BenchPortal, ada: Browser): Promise<void> {
  const { rows } = await ada.json<UserList>(pagePath(3));
  const opened = await measure(100, async (round) => {
    const row = turn(rows, round);
    if (!(await ada.get(`/users/${row.id}`)).includes(row.uid))
      throw new Error(`the page of ${row.uid} doesn’t show them`);
  });
  sayFigures('opening a user, whole page', opened);

  const edit = await actionId('editUser');
  const { id } = turn(rows, 0);
  const save = (before: string[], after: string[]) =>
    ada.action(edit, `/users/${id}`, { id, before: { homePhone: before }, after: { homePhone: after } });
  const phone = alternate();
  const adaDn = Dn.of(portal.account('ada').dn);
  const directory = connectDirectory(parseConfig(portal.environment).directory);
  try {
    const writer = directory.as(adaDn);
    const dn = await dnOf(writer, id, Dn.of(portal.facts.directory.realmsDn));
    await save(await homePhones(writer, dn), [phone.now()]);
    const saved = await measure(100, () => save([phone.now()], [phone.next()]));
    const stored = await homePhones(writer, dn);
    if (stored.join() !== phone.now()) throw new Error(`saved ${phone.now()}, but the directory has ${stored.join()}`);
    sayFigures('saving a change, through HTTP with audit and catalog', saved);
    const bare = await measure(100, () => modifyPhone(writer, dn, phone.now(), phone.next()));
    sayFigures('a bare proxied modify', bare);
    const more = ms(saved.p50 - bare.p50);
    say('  saving to the bare modify, medians', `${(saved.p50 / bare.p50).toFixed(1)} times as long (${more} more)`);
  } finally {
    await directory.close();
  }
}

/** Two telephone numbers by turns, so that every change is one. */
function alternate(): { now(): string; next(): string } {
  let round = 0;
  const now = () => `+1 555 010${round % 2}`;
  return {
    now,
    next() {
      round++;
      return now();
    },
  };
}

async function modifyPhone(writer: Writer, dn: Dn, before: string, after: string): Promise<void> {
  const done = await writer.modify(dn, [
    { op: 'delete', attribute: 'homePhone', values: [before] },
    { op: 'add', attribute: 'homePhone', values: [after] },
  ]);
  if (!done.ok) throw new Error(done.failure.why);
}

async function homePhones(writer: Writer, dn: Dn): Promise<string[]> {
  const entry = await writer.read(dn, ['homePhone']);
  if (!entry.ok || !entry.value) throw new Error('the person can’t be read');
  return entry.value.all('homePhone');
}

async function dnOf(writer: Writer, id: string, base: Dn): Promise<Dn> {
  const found = await writer.search({ base, scope: 'sub', filter: equal('entryUUID', id), attributes: ['uid'] });
  const dn = found.ok ? found.value.entries[0]?.dn : undefined;
  if (!dn) throw new Error('the person is gone');
  return dn;
}
