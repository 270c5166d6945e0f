import { parseStatusText, type StatusText } from '../../domain/cluster-status-text.ts';
import type { SshMember, SshSecret, SshStep } from '../../domain/ssh-cluster.ts';
import type { SshOptions, SshReader } from '../../ssh/port.ts';
import type { SshTestStep } from './test-ssh-member.ts';

export type StatusRead = { steps: SshTestStep[]; hostKey: string; status: StatusText | null; refused: boolean };

/** Asks a member and reads what it answers. The last step says where it ended. Never throws. */
export async function readStatus(
  ssh: SshReader,
  member: SshMember,
  secret: SshSecret,
  command: string,
  options?: SshOptions,
): Promise<StatusRead> {
  const { steps, hostKey, text, refused } = await ssh.run(member, secret, command, options);
  if (text === null) return { steps, hostKey, status: null, refused };
  const begun = performance.now();
  const status = parseStatusText(text);
  const step: SshTestStep = {
    ...{ step: 'status', ok: status !== null, ms: performance.now() - begun },
    detail: status ? inWords(status) : `It answered something else: “${beginningOf(text)}”.`,
    todo: status ? '' : `Run ${command} there by hand, and see whether the user may.`,
  };
  return { steps: [...steps, step], hostKey, status, refused };
}

/** Where a look ended. */
export function endOf({ steps, status }: Pick<StatusRead, 'steps' | 'status'>): {
  state: 'answered' | SshStep;
  why: string;
} {
  const last = steps.at(-1);
  if (status || !last) return { state: 'answered', why: '' };
  return { state: last.step, why: `${last.detail} ${last.todo}`.trim() };
}

function inWords({ stateWord, peers }: StatusText): string {
  return `${stateWord}, ${peers.length} ${peers.length === 1 ? 'peer' : 'peers'} listed`;
}

function beginningOf(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
