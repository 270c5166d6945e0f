import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getToken } from 'next-auth/jwt';
import { cache } from 'react';
import { ok, type Result } from '../domain/failure.ts';
import type { Context } from '../services/context.ts';
import type { Notice } from '../services/sign-in/sign-in.ts';
import { addressHeader, pathHeader } from './address.ts';
import { AwayError } from './away-error.ts';
import { liveContext } from './live-context.ts';
import { notSignedIn } from './not-signed-in.ts';
import { portal } from './portal.ts';
import { safePath } from './safe-path.ts';
import { cookieSecret } from './secret.ts';

export type Current = { context: Context; notice: Notice };

/** Who is asking, checked against the session row and the directory; once for each request. */
export const current = cache(async (): Promise<Result<Current>> => {
  const cookie = await sessionCookie();
  if (!cookie?.sessionId) return notSignedIn();
  const live = await liveContext(portal(), cookie.sessionId, await ownAddress());
  if (!live.ok) return live;
  return ok({ context: live.value, notice: cookie.notice ?? {} });
});

export type CurrentAgain = { personId: string; again: () => Promise<Result<Context>> };

/** For what goes on after its request was answered: who is asking, and a way to check them again later. */
export async function currentAgain(): Promise<Result<CurrentAgain>> {
  const [now, cookie, address] = [await current(), await sessionCookie(), await ownAddress()];
  if (!now.ok) return now;
  const sessionId = cookie?.sessionId ?? '';
  return ok({ personId: now.value.context.actor.id, again: () => liveContext(portal(), sessionId, address) });
}

type Cookie = { sessionId?: string; notice?: Notice };

/** Opened only: getServerSession would seal a new one each time, which a page can't send. */
async function sessionCookie(): Promise<Cookie | null> {
  const sent = Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]));
  const req = { cookies: sent, headers: {} } as Parameters<typeof getToken>[0]['req'];
  return (await getToken({ req, secret: cookieSecret(portal().config.home) })) as Cookie | null;
}

async function ownAddress(): Promise<string> {
  return (await headers()).get(addressHeader) ?? 'unknown';
}

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
