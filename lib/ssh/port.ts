import type { Result } from '../domain/failure.ts';
import type { SshSecret, SshStep } from '../domain/ssh-cluster.ts';

/** `hostKey` as in SshMember; empty: none is expected yet, so nobody signs in and only the key is looked at. */
export type SshPlace = { host: string; port: number; user: string; auth: 'password' | 'key'; hostKey: string };

/** One step that was taken. `detail`: what was found, or why it failed, as a sentence. */
export type SshStepTaken = { step: Exclude<SshStep, 'status'>; ok: boolean; detail: string; todo: string; ms: number };

export type SshAnswer = {
  steps: SshStepTaken[];
  /** The key that the host proved to have, as SshMember has it; empty where it came to none. */
  hostKey: string;
  /** What the command printed, as plain lines; null where it came to nothing. */
  text: string | null;
  /** The machine said no to who signs in: asked again and again, it may lock the account. */
  refused: boolean;
};

/** `deadlineMs`: for everything together; 15 s when missing. */
export type SshOptions = { deadlineMs?: number; signal?: AbortSignal };

/**
 * Asks a machine over SSH (RFC 4251 to 4254) by one fixed command. Nothing is sent before the host has proved the key that is
 * expected of it; at most 64 kB of output are read. Never throws, and leaves no connection behind.
 */
export type SshReader = {
  run(place: SshPlace, secret: SshSecret, command: string, options?: SshOptions): Promise<SshAnswer>;
  /** A private key in OpenSSH's or PEM form, opened: as text that needs no passphrase. Failures name no part of it. */
  openKey(text: string, passphrase: string): Result<string>;
};
