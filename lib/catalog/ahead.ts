/**
 * Fetches the next item while the present one is worked on: the directory is read while the database writes.
 * Ends the source when its own reader stops early.
 */
export async function* ahead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = items.next();
  try {
    for (;;) {
      const item = await next;
      if (item.done) return;
      next = items.next();
      // Nobody may be waiting for it yet; whoever asks next gets the error.
      next.catch(() => {});
      yield item.value;
    }
  } finally {
    await items.return(undefined);
  }
}
