import { readAll, readHeader, readInteger, type Tlv } from './ber.ts';

/** LDAPResult (RFC 4511, 4.1.9). The diagnostic is for the log, not for people. */
export type LdapResult = { code: number; matchedDn: string; diagnostic: string };
export type ResponseControl = { oid: string; value: Buffer };
export type RawEntry = { dn: string; attributes: readonly (readonly [string, readonly Buffer[]])[] };

export type Answer =
  | { is: 'entry'; id: number; entry: RawEntry }
  /** References and intermediate responses are counted as seen and otherwise ignored: the portal follows no referral. */
  | { is: 'ignored'; id: number; tag: number }
  | {
      is: 'done';
      id: number;
      tag: number;
      result: LdapResult;
      controls: ResponseControl[];
      oid: string;
      value: Buffer | null;
    };

/** Protocol operation tags of RFC 4511, 4.2 to 4.13. */
export const tags = {
  bind: 0x61,
  entry: 0x64,
  search: 0x65,
  modify: 0x67,
  add: 0x69,
  delete: 0x6b,
  rename: 0x6d,
  compare: 0x6f,
  reference: 0x73,
  extended: 0x78,
  intermediate: 0x79,
} as const;

const ber = { integer: 0x02, octets: 0x04, enumerated: 0x0a, sequence: 0x30, set: 0x31, controls: 0xa0 };
const resultTags: ReadonlySet<number> = new Set([
  tags.bind,
  tags.search,
  tags.modify,
  tags.add,
  tags.delete,
  tags.rename,
  tags.compare,
  tags.extended,
]);

/**
 * One whole LDAPMessage, or null when any part of it isn't what RFC 4511 says.
 * ldapts's own reader is not used: a 14-byte bind reply makes it loop until memory is gone, a missing result code reads as
 * success, and thousands of small messages in one packet exhaust its stack.
 */
export function decodeAnswer(message: Buffer): Answer | null {
  const header = readHeader(message, 0);
  if (header === null || header === 'short' || header.bytes + header.length !== message.length) return null;
  const [first, operation, controls, ...rest] = readAll(message.subarray(header.bytes)) ?? [];
  if (first?.tag !== ber.integer || !operation || rest.length > 0) return null;
  const id = readInteger(first.content);
  if (id === null || id < 0) return null;
  const found = controls ? decodeControls(controls) : [];
  if (!found) return null;
  if (operation.tag === tags.entry) {
    const entry = decodeEntry(operation.content);
    return entry && { is: 'entry', id, entry };
  }
  if (operation.tag === tags.reference || operation.tag === tags.intermediate)
    return { is: 'ignored', id, tag: operation.tag };
  return resultTags.has(operation.tag) ? decodeResult(id, operation, found) : null;
}

function decodeResult(id: number, operation: Tlv, controls: ResponseControl[]): Answer | null {
  const [code, matched, diagnostic, ...extras] = readAll(operation.content) ?? [];
  if (code?.tag !== ber.enumerated || matched?.tag !== ber.octets || diagnostic?.tag !== ber.octets) return null;
  const number = readInteger(code.content);
  if (number === null || number < 0) return null;
  return {
    is: 'done',
    id,
    tag: operation.tag,
    result: { code: number, matchedDn: matched.content.toString(), diagnostic: diagnostic.content.toString() },
    controls,
    oid: extras.find((extra) => extra.tag === 0x8a)?.content.toString() ?? '',
    value: extras.find((extra) => extra.tag === 0x8b)?.content ?? null,
  };
}

function decodeEntry(content: Buffer): RawEntry | null {
  const [name, list, ...rest] = readAll(content) ?? [];
  if (name?.tag !== ber.octets || list?.tag !== ber.sequence || rest.length > 0) return null;
  const elements = readAll(list.content);
  if (!elements) return null;
  const attributes: (readonly [string, readonly Buffer[]])[] = [];
  for (const element of elements) {
    const [type, values] = element.tag === ber.sequence ? (readAll(element.content) ?? []) : [];
    if (type?.tag !== ber.octets || values?.tag !== ber.set) return null;
    const items = readAll(values.content);
    if (!items?.every((item) => item.tag === ber.octets)) return null;
    attributes.push([type.content.toString(), items.map((item) => item.content)]);
  }
  return { dn: name.content.toString(), attributes };
}

function decodeControls(element: Tlv): ResponseControl[] | null {
  const items = element.tag === ber.controls ? readAll(element.content) : null;
  if (!items) return null;
  const controls: ResponseControl[] = [];
  for (const item of items) {
    const parts = item.tag === ber.sequence ? readAll(item.content) : null;
    const [oid, ...more] = parts ?? [];
    if (oid?.tag !== ber.octets) return null;
    controls.push({
      oid: oid.content.toString(),
      value: more.find((part) => part.tag === ber.octets)?.content ?? Buffer.alloc(0),
    });
  }
  return controls;
}
