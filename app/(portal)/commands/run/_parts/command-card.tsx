import Link from 'next/link';
import { Card } from '#app/_ui/frame/section.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { CommandStep } from '#lib/services/commands/step-view.ts';
import type { CommandAddress } from '../../_parts/pressed-command.ts';
import type { RunningCommand } from './use-command.ts';

type Props = { command: CommandAddress; serverName: string; step: CommandStep | null; ended: RunningCommand['ended'] };

const states = {
  executing: { state: 'unknown', word: 'Waits for you' },
  completed: { state: 'ok', word: 'Done, says the server' },
  canceled: { state: 'unknown', word: 'Given up' },
} as const;

const ends = {
  unanswered: { state: 'warning', word: 'No answer: may have run' },
  forgotten: { state: 'unknown', word: 'Can’t be continued' },
} as const;

/** What would be run, and where. */
export function CommandCard({ command, serverName, step, ended }: Props) {
  const failed = step?.status === 'completed' && step.notes.some(({ severity }) => severity === 'error');
  const shown = step && (ended === null ? states[step.status] : ends[ended]);
  return (
    <Card title="Command">
      <dl className="grid gap-1.5 text-sm">
        <dt className="text-faint text-xs">Server</dt>
        <dd className="-mt-1.5">
          <Link
            href={`/servers/${command.server}`}
            className="underline decoration-edge underline-offset-2 hover:text-accent-text"
          >
            {serverName}
          </Link>
        </dd>
        <dt className="text-faint text-xs">Sent to</dt>
        <dd className="-mt-1.5">
          <Mono value={command.jid} wrap copy noun="JID" />
        </dd>
        <dt className="text-faint text-xs">Node</dt>
        <dd className="-mt-1.5">
          <Mono value={command.node} wrap faint />
        </dd>
        {shown && (
          <>
            <dt className="text-faint text-xs">{step.step > 1 ? `State, step ${step.step}` : 'State'}</dt>
            <dd className="-mt-1">
              <StateBadge state={failed ? 'failing' : shown.state}>
                {failed ? 'Failed, says the server' : shown.word}
              </StateBadge>
            </dd>
          </>
        )}
      </dl>
    </Card>
  );
}
