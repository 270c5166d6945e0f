'use client';

import { LogOut } from 'lucide-react';
import { signOut as dropCookie } from 'next-auth/react';
import { useState } from 'react';
import { IconButton } from '#app/_ui/button.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { signOut } from './session-actions.ts';

/** Ends the session where it counts, on the server, then drops the cookie; a session that could not be ended keeps it. */
export function SignOutButton() {
  const toast = useToast();
  const [pending, setPending] = useState(false);
  const leave = async () => {
    setPending(true);
    const ended = await signOut({}).catch(() => null);
    if (ended?.ok || ended?.failure.kind === 'unauthenticated') {
      await dropCookie({ redirect: false });
      return window.location.assign('/sign-in');
    }
    setPending(false);
    const description = ended
      ? `${ended.failure.why} ${ended.failure.todo}`
      : 'The portal did not answer. Try again in a moment.';
    toast({ title: 'You are still signed in.', description, tone: 'problem' });
  };
  return <IconButton label="Sign out" icon={<LogOut />} onClick={leave} pending={pending} />;
}
