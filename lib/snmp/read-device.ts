import { ok, type Result } from '../domain/failure.ts';
import type { SnmpSession, SnmpValue } from './port.ts';
import type { Profile, Row, TableProfile } from './profile.ts';
import type { DeviceReading, Measured, Section } from './reading.ts';
import { numberOf, textOf } from './values.ts';

const sysUpTime = '1.3.6.1.2.1.1.3.0';
const usualMostRows = 1000;
const mostShown = 200;

/**
 * Asks for all that the profiles name. It fails only when the device doesn't answer the very first question; a part that fails
 * later is missing, with why, and the others stand.
 */
export async function readDevice(session: SnmpSession, profiles: readonly Profile[]): Promise<Result<DeviceReading>> {
  const first = await session.get([sysUpTime]);
  if (!first.ok) return first;
  const ticks = numberOf(first.value[0]?.value);
  const sections: Section[] = [];
  const measured: Measured[] = [];
  for (const profile of profiles) {
    const read = await readProfile(session, profile);
    sections.push(read.section);
    measured.push(...read.measured);
  }
  return ok({ upTicks: typeof ticks === 'number' ? ticks : null, sections, measured: toldApart(measured) });
}

async function readProfile(
  session: SnmpSession,
  profile: Profile,
): Promise<{ section: Section; measured: Measured[] }> {
  const { name, title, scalars = {}, shows = [], measure, tables = [] } = profile;
  const section: Section = { profile: name, title, facts: [], tables: [], missing: [] };
  const measured: Measured[] = [];
  const names = Object.keys(scalars);
  const answer = names.length === 0 ? ok([]) : await session.get(Object.values(scalars));
  if (answer.ok) {
    const row = rowOf('', new Map(names.map((object, place) => [object, answer.value[place]?.value])));
    section.facts = shows
      .map(({ label, format, value }) => ({ label, format, value: value(row) }))
      .filter(({ value }) => value !== null && value !== '');
    measured.push(...(measure?.(row) ?? []));
  } else section.missing.push(`${title}: ${answer.failure.why}`);
  for (const table of tables) {
    const read = await readTable(session, table);
    if (!read.ok) {
      section.missing.push(`${table.title}: ${read.failure.why}`);
      continue;
    }
    measured.push(...read.value.flatMap((row) => table.measure(row)));
    if (read.value.length > 0) section.tables.push(shownTable(table, read.value));
  }
  return { section, measured: measured.filter(({ value }) => value !== null) };
}

async function readTable(session: SnmpSession, table: TableProfile): Promise<Result<Row[]>> {
  const names = Object.entries(table.columns);
  const read = await session.table(
    names.map(([, oid]) => oid),
    table.mostRows ?? usualMostRows,
  );
  if (!read.ok) return read;
  const rows = [...read.value].map(([index, cells]) =>
    rowOf(index, new Map(names.map(([name, oid]) => [name, cells.get(oid)]))),
  );
  return ok(rows.filter((row) => !table.leavesOut?.(row)));
}

function shownTable({ title, shows }: TableProfile, rows: readonly Row[]): Section['tables'][number] {
  return {
    title,
    columns: shows.map(({ label, format }) => ({ label, format })),
    rows: rows.slice(0, mostShown).map((row) => shows.map(({ value }) => value(row))),
    more: Math.max(0, rows.length - mostShown),
  };
}

function rowOf(index: string, cells: ReadonlyMap<string, SnmpValue | undefined>): Row {
  return {
    index,
    raw: (name) => cells.get(name),
    text: (name) => textOf(cells.get(name)),
    number(name) {
      const value = numberOf(cells.get(name));
      if (typeof value === 'bigint') return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : null;
      return value;
    },
  };
}

/** Two things that a device calls by one name would be one series: each but the first gets its place beside the name. */
function toldApart(measured: readonly Measured[]): Measured[] {
  const seen = new Map<string, number>();
  return measured.map((one) => {
    const key = JSON.stringify([one.name, Object.entries(one.labels)]);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times === 1 ? one : { ...one, labels: { ...one.labels, also: String(times) } };
  });
}
