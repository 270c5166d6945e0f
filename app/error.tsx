'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useCallback, useEffect } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';

const retryMs = 4000;

/** Around the frame, for what the frame itself needs. A directory that is away is known by its digest (lib/web/away-error.ts), and asked again by itself. */
export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  const away = error.digest?.startsWith('away:') ?? false;
  const retry = useCallback(
    () =>
      startTransition(() => {
        router.refresh();
        reset();
      }),
    [router, reset],
  );
  useEffect(() => {
    if (!away) return;
    const timer = setInterval(retry, retryMs);
    return () => clearInterval(timer);
  }, [away, retry]);
  const reference = away ? error.digest?.slice('away:'.length) : error.digest;
  const failure = away
    ? {
        what: 'This page can’t be shown now.',
        why: 'The directory does not answer.',
        todo: 'It is asked again every few seconds; this page comes back by itself.',
        reference,
      }
    : {
        what: 'This page can’t be shown.',
        why: 'This is a fault of ours; it was written to the log.',
        todo: 'Try again, and tell your administrator the reference if it stays.',
        reference,
      };
  return (
    <div className="mx-auto max-w-180 p-6">
      <ErrorNote failure={failure} action={<Button onClick={retry}>Try again</Button>} />
    </div>
  );
}
