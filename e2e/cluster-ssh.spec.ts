import type { Page } from '@playwright/test';
import { type Sshd, startSshd } from '../lab/ssh/sshd.ts';
import { seriousProblems, settled } from './steps/looks.ts';
import { expect, test } from './test.ts';

/** Two members of Debian's sshd, each printing what a Cisco Meeting Server would. */
const at = (number: number) => `127.44.${process.pid % 250}.${number}`;
const said = (own: number, peers: number[]) =>
  `State: ${own === 1 ? 'LEADER' : 'FOLLOWER'}\nList of peers\n${peers.map((one) => `${at(one)}:5222${one === 1 ? ' (Leader)' : ''}`).join('\n')}\n`;
let members: Sshd[] = [];
const name = `Meeting servers ${process.pid}`;

test.beforeAll(async () => {
  members = await Promise.all([1, 2, 3].map((one) => startSshd(at(one), { status: said(one, [1, 2, 3]) })));
});
test.afterAll(async () => {
  for (const one of members) await one.stop();
});

async function fillMember(page: Page, index: number): Promise<void> {
  const { host, port, user, keys, hostKey } = members[index] as Sshd;
  const part = page.getByRole('region', { name: `Member ${index + 1}` });
  await part.getByLabel('Host', { exact: true }).fill(host);
  await part.getByLabel('Port').fill(String(port));
  await part.getByLabel('User').fill(user);
  await part.getByRole('radio', { name: 'Private key' }).check();
  await part.getByRole('textbox', { name: 'Private key' }).fill(keys.right);
  await part.getByRole('button', { name: /^Test / }).click();
  // First contact: the key is shown, and nothing was sent yet.
  await expect(part.getByText(/It shows a key that isn’t known yet/)).toContainText(hostKey);
  await expect(part.getByRole('listitem').filter({ hasText: 'Sign-in' })).toContainText('Not reached');
  await part.getByRole('button', { name: 'Accept this key' }).click();
  await part.getByRole('button', { name: /^Test / }).click();
  await expect(part.getByRole('listitem').filter({ hasText: 'Answer read' })).toContainText('3 peers listed');
  await part.getByLabel('Member’s name').fill(`cms${index + 1}`);
}

test('a cluster is added member by member, seen as a picture, and a changed host key is a finding', async ({ as }) => {
  test.setTimeout(240_000);
  const ada = await as('ada');
  await ada.goto('/cluster');
  await ada.getByRole('link', { name: 'Add a cluster read by SSH' }).click();
  await expect(ada.getByRole('heading', { name: 'Add a cluster read by SSH', level: 1 })).toBeVisible();
  await settled(ada);
  await ada.getByLabel('Name', { exact: true }).fill(name);
  await ada.getByLabel('Asked every').selectOption('30');
  for (const index of [0, 1, 2]) {
    if (index > 0) await ada.getByRole('button', { name: 'Add another member' }).click();
    await fillMember(ada, index);
  }
  expect(await seriousProblems(ada, '/cluster/ssh/new')).toEqual([]);
  await ada.getByRole('button', { name: 'Add cluster' }).click();

  const section = ada.getByRole('region', { name }).first();
  await expect(section.getByRole('img', { name: /cms1 and cms2 count each other/ })).toBeVisible({ timeout: 60_000 });
  await expect(section.getByRole('row', { name: /^cms1/ })).toContainText('Leader');
  expect(await seriousProblems(ada, '/cluster')).toEqual([]);

  const now = await members[1]?.renewHostKey();
  const findings = ada.getByRole('list', { name: `Findings on ${name}` });
  await expect(findings.getByRole('listitem').first()).toContainText('The host key has changed', { timeout: 90_000 });
  await expect(findings.getByRole('listitem').first()).toContainText(now ?? '');

  await section.getByRole('link', { name: `Edit ${name}` }).click();
  await ada.getByRole('button', { name: 'Remove cluster' }).click();
  await expect(ada).toHaveURL(/\/cluster$/);
  await expect(ada.getByText(/^Members (up to date|.* old)$/)).toBeVisible({ timeout: 30_000 });
  await expect(ada.getByRole('region', { name })).toHaveCount(0);
  await ada.getByRole('button', { name: 'Undo' }).click();
  await expect(ada.getByText(`The cluster ${name} is back`, { exact: true })).toBeVisible();
  await expect(ada.getByRole('region', { name }).first()).toBeVisible({ timeout: 30_000 });
  await ada.getByRole('link', { name: `Edit ${name}` }).click();
  await ada.getByRole('button', { name: 'Remove cluster' }).click();
  await expect(ada).toHaveURL(/\/cluster$/);
});

test('an operator adds none, and finds no form for it', async ({ as }) => {
  const otto = await as('otto');
  await otto.goto('/cluster');
  await expect(otto.getByRole('button', { name: 'Add a cluster read by SSH' })).toBeDisabled();
  await otto.goto('/cluster/ssh/new');
  await expect(otto.getByRole('heading', { name: 'Add a cluster read by SSH' })).toHaveCount(0);
});
