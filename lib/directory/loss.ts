/**
 * No answer from the directory, and why. `sent` says whether the request had left when it was lost: then a change may have
 * been carried out all the same.
 */
export type Loss = {
  is: 'away' | 'account' | 'timeout' | 'busy' | 'nonsense' | 'unsendable';
  sent: boolean;
  /** For the log. */
  cause: string;
};

export type Outcome<T> = { ok: true; value: T } | { ok: false; loss: Loss };

export function lost(is: Loss['is'], cause: string, sent = false): { ok: false; loss: Loss } {
  return { ok: false, loss: { is, cause, sent } };
}
