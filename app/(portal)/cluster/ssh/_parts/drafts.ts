import type { SshClusterSettings, SshMember } from '#lib/domain/ssh-cluster.ts';
import type { SshClusterView } from '#lib/services/ssh-clusters/view-ssh-cluster.ts';

/** A member as it stands in the form. Empty secrets of one that is kept already mean the ones that are kept. */
export type Draft = Omit<SshMember, 'port'> & {
  port: string;
  password: string;
  privateKey: string;
  passphrase: string;
  kept: boolean;
};
export type Head = { name: string; command: string; pollSeconds: string };
type Secret = { password: string; privateKey: string; passphrase: string };

const noSecret: Secret = { password: '', privateKey: '', passphrase: '' };
const fresh = { name: '', host: '', port: '22', user: 'admin', auth: 'password', hostKey: '', listedAs: '' } as const;

export function newDraft(others: readonly Draft[]): Draft {
  return { ...fresh, ...noSecret, id: Math.max(0, ...others.map(({ id }) => id)) + 1, kept: false };
}

export function draftsOf(cluster: SshClusterView | undefined): Draft[] {
  if (!cluster) return [newDraft([])];
  return cluster.settings.members.map((member) => ({
    ...member,
    ...noSecret,
    port: String(member.port),
    kept: true,
  }));
}

export function memberOf(draft: Draft): SshMember {
  const { password: _, privateKey: __, passphrase: ___, kept: ____, port, ...member } = draft;
  return { ...member, port: port.trim() === '' ? 22 : Number(port) };
}

/** null: nothing was typed. */
export function secretOf({ auth, password, privateKey, passphrase }: Draft): Secret | null {
  if (auth === 'password') return password === '' ? null : { ...noSecret, password };
  return privateKey.trim() === '' ? null : { ...noSecret, privateKey, passphrase };
}

export function filledIn({ name, command, pollSeconds }: Head, drafts: readonly Draft[]) {
  const secrets = drafts.flatMap((draft) => {
    const secret = secretOf(draft);
    return secret ? [[String(draft.id), secret] as const] : [];
  });
  return {
    settings: { name, command, pollSeconds: Number(pollSeconds), members: drafts.map(memberOf) },
    secrets: Object.fromEntries(secrets),
  };
}

type Shown = { label: string; before: string[]; after: string[]; hidden?: boolean };

/** What saving would change, in words. */
export function changesOf(before: SshClusterSettings, after: ReturnType<typeof filledIn>): Shown[] {
  const rows: Shown[] = [
    { label: 'Name', before: [before.name], after: [after.settings.name.trim()] },
    { label: 'Command', before: [before.command], after: [after.settings.command] },
    {
      label: 'Asked every (seconds)',
      before: [String(before.pollSeconds)],
      after: [String(after.settings.pollSeconds)],
    },
    { label: 'Members', before: before.members.map(inWords), after: after.settings.members.map(inWords) },
  ];
  const changed = rows.filter((row) => row.before.join('\n') !== row.after.join('\n'));
  const renewed = after.settings.members.filter(({ id }) => id in after.secrets).map(({ name }) => name);
  if (renewed.length === 0) return changed;
  return [...changed, { label: `Secrets of ${renewed.join(', ')}`, before: ['kept'], after: ['new'], hidden: true }];
}

function inWords({ name, host, port, user, auth, hostKey, listedAs }: SshMember): string {
  const parts = [`${name}: ${user}@${host} ${port}`, auth, hostKey, ...(listedAs ? [`listed as ${listedAs}`] : [])];
  return parts.join(', ');
}
