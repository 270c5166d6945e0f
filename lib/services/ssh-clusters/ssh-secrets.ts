import { failed, ok, type Result } from '../../domain/failure.ts';
import type { SshClusterSettings, SshMember, SshSecret } from '../../domain/ssh-cluster.ts';
import type { SshReader } from '../../ssh/port.ts';
import type { SshSecrets } from '../../store/ssh-clusters.ts';
import { lacksSecret, type TypedSecret } from './ssh-settings.ts';

type Before = { settings: SshClusterSettings; secrets: SshSecrets | null } | null;

/** What one member is signed in to with: as it was typed, or as it is kept, where that goes to the same place. */
export function secretFor(
  ssh: Pick<SshReader, 'openKey'>,
  member: SshMember,
  typed: TypedSecret,
  before: Before,
): Result<SshSecret> {
  if (typed === null) {
    if (before !== null && before.secrets === null) return unreadableSecrets();
    const kept = before?.secrets?.[member.id];
    if (kept && !lacksSecret(member, before?.settings ?? null, typed)) return ok(kept);
    return needed(member, before?.settings.members.some(({ id }) => id === member.id) ?? false);
  }
  if (member.auth === 'password') {
    if (typed.password === '') return needed(member, false);
    return ok({ password: typed.password, privateKey: '' });
  }
  if (typed.privateKey.trim() === '') return needed(member, false);
  const opened = ssh.openKey(typed.privateKey, typed.passphrase);
  if (opened.ok) return ok({ password: '', privateKey: opened.value });
  return { ok: false, failure: { ...opened.failure, field: fieldOf(member, 'privateKey') } };
}

/** For all members; ends at the first one that can't be had. */
export function secretsFor(
  ssh: Pick<SshReader, 'openKey'>,
  { members }: SshClusterSettings,
  typed: Readonly<Record<string, TypedSecret>>,
  before: Before,
): Result<SshSecrets> {
  const all: SshSecrets = {};
  for (const member of members) {
    const secret = secretFor(ssh, member, typed[member.id] ?? null, before);
    if (!secret.ok) return secret;
    all[member.id] = secret.value;
  }
  return ok(all);
}

function needed(member: SshMember, moved: boolean): Result<never> {
  const what = member.auth === 'key' ? 'private key' : 'password';
  return failed({
    kind: 'invalid',
    why: moved
      ? `The ${what} that is kept for ${member.name} would be sent somewhere else, or to another host key.`
      : `There is no ${what} for ${member.name}.`,
    todo: 'Enter it; it is kept encrypted and never shown again.',
    field: fieldOf(member, member.auth === 'key' ? 'privateKey' : 'password'),
  });
}

const fieldOf = ({ id }: SshMember, name: string) => `secrets.${id}.${name}`;

export function unreadableSecrets(): Result<never> {
  return failed({
    kind: 'unavailable',
    why: 'The secrets that are kept for this cluster can’t be opened with the portal’s key.',
    todo: 'Bring the key file back, or edit the cluster and enter them again.',
  });
}
