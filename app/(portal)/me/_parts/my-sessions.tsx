'use client';

import { Monitor, Smartphone } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { signOut as dropCookie } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { MySession } from '#lib/services/me/my-sessions.ts';
import type { PublicFailure } from '#lib/web/answer.ts';
import { endMySession, endMySessions } from '../actions.ts';

/** Where one is signed in; each can be ended, or all at once. */
export function MySessions({ sessions }: { sessions: MySession[] }) {
  const [pending, setPending] = useState<string | null>(null);
  const [leaving, setLeaving] = useState(false);
  const toast = useToast();
  const router = useRouter();
  const alone = sessions.every(({ current }) => current) && 'You are signed in nowhere else.';

  const run = async (
    id: string,
    act: () => Promise<{ ok: true } | { ok: false; failure: PublicFailure }>,
    title: string,
  ) => {
    setPending(id);
    const answer = await act();
    setPending(null);
    router.refresh();
    if (answer.ok) toast({ title });
    else
      toast({
        title: answer.failure.what,
        description: `${answer.failure.why} ${answer.failure.todo}`,
        tone: 'problem',
      });
  };
  const leave = async () => {
    const answer = await endMySessions({ which: 'all' });
    if (!answer.ok) return answer.failure;
    await dropCookie({ redirect: false });
    window.location.assign('/sign-in');
    return null;
  };
  return (
    <Section id="sessions" title="Sessions">
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
            <span className="text-faint">
              {/Android|iPhone|iPad/.test(session.browser) ? <Smartphone aria-hidden /> : <Monitor aria-hidden />}
            </span>
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2">
                <span className="font-medium">{session.browser}</span>
                {session.current && <Chip tone="accent">This session</Chip>}
              </p>
              <p className="text-faint text-xs">
                <span className="font-mono">{session.address}</span> · since <RelativeTime value={session.createdAt} />{' '}
                · seen <RelativeTime value={session.lastSeenAt} />
              </p>
            </div>
            {!session.current && (
              <Button
                size="s"
                pending={pending === session.id}
                onClick={() => run(session.id, () => endMySession({ id: session.id }), 'The session was ended')}
              >
                End session
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2 pt-2">
        <Button
          size="s"
          disabledReason={alone}
          pending={pending === 'others'}
          onClick={() => run('others', () => endMySessions({ which: 'others' }), 'You are signed out everywhere else')}
        >
          Sign out elsewhere
        </Button>
        <Button size="s" onClick={() => setLeaving(true)}>
          Sign out everywhere
        </Button>
      </div>
      <ConfirmDialog
        open={leaving}
        onOpenChange={setLeaving}
        title="Sign out everywhere?"
        description="This ends all of your sessions, this one as well. You sign in again afterwards."
        confirmLabel="Sign out everywhere"
        onConfirm={leave}
      />
    </Section>
  );
}
