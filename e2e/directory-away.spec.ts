import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isOwnDemo, labFacts } from './arrange/under-test.ts';
import { expectRow, table } from './steps/tables.ts';
import { expect, test } from './test.ts';

test.skip(() => !isOwnDemo(), 'Only a demo of our own may be frozen.');

test('a frozen directory is told in words, shows nothing it should not, and comes back by itself', async ({ as }) => {
  test.setTimeout(120_000);
  const [rex, uma] = [await as('rex'), await as('uma')];
  await rex.goto('/users');
  await expectRow(table(rex, 'Users'), { Realm: 'north' });
  const pid = slapdPid();
  process.kill(pid, 'SIGSTOP');
  try {
    await rex.waitForTimeout(2_000);
    await rex.reload({ timeout: 40_000 });
    await expect(rex.getByText(/directory/i).first()).toBeVisible({ timeout: 30_000 });
    await expect(rex.getByText('Hana')).toHaveCount(0);
    const answer = await uma.request.get('/api/users', { timeout: 40_000 });
    expect(answer.status()).toBeGreaterThanOrEqual(400);
    const ready = await rex.request.get('/api/health/ready', { timeout: 40_000 });
    expect(ready.status()).toBe(503);
    expect((await rex.request.get('/api/health/live')).status()).toBe(200);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await expect(async () => {
    await rex.goto('/users');
    await expectRow(table(rex, 'Users'), { Realm: 'north' });
  }).toPass({ timeout: 20_000 });
});

test('the sign-in form says that the directory is away, and not that the password is wrong', async ({ stranger }) => {
  test.setTimeout(90_000);
  const page = await stranger();
  await page.goto('/sign-in');
  const pid = slapdPid();
  process.kill(pid, 'SIGSTOP');
  try {
    await page.getByLabel('Username').fill('rex');
    await page.getByLabel('Password').fill(process.env.E2E_PASSWORD as string);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const note = page.getByRole('alert').filter({ hasText: 'You are not signed in.' });
    await expect(note).toBeVisible({ timeout: 40_000 });
    await expect(note).not.toContainText('wrong');
  } finally {
    process.kill(pid, 'SIGCONT');
  }
});

function slapdPid(): number {
  const folder = dirname(labFacts().directory.logFile);
  return Number(readFileSync(join(folder, 'run/slapd.pid'), 'utf8'));
}
