/** Does something for each, at most `most` at a time; ends when all have ended. */
export async function someAtOnce<T>(most: number, all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const worker = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await act(one);
  };
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, worker));
}
