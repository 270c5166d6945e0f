/** Works on the numbers from `from` up to before `to`, `places` of them at a time. */
export async function inPlaces(
  from: number,
  to: number,
  places: number,
  work: (number: number) => Promise<void>,
): Promise<void> {
  let next = from;
  await Promise.all(
    Array.from({ length: places }, async () => {
      while (next < to) await work(next++);
    }),
  );
}
