import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { FolderInUse, lockFolder } from '../lib/store/embedded/folder-lock.ts';
import { StartFailed } from './supervise.ts';

/** One Bailiwick per home folder. Answers how to give it back. Throws StartFailed, and leaves the first one alone. */
export function lockHome(home: string): () => void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  try {
    return lockFolder(join(home, 'bailiwick.lock'));
  } catch (cause) {
    if (!(cause instanceof FolderInUse)) throw cause;
    throw new StartFailed(
      `Bailiwick runs already from ${home} (process ${cause.pid}). Stop that one first, or set BAILIWICK_HOME to another folder and PORT to another port.`,
    );
  }
}
