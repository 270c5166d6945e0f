'use client';

import { Play, RotateCcw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Columns, Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { type CommandAddress, wasPressed } from '../../_parts/pressed-command.ts';
import { CommandCard } from './command-card.tsx';
import { CommandForm } from './command-form.tsx';
import { CommandNotes } from './command-notes.tsx';
import { CommandResult } from './command-result.tsx';
import { useCommand } from './use-command.ts';

type Props = { command: CommandAddress; name: string; serverName: string };

/** One command from its first question to its result. */
export function CommandRunner({ command, name, serverName }: Props) {
  const running = useCommand(command);
  const { step, failure, sending, begin } = running;
  const asked = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is there.
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    if (wasPressed(command)) void begin();
  }, []);

  const again = (
    <Button icon={<RotateCcw aria-hidden />} onClick={() => void begin()} pending={sending === 'begin'}>
      Begin again
    </Button>
  );
  const executing = step?.status === 'executing';
  return (
    <Page>
      <PageHead
        back={{ href: `/commands?${new URLSearchParams({ server: command.server })}`, label: 'Commands' }}
        title={step?.name ?? name}
        detail={<span>on {serverName}</span>}
        actions={step && again}
      />
      <Columns side={<CommandCard command={command} serverName={serverName} step={step} ended={running.ended} />}>
        {failure && <ErrorNote failure={failure} action={step ? undefined : again} />}
        {!step && !failure && sending === 'begin' && <SkeletonLines lines={5} />}
        {!step && !failure && sending !== 'begin' && (
          <div className="grid max-w-140 justify-items-start gap-3 text-sm">
            <p className="text-soft">
              The server is asked for this command’s form. A command that has no form runs at once.
            </p>
            <Button kind="primary" icon={<Play aria-hidden />} autoFocus onClick={() => void begin()}>
              Begin command
            </Button>
          </div>
        )}
        {step && <CommandNotes notes={step.notes} />}
        {executing && <CommandForm key={step.token} step={step} running={running} />}
        {step && !executing && <CommandResult step={step} />}
      </Columns>
    </Page>
  );
}
