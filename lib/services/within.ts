import { failed, type Result } from '../domain/failure.ts';

/** The answer, or a failure of kind `timeout` after `ms`. What was asked goes on by itself; its late answer is dropped. */
export async function within<T>(ms: number, asked: Promise<Result<T>>): Promise<Result<T>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Result<T>>((resolve) => {
    timer = setTimeout(() => resolve(failed({ kind: 'timeout', why: lateWords(ms), uncertain: true })), ms);
  });
  // The one that loses must not become an unhandled rejection.
  asked.catch(() => {});
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

const lateWords = (ms: number) => `The XMPP server did not answer within ${ms / 1000} s.`;
