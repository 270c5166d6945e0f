import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Erlang } from './erlang.ts';

/** Runs one command of ejabberdctl on a running node, without Debian's script, which insists on paths in /var. */
export function control(erlang: Omit<Erlang, 'epmd'>, node: string, command: readonly string[]): Promise<string> {
  const line = [
    ...['-noinput', '-hidden', '-start_epmd', 'false', '-sname', `ctl-${randomBytes(4).toString('hex')}@localhost`],
    ...['-s', 'ejabberd_ctl', '-extra', node, ...command],
  ];
  return new Promise((resolve, reject) => {
    execFile(
      '/usr/bin/erl',
      line,
      { env: erlang.environment as NodeJS.ProcessEnv, timeout: 30_000 },
      (error, stdout, stderr) => {
        if (!error) return resolve(stdout.trim());
        reject(new Error(`ejabberdctl ${command.join(' ')}: ${(stdout + stderr).trim().slice(-500) || error.message}`));
      },
    );
  });
}
