import type { Cell, Table } from '../cells.ts';
import type { Oid } from '../oid.ts';
import { errors, type Header, PayloadReader, shorts, types, varbind, word } from './pdu.ts';

type Range = { start: Oid; include: boolean; end: Oid | null };

/** A manager asks again from where an answer ends. */
const mostVarbinds = 1000;

/**
 * The payload of the response to a master's request (RFC 2741, 7.2), or null where none is sent. Nothing can be set. Throws
 * Malformed for a request that can't be read.
 */
export function answer(header: Header, payload: Buffer, table: Table): Buffer | null {
  if (header.type === types.cleanupSet) return null;
  if (header.hasContext) return response(errors.unsupportedContext, 0);
  const reader = new PayloadReader(payload, header.big);
  switch (header.type) {
    case types.get:
      return response(
        errors.none,
        0,
        ranges(reader).map(({ start }) => bind(start, table.get(start), 'noSuchInstance')),
      );
    case types.getNext:
      return response(
        errors.none,
        0,
        ranges(reader).map((range) => bind(range.start, next(table, range), 'endOfMibView')),
      );
    case types.getBulk:
      return response(errors.none, 0, bulk(reader, table));
    case types.testSet:
      return response(errors.notWritable, 1);
    case types.commitSet:
      return response(errors.commitFailed, 0);
    case types.undoSet:
      return response(errors.undoFailed, 0);
    default:
      return response(errors.parseError, 0);
  }
}

function ranges(reader: PayloadReader): Range[] {
  const found: Range[] = [];
  while (reader.left > 0 && found.length < mostVarbinds) {
    const { oid: start, include } = reader.oid();
    const { oid: end } = reader.oid();
    found.push({ start, include, end: end.length === 0 ? null : end });
  }
  return found;
}

function bulk(reader: PayloadReader, table: Table): Buffer[] {
  const [once, times] = [reader.short(), reader.short()];
  const all = ranges(reader);
  const answers = all.slice(0, once).map((range) => bind(range.start, next(table, range), 'endOfMibView'));
  let repeated = all.slice(once);
  for (let turn = 0; turn < times && repeated.length > 0 && answers.length < mostVarbinds; turn++) {
    const found = repeated.map((range) => ({ range, cell: next(table, range) }));
    answers.push(...found.map(({ range, cell }) => bind(range.start, cell, 'endOfMibView')));
    if (found.every(({ cell }) => cell === null)) break;
    repeated = found.map(({ range, cell }) => ({ ...range, start: cell?.oid ?? range.start, include: false }));
  }
  return answers;
}

const next = (table: Table, { start, include, end }: Range) => table.next(start, { inclusive: include, end });

function bind(asked: Oid, cell: Cell | null, otherwise: 'noSuchInstance' | 'endOfMibView'): Buffer {
  return cell ? varbind(cell.oid, cell.value) : varbind(asked, otherwise);
}

/** The master puts in its own sysUpTime. */
function response(error: number, index: number, varbinds: readonly Buffer[] = []): Buffer {
  return Buffer.concat([word(0), shorts(error, index), ...varbinds]);
}
