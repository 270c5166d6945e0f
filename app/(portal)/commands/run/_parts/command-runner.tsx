'use client';

import { Play, RotateCcw } from 'lucide-react';
import { useContext, useEffect, useRef } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Columns, Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { wasPressed } from '../../_parts/pressed-command.ts';
import { CommandCard, type CommandTarget } from './command-card.tsx';
import { CommandForm } from './command-form.tsx';
import { CommandNotes } from './command-notes.tsx';
import { CommandResult, LeftOut } from './command-result.tsx';
import { JidFinder, offeredJidFinder } from './jid-finder.ts';
import { useCommand } from './use-command.ts';

type Props = { target: CommandTarget; name: string };

/** One command from its first question to its result. */
export function CommandRunner({ target, name }: Props) {
  const { command } = target;
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
  const everybodys = useContext(JidFinder);
  const finder = step && target.is === 'offer' ? offeredJidFinder(step.token) : everybodys;
  return (
    <Page>
      <PageHead
        back={{ href: listHref(target), label: 'Commands' }}
        title={step?.name ?? name}
        detail={<span>{target.is === 'offer' ? `for ${target.realmPath}` : `on ${target.serverName}`}</span>}
        actions={step && again}
      />
      <Columns side={<CommandCard target={target} step={step} ended={running.ended} />}>
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
        {executing && (
          <JidFinder value={finder}>
            <CommandForm key={step.token} step={step} running={running} />
            <LeftOut step={step} />
          </JidFinder>
        )}
        {step && !executing && <CommandResult step={step} />}
      </Columns>
    </Page>
  );
}

function listHref(target: CommandTarget): string {
  return target.is === 'offer' ? '/commands' : `/commands?${new URLSearchParams({ server: target.command.server })}`;
}
