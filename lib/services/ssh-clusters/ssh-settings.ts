import { z } from 'zod';
import { isDomain } from '../../domain/jid.ts';
import {
  hostKeyPattern,
  mostSshMembers,
  type SshClusterSettings,
  type SshMember,
  sentElsewhere,
  sshCommands,
} from '../../domain/ssh-cluster.ts';
import type { Image } from '../audited-change.ts';

const plain = (most: number, empty: string) =>
  z
    .string()
    .trim()
    .min(1, empty)
    .max(most, `At most ${most} characters.`)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'It holds control characters. Take them out.');

const host = z
  .string()
  .trim()
  .toLowerCase()
  .refine(
    (text) => isDomain(text) || /^[0-9a-f:.]{2,45}$/.test(text),
    'This is no host. Write a name such as cms1.north.example, or an IP address.',
  );

const memberFields = {
  id: z.number().int().min(1).max(1_000_000),
  name: plain(60, 'Give the member a name.').refine((text) => !text.includes(':'), 'A name has no colon.'),
  host,
  port: z.number('Write the port as a number.').int('Write the port as a number.').min(1).max(65_535),
  user: plain(64, 'Enter the user to sign in as.'),
  auth: z.enum(['password', 'key']),
  listedAs: z
    .string()
    .trim()
    .toLowerCase()
    .max(200)
    .refine(
      (text) => text === '' || /^(\[[0-9a-f:.]+\]|[a-z0-9][a-z0-9._-]*):\d{1,5}$/.test(text),
      'Write it as the others list it, such as 192.0.2.11:5222.',
    ),
};

/** A member as it is tested: its host key may not be known yet. */
export const testedMember = z.object({ ...memberFields, hostKey: z.string().regex(hostKeyPattern).or(z.literal('')) });

const member = z.object({
  ...memberFields,
  hostKey: z.string().regex(hostKeyPattern, 'Test the member, compare the key that it shows, and accept it.'),
});

export const sshClusterSettings = z
  .object({
    name: plain(80, 'Give the cluster a name.'),
    command: z.enum(sshCommands),
    pollSeconds: z.union([z.literal(30), z.literal(60), z.literal(300)]),
    members: z.array(member).min(1, 'A cluster has at least one member.').max(mostSshMembers),
  })
  .superRefine(({ members }, context) => {
    members.forEach(({ id, name, host: place, port }, index) => {
      const before = members.slice(0, index);
      const complain = (field: string, message: string) =>
        context.addIssue({ code: 'custom', message, path: ['members', index, field] });
      if (before.some((one) => one.id === id)) complain('id', 'Two members have the same id.');
      if (before.some((one) => one.name === name)) complain('name', 'Another member has this name.');
      if (before.some((one) => one.host === place && one.port === port))
        complain('host', 'Another member is asked at this address.');
    });
  });

const secret = z.object({
  password: z.string().max(1_024, 'At most 1,024 characters.').default(''),
  privateKey: z.string().max(16_384, 'This is too long for a key.').default(''),
  passphrase: z.string().max(1_024, 'At most 1,024 characters.').default(''),
});
/** null: what is kept stays, where it would go to the same place. */
export const sshSecret = secret.nullable();
/** By the member's id; one that is missing is null. */
export const sshSecretsInput = z.record(z.string().regex(/^\d{1,7}$/), sshSecret);

export type TypedSecret = z.infer<typeof sshSecret>;

/** Before and after of what changes; secrets are named, never contained. */
export function sshImages(
  before: SshClusterSettings | null,
  after: SshClusterSettings | null,
  newSecrets: boolean,
): { before: Image | null; after: Image | null } {
  const [was, is] = [before && imageOf(before), after && imageOf(after)];
  const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])];
  const changed = names.filter((name) => was?.[name]?.join('\n') !== is?.[name]?.join('\n'));
  const part = (image: Image | null) =>
    image && {
      ...Object.fromEntries(changed.map((name) => [name, image[name] ?? []])),
      ...(newSecrets && { secrets: ['(hidden)'] }),
    };
  return { before: part(was), after: part(is) };
}

function imageOf({ name, command, pollSeconds, members }: SshClusterSettings): Image {
  return {
    name: [name],
    command: [command],
    pollSeconds: [String(pollSeconds)],
    members: members.map(wordsOf),
  };
}

function wordsOf({ name, host: place, port, user, auth, hostKey, listedAs }: SshMember): string {
  return [`${name}: ${user}@${place} ${port}`, auth, hostKey, ...(listedAs ? [`listed as ${listedAs}`] : [])].join(
    ', ',
  );
}

/** Members whose kept secret may not be used, since it would go elsewhere or there is none. */
export function lacksSecret(member: SshMember, before: SshClusterSettings | null, typed: TypedSecret): boolean {
  const kept = before?.members.find(({ id }) => id === member.id);
  return typed === null && (!kept || sentElsewhere(kept, member));
}
