import type { ZodType } from 'zod';
import { failed, notFound, type Result, withWhat } from '../domain/failure.ts';
import type { Permission } from '../domain/permission.ts';
import type { Resource } from '../policy/actor.ts';
import type { Context } from './context.ts';
import { databaseAway } from './database-away.ts';

/**
 * Every use case runs in one order: parse, find, may they, act. It names one permission; without it nothing type-checks.
 * `find` answers what the action touches, read as the service account, so that the policy can decide on facts;
 * what the person may not know of is answered as if it weren't there. A database that is away is an answer too.
 */
export type UseCaseSpec<Input, Found extends { resource: Resource }, Output> = {
  permission: Permission;
  /** In the singular, for "There is no such user." */
  noun: string;
  /** "The user was not created." */
  what: string;
  input: ZodType<Input>;
  find(context: Context, input: Input): Promise<Result<Found>>;
  act(context: Context, input: Input, found: Found): Promise<Result<Output>>;
};

export type UseCase<Output> = {
  (context: Context, raw: unknown): Promise<Result<Output>>;
  readonly permission: Permission;
};

export function defineUseCase<Input, Found extends { resource: Resource }, Output>(
  spec: UseCaseSpec<Input, Found, Output>,
): UseCase<Output> {
  const inOrder = async (context: Context, raw: unknown): Promise<Result<Output>> => {
    const parsed = spec.input.safeParse(raw);
    if (!parsed.success) return invalidInput(spec.what, parsed.error.issues[0]);
    const found = await spec.find(context, parsed.data);
    if (!found.ok) return withWhat(found, spec.what);
    const verdict = context.judge(context.actor, spec.permission, found.value.resource);
    if (!verdict.allowed) {
      context.log.warn({ actor: context.actor.id, permission: spec.permission }, 'refused by policy');
      if (verdict.hidden) return withWhat(notFound(spec.noun), spec.what);
      return failed({ kind: 'refused', what: spec.what, why: verdict.reason, todo: 'Ask an administrator who may.' });
    }
    return withWhat(await spec.act(context, parsed.data, found.value), spec.what);
  };
  const run = async (context: Context, raw: unknown): Promise<Result<Output>> => {
    try {
      return await inOrder(context, raw);
    } catch (error) {
      const away = databaseAway(error, { what: spec.what, ...(isReading(spec.permission) ? {} : lookFirst) });
      context.log.warn({ err: error, reference: away.failure.reference }, 'the database does not answer');
      return away;
    }
  };
  return Object.assign(run, { permission: spec.permission });
}

/** A change may have been made before the database went: its record then gets its outcome by looking (resolve-pending.ts). */
const lookFirst = { todo: 'Try again in a moment, and look first whether the change was made after all.' };

export function isReading(permission: Permission): boolean {
  return permission.endsWith('.read') || permission === 'users.presence' || permission === 'users.serverData';
}

/** For use cases on the whole system or on everything that the actor may see: the permission decides, there is nothing to find. */
export const wholeSystem = async (): Promise<Result<{ resource: Resource }>> => ({
  ok: true,
  value: { resource: { realm: null } },
});

function invalidInput(what: string, issue: { message: string; path: PropertyKey[] } | undefined): Result<never> {
  const field = issue?.path.map(String).join('.') || undefined;
  return failed({
    kind: 'invalid',
    what,
    why: issue?.message ?? 'What was sent can’t be used.',
    todo: 'Change it and try again.',
    field,
  });
}
