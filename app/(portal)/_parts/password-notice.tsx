import Link from 'next/link';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { spanText } from '#lib/services/password-policy.ts';
import type { Notice as SignInNotice } from '#lib/services/sign-in/sign-in.ts';

/** What the directory said when the person signed in: the password is about to expire, or has, with some sign-ins left. */
export function PasswordNotice({ notice: { graceLeft, secondsToExpiry } }: { notice: SignInNotice }) {
  const text = sentence(graceLeft, secondsToExpiry);
  if (!text) return null;
  return (
    <Notice state="warning">
      {text}{' '}
      <Link href="/me#password" className="underline">
        Change it on Me
      </Link>
      .
    </Notice>
  );
}

function sentence(graceLeft?: number, secondsToExpiry?: number): string | null {
  if (graceLeft !== undefined)
    return graceLeft === 0
      ? 'Your password has expired and this was the last sign-in with it.'
      : `Your password has expired. You can sign in with it ${graceLeft} more ${graceLeft === 1 ? 'time' : 'times'}.`;
  return secondsToExpiry ? `Your password expires in ${spanText(secondsToExpiry)}.` : null;
}
