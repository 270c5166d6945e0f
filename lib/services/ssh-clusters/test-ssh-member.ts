import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { type SshStep, sshCommands } from '../../domain/ssh-cluster.ts';
import { sshSecretsOf } from '../../store/ssh-clusters.ts';
import { auditedEvent } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { changeOf, findSshCluster, settingsOf } from './find-ssh-cluster.ts';
import { readStatus } from './read-status.ts';
import { secretFor } from './ssh-secrets.ts';
import { sshSecret, testedMember } from './ssh-settings.ts';

export type SshTestStep = { step: SshStep; ok: boolean; detail: string; todo: string; ms: number };
/** `hostKey`: what the host proved to have, so that a person can compare and accept it; empty where it came to none. */
export type SshTest = { steps: SshTestStep[]; hostKey: string };

/**
 * Asks one member with settings that are kept or only typed yet. Without a host key that was accepted, it ends after the key was
 * seen, and no secret is needed. `id`: the cluster that it belongs to, whose secret is taken where none is typed.
 */
export const testSshMember = defineUseCase({
  permission: 'devices.edit',
  noun: 'cluster',
  what: 'The member was not tested.',
  input: z.object({ id: z.uuid().nullable(), command: z.enum(sshCommands), member: testedMember, secret: sshSecret }),
  find: wholeSystem,
  async act(context, { id, command, member, secret: typed }): Promise<Result<SshTest>> {
    const before = id === null ? null : await findSshCluster(context, id);
    if (before && !before.ok) return before;
    const kept = before && {
      settings: settingsOf(before.value),
      secrets: sshSecretsOf(context.xmpp.box, before.value),
    };
    const none = ok({ password: '', privateKey: '' });
    const secret = member.hostKey === '' ? none : secretFor(context.ssh, member, typed, kept);
    if (!secret.ok) return secret;
    if (underWay.count >= mostAtOnce)
      return failed({ kind: 'too-many', why: 'Many members are being tested.', todo: 'Try again in a moment.' });
    const { name, host, port, user } = member;
    const about = { ...changeOf('clusters.test', id, before?.ok ? before.value.name : name), before: null };
    underWay.count += 1;
    try {
      await auditedEvent(context, {
        ...about,
        after: { member: [name], host: [host], port: [String(port)], user: [user] },
      });
      const read = await readStatus(context.ssh, member, secret.value, command);
      return ok({ steps: read.steps, hostKey: read.hostKey });
    } finally {
      underWay.count -= 1;
    }
  },
});

const mostAtOnce = 8;
const underWay = { count: 0 };
