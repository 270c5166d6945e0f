import Link from 'next/link';
import { Card } from '#app/_ui/frame/section.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { CommandStep } from '#lib/services/commands/step-view.ts';
import type { CommandAddress, OfferAddress } from '../../_parts/pressed-command.ts';
import type { RunningCommand } from './use-command.ts';

export type CommandTarget =
  | { is: 'command'; command: CommandAddress; serverName: string }
  | { is: 'offer'; command: OfferAddress; realmPath: string; description: string };

type Props = { target: CommandTarget; step: CommandStep | null; ended: RunningCommand['ended'] };

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
export function CommandCard({ target, step, ended }: Props) {
  const failed = step?.status === 'completed' && step.notes.some(({ severity }) => severity === 'error');
  const shown = step && (ended === null ? states[step.status] : ends[ended]);
  return (
    <Card title="Command">
      <dl className="grid gap-1.5 text-sm">
        {target.is === 'offer' ? <OfferFacts target={target} /> : <CommandFacts target={target} />}
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

function CommandFacts({ target }: { target: Extract<CommandTarget, { is: 'command' }> }) {
  return (
    <>
      <dt className="text-faint text-xs">Server</dt>
      <dd className="-mt-1.5">
        <Link
          href={`/servers/${target.command.server}`}
          className="underline decoration-edge underline-offset-2 hover:text-accent-text"
        >
          {target.serverName}
        </Link>
      </dd>
      <dt className="text-faint text-xs">Sent to</dt>
      <dd className="-mt-1.5">
        <Mono value={target.command.jid} wrap copy noun="JID" />
      </dd>
      <dt className="text-faint text-xs">Node</dt>
      <dd className="-mt-1.5">
        <Mono value={target.command.node} wrap faint />
      </dd>
    </>
  );
}

function OfferFacts({ target }: { target: Extract<CommandTarget, { is: 'offer' }> }) {
  return (
    <>
      <dt className="text-faint text-xs">Realm</dt>
      <dd className="-mt-1.5">{target.realmPath}</dd>
      {target.description && (
        <>
          <dt className="text-faint text-xs">What it is for</dt>
          <dd className="-mt-1.5 whitespace-pre-wrap [overflow-wrap:anywhere]">{target.description}</dd>
        </>
      )}
      <dt className="text-faint text-xs">Whom it may name</dt>
      <dd className="-mt-1.5 text-soft">People of the realm and what is below it who hold no more than you do.</dd>
    </>
  );
}
