import type { AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { type Notice, signIn } from '../services/sign-in/sign-in.ts';
import { addressHeader } from './address.ts';
import { bug } from './bug.ts';
import { portal } from './portal.ts';
import { cookieSecret } from './secret.ts';

/** What the sign-in form gets back instead of a session, as JSON in next-auth's error text. */
export type SignInProblem =
  | { state: 'changeNow'; why: 'expired' | 'reset'; rules: { key: string; text: string }[]; minLength: number }
  | { state: 'failed'; what: string; why: string; todo: string; reference: string; field?: string };

type SignedIn = { id: string; sessionId: string; notice: Notice };

/**
 * next-auth seals the cookie and guards the form; who may sign in is decided by lib/services/sign-in, and whether a
 * session still counts by lib/web/current.ts. The sealed cookie holds the raw session id and nothing about rights.
 */
export function authOptions(): AuthOptions {
  const { config } = portal();
  return {
    secret: cookieSecret(config.home),
    session: { strategy: 'jwt', maxAge: Math.floor(config.session.lifetimeMs / 1000) },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { username: {}, password: {}, newPassword: {} },
        async authorize(given, request): Promise<SignedIn> {
          const answer = await signIn(portal(), {
            username: text(given?.username),
            password: text(given?.password),
            newPassword: given?.newPassword ? text(given.newPassword) : undefined,
            address: text(request.headers?.[addressHeader]) || 'unknown',
            userAgent: text(request.headers?.['user-agent']),
          }).catch(bug); // next-auth would show the error's own words
          if (!answer.ok) {
            const { what, why, todo, reference, field } = answer.failure;
            throw problem({ state: 'failed', what, why, todo, reference, field });
          }
          if (answer.value.state === 'changeNow') throw problem(answer.value);
          const { personId, sessionId, notice } = answer.value;
          return { id: personId, sessionId, notice };
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        if (!user) return token;
        const { sessionId, notice } = user as SignedIn;
        return { sessionId, notice };
      },
      session({ session, token }) {
        return { ...session, user: undefined, sessionId: token.sessionId, notice: token.notice };
      },
    },
    logger: { error: (code) => portal().log.debug({ code }, 'next-auth'), warn: () => {}, debug: () => {} },
  };
}

function problem(value: SignInProblem): Error {
  return new Error(JSON.stringify(value));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 2000) : '';
}
