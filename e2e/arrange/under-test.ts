import { type LabFacts, readLabFacts } from '../../lab/facts.ts';

/** Where the portal under test is, and how its directory is reached. */
export function baseUrl(): string {
  return needed('E2E_BASE_URL');
}

export function demoPassword(): string {
  return needed('E2E_PASSWORD');
}

export function labFacts(): LabFacts {
  const facts = readLabFacts(needed('E2E_HOME'));
  if (!facts) throw new Error('There is no lab.json in the folder that E2E_HOME names.');
  return facts;
}

/** Only a demo of our own may be stopped and frozen. */
export function isOwnDemo(): boolean {
  return process.env.E2E_OWN_DEMO === '1';
}

function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: name a running portal by E2E_BASE_URL, E2E_PASSWORD and E2E_HOME.`);
  return value;
}
