/**
 * What became of XMPP sessions. `ended` null: the server doesn't say how many. `problem`: why some may go on; may be empty.
 * `claim`: why nobody looked whether what the server says is so; empty when somebody did.
 */
export type Ending = { ended: number | null; problem: string; claim: string };

/** Several endings as one: numbers added, reasons once each. */
export function mergedEndings(endings: readonly Ending[]): Ending {
  const counts = endings.map(({ ended }) => ended);
  const once = (texts: string[]) => [...new Set(texts.filter(Boolean))].join(' ');
  return {
    ended: counts.includes(null) ? null : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    problem: once(endings.map(({ problem }) => problem)),
    claim: once(endings.map(({ claim }) => claim)),
  };
}

/** "3 XMPP sessions ended." undefined where no managed server has the account, so that there is nothing to say. */
export function endingWords(ending: Ending | null | undefined): string | undefined {
  if (!ending) return undefined;
  const { ended, problem, claim } = ending;
  const goOn = problem && `XMPP sessions may go on: ${problem} End them later.`;
  if (ended === 0) return goOn || 'No XMPP session was open.';
  const count = ended === null ? 'XMPP sessions ended' : `${ended} XMPP ${ended === 1 ? 'session' : 'sessions'} ended`;
  return [claim ? `${count}, as the server says: ${claim}` : `${count}.`, goOn].filter(Boolean).join(' ');
}
