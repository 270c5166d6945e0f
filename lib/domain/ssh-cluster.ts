/** One member of a cluster that is asked over SSH, without what the portal signs in with. */
export type SshMember = {
  /** Counts from 1 in its cluster and is never another's: names change. */
  id: number;
  name: string;
  host: string;
  port: number;
  user: string;
  auth: 'password' | 'key';
  /** Type and fingerprint of the key that a person accepted, as "ssh-ed25519 SHA256:…". Nothing is sent to another one. */
  hostKey: string;
  /** How the others list it, such as 192.0.2.11:5222; empty: as its host, or as a leader lists itself. */
  listedAs: string;
};

export type SshClusterSettings = {
  name: string;
  command: SshCommand;
  pollSeconds: 30 | 60 | 300;
  members: SshMember[];
};

/** What the portal signs in with at one member: a password, or a private key that needs no passphrase any more. */
export type SshSecret = { password: string; privateKey: string };

/** All that is ever run. The second is for a machine in front of an appliance, with a program of that name on it. */
export const sshCommands = ['xmpp cluster status', 'xmpp-cluster-status'] as const;
export type SshCommand = (typeof sshCommands)[number];

/** In this order; asking a member ends at the first one that fails. */
export const sshSteps = ['tcp', 'host-key', 'auth', 'command', 'status'] as const;
export type SshStep = (typeof sshSteps)[number];

export const mostSshClusters = 50;
export const mostSshMembers = 16;

export const hostKeyPattern = /^[a-z0-9@.-]{3,64} SHA256:[A-Za-z0-9+/]{43}$/;

/**
 * Whether what is kept would be sent somewhere else: then it must be entered again, so that nobody who may edit a cluster can
 * have it sent to themselves.
 */
export function sentElsewhere(before: SshMember, after: SshMember): boolean {
  return (['host', 'port', 'user', 'auth', 'hostKey'] as const).some((name) => before[name] !== after[name]);
}
