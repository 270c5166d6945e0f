import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import type { LabFacts } from './facts.ts';
import { startLab } from './lab.ts';
import { generalizedTime } from './seed/people.ts';
import type { XmppFacts } from './xmpp/facts.ts';
import { startXmppLab } from './xmpp/lab.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** With the moment (GeneralizedTime) after which every entry is one that a test made. */
    lab: LabFacts & { startedAt: string };
    /** LDAP_* settings for parseConfig(). */
    labEnvironment: Record<string, string>;
    /** The XMPP servers. Only where a test file of the run asks for it: they take some seconds to start. */
    xmpp: XmppFacts;
  }
}

/** One lab for a whole run of the integration tests, on a loopback address of its own, thrown away after. */
export default async function setup(project: TestProject) {
  const home = mkdtempSync(join(tmpdir(), 'bailiwick-test-'));
  const lab = await startLab({
    home,
    users: 300,
    durable: false,
    demoPassword: 'correct horse battery',
    host: `127.0.${1 + (process.pid % 250)}.1`,
  });
  // Timestamps have whole seconds: wait for the first one in which nothing was seeded.
  await sleep(1000);
  project.provide('lab', { ...lab.facts, startedAt: generalizedTime(Date.now()) });
  project.provide('labEnvironment', lab.environment);
  const xmpp = (await isAskedFor(project, "inject('xmpp')"))
    ? await startXmppLab({ home, facts: lab.facts }).catch(async (cause: unknown) => {
        await lab.stop();
        throw cause;
      })
    : null;
  if (xmpp) project.provide('xmpp', xmpp.facts);
  return async () => {
    await xmpp?.stop();
    await lab.stop();
    rmSync(home, { recursive: true, force: true });
  };
}

/** True when one of the files of this run has that text. */
async function isAskedFor(project: TestProject, text: string): Promise<boolean> {
  // Vitest keeps the names given on the command line to itself; without them this finds every file.
  const { filenamePattern } = project.vitest as unknown as { filenamePattern?: string[] };
  const { testFiles } = await project.globTestFiles(filenamePattern);
  return testFiles.some((file) => readFileSync(file, 'utf8').includes(text));
}
