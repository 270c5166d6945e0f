import { isIPv6 } from 'node:net';

/**
 * Who is counted as one: an IPv4 address, or the /64 of an IPv6 address, since a single customer has all of it
 * (RFC 6177). An IPv4 address written as IPv6 (::ffff:192.0.2.1) is the IPv4 address. What is no address stays as it is.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  if (mapped) return mapped[1] as string;
  if (!isIPv6(plain)) return plain.slice(0, 100);
  return `${groupsOf(plain).slice(0, 4).join(':')}::/64`;
}

/** The eight groups without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::') as [string, string?];
  const groups = (text: string) => (text === '' ? [] : text.split(':').flatMap(asGroups));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const missing = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(missing).fill('0'), ...right];
}

/** An IPv4 address at the end stands for two groups. */
function asGroups(text: string): string[] {
  if (!text.includes('.')) return [Number.parseInt(text, 16).toString(16)];
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
}
