import { createHash } from 'node:crypto';

/** One public key as in an authorized_keys file (sshd(8)); `expires` is an ISO 8601 date from its `expiry-time` option. */
export type SshKeyFacts = { line: string; type: string; fingerprint: string; comment: string; expires: string | null };

const types = [
  'ssh-ed25519',
  'ssh-rsa',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
];
const longest = 16_384;

/** null when the text is no public key: a private key, for one, is never taken. */
export function parseSshKey(text: string): SshKeyFacts | null {
  const line = text.trim();
  if (line.length > longest || /[\u0000-\u001f\u007f]/.test(line)) return null;
  const words = line.split(/ +/);
  const at = words.findIndex((word) => types.includes(word));
  const [type, base64, ...comment] = words.slice(at);
  if (at < 0 || !type || !base64) return null;
  const blob = Buffer.from(base64, 'base64');
  if (blob.toString('base64').replace(/=+$/, '') !== base64.replace(/=+$/, '') || typeIn(blob) !== type) return null;
  const fingerprint = `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
  return { line, type, fingerprint, comment: comment.join(' '), expires: expiryIn(words.slice(0, at).join(' ')) };
}

/** The blob begins with its type as a string of its own (RFC 4253, 6.6). */
function typeIn(blob: Buffer): string | null {
  if (blob.length < 4) return null;
  const length = blob.readUInt32BE(0);
  return length <= 64 && blob.length >= 4 + length ? blob.toString('latin1', 4, 4 + length) : null;
}

function expiryIn(options: string): string | null {
  const match = /expiry-time="(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?Z?"/.exec(options);
  if (!match) return null;
  const [, year, month, day, hour = '00', minute = '00'] = match;
  return `${year}-${month}-${day}T${hour}:${minute}:00.000Z`;
}
