import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { promisify } from 'node:util';

/** IANA's special-purpose registries (RFC 6890): this host, private, link-local, shared, documentation, multicast, reserved. */
const own = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  own.addSubnet(network, prefix, 'ipv4');

/** Of IPv6 only what is routed as unicast is public, without what carries IPv4 addresses or documents. */
const routed = new BlockList();
routed.addSubnet('2000::', 3, 'ipv6');
const carrying = new BlockList();
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  carrying.addSubnet(network, prefix, 'ipv6');

export function isPublicAddress(address: string): boolean {
  if (isIPv6(address)) return routed.check(address, 'ipv6') && !carrying.check(address, 'ipv6');
  return isIP(address) === 4 && !own.check(address, 'ipv4');
}

const resolveAll = promisify(lookup) as (name: string, options: { all: true }) => Promise<LookupAddress[]>;

/**
 * The address to connect to; the caller connects to exactly that one, so that a name can't mean another one a moment later.
 * Rejects when one of the name's addresses is not public and private ones are not allowed.
 */
export async function checkedAddress(host: string, allowPrivate: boolean): Promise<LookupAddress> {
  const literal = host.replace(/^\[|\]$/g, '');
  const family = isIP(literal);
  const all = family ? [{ address: literal, family }] : await resolveAll(host, { all: true });
  const [first] = all;
  if (!first) throw new Error(`${host} has no address.`);
  if (!allowPrivate && !all.every(({ address }) => isPublicAddress(address)))
    throw new Error(`${host} has an address that is not public. ALERT_WEBHOOK_PRIVATE allows it.`);
  return first;
}
