'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useCallback, useEffect } from 'react';
import { Button } from '../button.tsx';
import { ErrorNote } from './error-note.tsx';

const retryMs = 4000;

type PageErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** In place of a page that threw. A server that is away is known by the digest, `away:REFERENCE:why`, and asked again by itself. */
export function PageError({ error, reset }: PageErrorProps) {
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
  const [, awayReference, ...why] = error.digest?.split(':') ?? [];
  const failure = away
    ? {
        what: 'This page can’t be shown now.',
        why: why.join(':'),
        todo: 'It is asked again every few seconds; this page comes back by itself.',
        reference: awayReference,
      }
    : {
        what: 'This page can’t be shown.',
        why: 'This is a fault of ours; it was written to the log.',
        todo: 'Try again, and tell your administrator the reference if it stays.',
        reference: error.digest,
      };
  return (
    <div className="mx-auto max-w-180 p-6">
      <ErrorNote failure={failure} action={<Button onClick={retry}>Try again</Button>} />
    </div>
  );
}
