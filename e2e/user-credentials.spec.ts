import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { valuesOf } from './arrange/directory.ts';
import { newPerson } from './arrange/person.ts';
import { chooseFromMenu, openUser, section, toast } from './steps/users.ts';
import { expect, test } from './test.ts';

test('a photo is cut, scaled and shown', async ({ as }) => {
  const somebody = await newPerson();
  const page = await as('rex');
  await openUser(page, somebody);
  await chooseFromMenu(page, 'Change photo');
  const noise = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#357' } })
    .png()
    .toBuffer();
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: noise });
  await page.getByRole('button', { name: 'Save photo' }).click();
  await expect(toast(page, 'The photo was changed')).toBeVisible();
  const answer = await page.request.get(`/api/users/${somebody.id}/photo`);
  expect(answer.headers()['content-type']).toBe('image/jpeg');
  const { width, height, format } = await sharp(await answer.body()).metadata();
  expect(format).toBe('jpeg');
  expect(width).toBe(height);
});

test('what only calls itself a photo is refused in words, and so is one of more than 1 MB', async ({ as }) => {
  const somebody = await newPerson();
  const page = await as('rex');
  await openUser(page, somebody);
  await chooseFromMenu(page, 'Change photo');
  const dialog = page.getByRole('dialog');
  const file = dialog.locator('input[type=file]');
  await file.setInputFiles({ name: 'big.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(1_100_000, 7) });
  await expect(dialog.getByRole('alert')).toContainText('Choose a smaller one.');
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  await file.setInputFiles({ name: 'evil.jpg', mimeType: 'image/jpeg', buffer: svg });
  await page.getByRole('button', { name: 'Save photo' }).click();
  await expect(dialog.getByRole('alert')).toContainText('not');
  expect(await valuesOf(`(uid=${somebody.uid})`, 'jpegPhoto')).toEqual([]);
});

test('a certificate and an SSH key are added with their expiry, and taken away again', async ({ as }) => {
  const somebody = await newPerson();
  const page = await as('rex');
  await openUser(page, somebody);
  await page.getByRole('button', { name: 'Add certificate' }).click();
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles({ name: 'me.pem', mimeType: 'application/x-pem-file', buffer: certificate() });
  await page.getByRole('dialog').getByRole('button', { name: 'Add certificate' }).click();
  const held = section(page, 'Certificates and keys');
  await expect(held).toContainText('CN=e2e certificate');
  await expect(held).toContainText(/Expires in/);

  await page.getByRole('button', { name: 'Add SSH key' }).click();
  await page.getByLabel('Public key').fill(sshKey());
  await page.getByRole('dialog').getByRole('button', { name: 'Add SSH key' }).click();
  await expect(held).toContainText('e2e@laptop');
  await held.getByRole('button', { name: 'Remove SSH key e2e@laptop' }).click();
  await expect(held).not.toContainText('e2e@laptop');
  await held.getByRole('button', { name: /Remove certificate/ }).click();
  await expect(held).toContainText('Nothing yet.');
});

test('a private key is refused where a public one is asked for', async ({ as }) => {
  const somebody = await newPerson();
  const page = await as('rex');
  await openUser(page, somebody);
  await page.getByRole('button', { name: 'Add SSH key' }).click();
  await page.getByLabel('Public key').fill('-----BEGIN OPENSSH PRIVATE KEY-----');
  await page.getByRole('dialog').getByRole('button', { name: 'Add SSH key' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
  expect(await valuesOf(`(uid=${somebody.uid})`, 'sshPublicKey')).toEqual([]);
});

function certificate(): Buffer {
  return inFolder((folder) => {
    const [key, out] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-keyout',
        key,
        '-out',
        out,
        '-days',
        '90',
        '-subj',
        '/CN=e2e certificate',
      ],
      { stdio: 'ignore' },
    );
    return readFileSync(out);
  });
}

/** An Ed25519 key as OpenSSH writes it (RFC 8709); its bytes need not belong to anybody. */
function sshKey(): string {
  const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  const blob = Buffer.concat([field(Buffer.from('ssh-ed25519')), field(Buffer.alloc(32, 9))]);
  return `ssh-ed25519 ${blob.toString('base64')} e2e@laptop`;
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'bw-e2e-cert-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
