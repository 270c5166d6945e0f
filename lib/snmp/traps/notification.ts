import { malformed, Reader, tags } from '../ber.ts';
import type { Varbind } from '../port.ts';
import { orNull } from './message.ts';
import { readOid, readValue } from './value.ts';

/** What a device says of itself. `oid`: what happened. */
export type Notification = {
  is: 'trap' | 'inform';
  /** Of the request; 0 in version 1, which has none. */
  id: number;
  oid: string;
  /** Hundredths of a second since the device started; null where it doesn't say. */
  upTicks: number | null;
  /** Without those two. */
  varbinds: Varbind[];
  /** The list as it came: an inform is answered with it (RFC 3416, 4.2.7). */
  list: Buffer;
};

export const pduTags = { response: 0xa2, trapV1: 0xa4, inform: 0xa6, trap: 0xa7, report: 0xa8 } as const;
const timeticks = 0x43;
const ipAddress = 0x40;
const sysUpTime = '1.3.6.1.2.1.1.3.0';
const snmpTrapOid = '1.3.6.1.6.3.1.1.4.1.0';
const standardTraps = '1.3.6.1.6.3.1.1.5';
const enterpriseSpecific = 6;
const mostVarbinds = 256;

/** null for any other PDU, and for one that isn't well formed. `allowed`: tags of `pduTags`. */
export function readNotification(pdu: Buffer, allowed: readonly number[]): Notification | null {
  const tag = pdu[0] as number;
  if (!allowed.includes(tag)) return null;
  return orNull(() => {
    const reader = new Reader(pdu).into(tag);
    return tag === pduTags.trapV1 ? readV1(reader) : readV2(tag, reader);
  });
}

/** The id of any request that is not a trap of version 1; 0 where it can't be read. */
export function requestIdOf(pdu: Buffer): number {
  return orNull(() => new Reader(pdu).into(pdu[0] as number).integer()) ?? 0;
}

function readV2(tag: number, reader: Reader): Notification {
  const id = reader.integer();
  reader.integer();
  reader.integer();
  const { list, varbinds } = readVarbinds(reader);
  const named = (oid: string) => varbinds.find((varbind) => varbind.oid === oid)?.value;
  const [up, what] = [named(sysUpTime), named(snmpTrapOid)];
  if (what?.type !== 'oid') malformed();
  return {
    is: tag === pduTags.inform ? 'inform' : 'trap',
    id,
    oid: what.value,
    upTicks: up?.type === 'timeticks' ? up.value : null,
    varbinds: varbinds.filter(({ oid }) => oid !== sysUpTime && oid !== snmpTrapOid),
    list,
  };
}

/** As it would read in version 2 (RFC 3584, 3.1). */
function readV1(reader: Reader): Notification {
  const enterprise = readOid(reader.bytes(tags.objectId));
  reader.bytes(ipAddress);
  const [generic, specific] = [reader.integer(), reader.integer()];
  const up = readValue(timeticks, reader.bytes(timeticks));
  const { list, varbinds } = readVarbinds(reader);
  if (generic < 0 || generic > enterpriseSpecific || specific < 0) malformed();
  return {
    is: 'trap',
    id: 0,
    oid: generic === enterpriseSpecific ? `${enterprise}.0.${specific}` : `${standardTraps}.${generic + 1}`,
    upTicks: up.type === 'timeticks' ? up.value : null,
    varbinds,
    list,
  };
}

function readVarbinds(reader: Reader): { list: Buffer; varbinds: Varbind[] } {
  const list = reader.whole();
  if (!reader.isEmpty()) malformed();
  const all = new Reader(list).into(tags.sequence);
  const varbinds: Varbind[] = [];
  while (!all.isEmpty()) {
    if (varbinds.length === mostVarbinds) malformed();
    const one = all.into(tags.sequence);
    const oid = readOid(one.bytes(tags.objectId));
    const tag = one.peek();
    varbinds.push({ oid, value: readValue(tag, one.bytes(tag)) });
    if (!one.isEmpty()) malformed();
  }
  return { list, varbinds };
}
