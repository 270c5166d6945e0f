import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getServerSession } from 'next-auth';
import { cache } from 'react';
import { ok, type Result } from '../domain/failure.ts';
import type { Context } from '../services/context.ts';
import type { Notice } from '../services/sign-in/sign-in.ts';
import { addressHeader, pathHeader } from './address.ts';
import { authOptions } from './auth-options.ts';
import { AwayError } from './away-error.ts';
import { liveContext } from './live-context.ts';
import { notSignedIn } from './not-signed-in.ts';
import { portal } from './portal.ts';
import { safePath } from './safe-path.ts';

export type Current = { context: Context; notice: Notice };

/** Who is asking, checked against the session row and the directory; once for each request. */
export const current = cache(async (): Promise<Result<Current>> => {
  const cookie = (await getServerSession(authOptions())) as { sessionId?: string; notice?: Notice } | null;
  if (!cookie?.sessionId) return notSignedIn();
  const address = (await headers()).get(addressHeader) ?? 'unknown';
  const live = await liveContext(portal(), cookie.sessionId, address);
  if (!live.ok) return live;
  return ok({ context: live.value, notice: cookie.notice ?? {} });
});

/** For pages: to the sign-in form when nobody is signed in; the error page of the frame when the directory is away. */
export async function requireContext(): Promise<Context> {
  const result = await current();
  if (result.ok) return result.value.context;
  if (result.failure.kind === 'unauthenticated') redirect(await signInPath());
  throw new AwayError(result.failure);
}

/** With the way back to the page that was asked for. */
async function signInPath(): Promise<string> {
  const wanted = safePath((await headers()).get(pathHeader));
  return wanted === '/' ? '/sign-in' : `/sign-in?from=${encodeURIComponent(wanted)}`;
}
