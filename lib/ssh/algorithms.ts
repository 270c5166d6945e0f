import type { Algorithms, ServerHostKeyAlgorithm } from 'ssh2';

/** What is agreed to: nothing with SHA-1, CBC or a MAC of the plain text, and no compression. */
const hostKeys: ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/**
 * Only the kind of key that is expected, where one is: a host that gets one of another kind as well then still shows the one that
 * is known.
 */
export function algorithms(expected: string): Algorithms {
  const [type = ''] = expected.split(' ');
  const kept = hostKeys.filter((name) => (type === 'ssh-rsa' ? name.startsWith('rsa-') : name === type));
  return {
    kex: [
      'curve25519-sha256',
      'curve25519-sha256@libssh.org',
      'ecdh-sha2-nistp256',
      'ecdh-sha2-nistp384',
      'ecdh-sha2-nistp521',
      'diffie-hellman-group16-sha512',
      'diffie-hellman-group18-sha512',
      'diffie-hellman-group14-sha256',
    ],
    cipher: [
      'chacha20-poly1305@openssh.com',
      'aes256-gcm@openssh.com',
      'aes128-gcm@openssh.com',
      'aes256-ctr',
      'aes192-ctr',
      'aes128-ctr',
    ],
    hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
    serverHostKey: kept.length > 0 ? kept : hostKeys,
    compress: ['none'],
  };
}
