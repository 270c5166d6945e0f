import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Told to the person who started the second one. */
export class FolderInUse extends Error {
  readonly pid: number;
  constructor(pid: number) {
    super(
      `The database was not started: process ${pid} has its folder open. Stop that one first, or set BAILIWICK_HOME to another folder.`,
    );
    this.pid = pid;
  }
}

type Owner = {
  pid: number /** Clock ticks from boot to start, so that a reused pid isn't taken for the owner. */;
  startedAt: string;
};

/**
 * Takes `file` as this process's lock and answers how to give it back. A lock whose process is gone is taken over.
 * Throws FolderInUse. Two PGlites on one folder lose committed rows without an error, so there is no way around this.
 */
export function lockFolder(file: string): () => void {
  const mine = `${file}.${randomUUID()}`;
  const content = JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) } satisfies Owner);
  writeFileSync(mine, content, { mode: 0o600 });
  try {
    for (;;) {
      if (linked(mine, file)) return () => release(file, content);
      const found = readText(file);
      if (found === null) continue;
      const owner = parseOwner(found);
      if (owner && isAlive(owner)) throw new FolderInUse(owner.pid);
      removeStale(file, found);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** The pid of the live process that holds the lock, or null. */
export function lockHolder(file: string): number | null {
  const found = readText(file);
  const owner = found === null ? null : parseOwner(found);
  return owner && isAlive(owner) ? owner.pid : null;
}

/** link() fails when the name exists: of two processes, one gets it. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}

/** Between reading and moving, another process may have taken over: then what was moved is its lock, and goes back. */
function removeStale(file: string, stale: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readText(aside) !== stale) linked(aside, file);
  rmSync(aside, { force: true });
}

function release(file: string, content: string): void {
  if (readText(file) === content) rmSync(file, { force: true });
}

function isAlive(owner: Owner): boolean {
  const startedAt = startOf(owner.pid);
  if (startedAt !== '') return startedAt === owner.startedAt || owner.startedAt === '';
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of /proc/<pid>/stat (proc(5)); empty where there is no /proc or no such process. */
function startOf(pid: number): string {
  const text = readText(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function parseOwner(text: string): Owner | null {
  try {
    const { pid, startedAt } = JSON.parse(text) as Partial<Owner>;
    return Number.isSafeInteger(pid) && (pid as number) > 0
      ? { pid: pid as number, startedAt: String(startedAt ?? '') }
      : null;
  } catch {
    return null;
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
