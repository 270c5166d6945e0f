import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { expect, inject, test } from 'vitest';

test('the directory speaks TLS with a certificate of the lab’s own authority', async () => {
  const { ldapsUrl, caFile } = inject('lab').directory;
  const { hostname, port } = new URL(ldapsUrl);
  const authorized = await new Promise<boolean>((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), ca: readFileSync(caFile) }, () => {
      resolve(socket.authorized);
      socket.destroy();
    });
    socket.once('error', reject);
  });
  expect(authorized).toBe(true);
});
