import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../lab/free-port.ts';

export type PrivatePostgres = { url: string; version: string; stop(): void };

const host = '127.0.0.43';
const installed = '/usr/lib/postgresql';

/** Debian's PostgreSQL as it comes, on a folder of its own and loopback alone; null where it isn't installed. It refuses to run as root. */
export async function startPostgres(): Promise<PrivatePostgres | null> {
  const programs = existsSync(installed)
    ? readdirSync(installed).map((version) => join(installed, version, 'bin'))
    : [];
  const program = programs.find((folder) => existsSync(join(folder, 'initdb')));
  if (!program) return null;
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-postgres-'));
  const nobody = process.getuid?.() === 0 ? idOfNobody() : null;
  if (nobody) chownSync(folder, nobody.uid, nobody.gid);
  const run = (name: string, ...parameters: string[]) => {
    const environment = { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' } as unknown as NodeJS.ProcessEnv;
    const done = spawnSync(join(program, name), parameters, {
      cwd: folder,
      env: environment,
      stdio: 'ignore',
      ...nobody,
    });
    if (done.status !== 0) throw new Error(`${name} ended with code ${done.status}`);
  };
  const data = join(folder, 'data');
  const stop = () => {
    spawnSync(join(program, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], {
      cwd: folder,
      stdio: 'ignore',
      ...nobody,
    });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const port = await freePort(host);
    run('initdb', '-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '--auth=trust');
    const settings = `-c listen_addresses=${host} -c port=${port} -c unix_socket_directories=${folder}`;
    run('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-o', settings, '-w', 'start');
    const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
    return { url: `postgresql://postgres@${host}:${port}/postgres`, version, stop };
  } catch (cause) {
    stop();
    throw cause;
  }
}

function idOfNobody(): { uid: number; gid: number } {
  const fields = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  if (!fields) throw new Error('PostgreSQL does not run as root, and there is no user nobody');
  return { uid: Number(fields[1]), gid: Number(fields[2]) };
}
