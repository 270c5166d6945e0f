'use client';

import { LogOut } from 'lucide-react';
import { signOut as dropCookie } from 'next-auth/react';
import { useState } from 'react';
import { IconButton } from '#app/_ui/button.tsx';
import { signOut } from './session-actions.ts';

/** Ends the session where it counts, on the server, then drops the cookie. */
export function SignOutButton() {
  const [pending, setPending] = useState(false);
  const leave = async () => {
    setPending(true);
    await signOut({});
    await dropCookie({ redirect: false });
    window.location.assign('/sign-in');
  };
  return <IconButton label="Sign out" icon={<LogOut />} onClick={leave} pending={pending} />;
}
