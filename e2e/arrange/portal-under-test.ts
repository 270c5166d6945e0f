import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const password = 'end to end demo password';
const readyWithinMs = 120_000;

/** Starts a demo for this run and stops it afterwards; does nothing where the environment names a running portal. */
export default async function portalUnderTest(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_BASE_URL) return undefined;
  const home = mkdtempSync(join(tmpdir(), 'bw-e2e-'));
  const environment = {
    BAILIWICK_HOME: home,
    BAILIWICK_DEMO_PASSWORD: password,
    LAB_USERS: '300',
    PORT: String(await freePort()),
    NEXT_TELEMETRY_DISABLED: '1',
  };
  const demo = spawn(process.execPath, ['bin/demo.ts'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    await stopped(demo);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    process.env.E2E_BASE_URL = await addressOf(demo);
  } catch (problem) {
    await stop();
    throw problem;
  }
  process.env.E2E_PASSWORD = password;
  process.env.E2E_HOME = home;
  process.env.E2E_OWN_DEMO = '1';
  return stop;
}

/** "Ready: http://127.0.0.1:3000" on its output. */
function addressOf(demo: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(
      () => reject(new Error(`The demo was not ready in time. It said:\n${said}`)),
      readyWithinMs,
    );
    const listen = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000);
      const ready = /Ready: (http:\/\/\S+)/.exec(said)?.[1];
      if (!ready) return;
      clearTimeout(timer);
      resolve(ready);
    };
    demo.stdout?.on('data', listen);
    demo.stderr?.on('data', listen);
    demo.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The demo ended with ${code}. It said:\n${said}`));
    });
  });
}

function stopped(demo: ChildProcess): Promise<void> {
  if (demo.exitCode !== null || demo.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => demo.kill('SIGKILL'), 20_000);
    demo.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    demo.kill('SIGTERM');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
