/** What comes in several lots within this is one. */
const soonMs = 250;

/** When to look: at once, or not before `everyMs` after the last time. Several wishes are one look. */
export function pacer(look: () => void, everyMs: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  const at = (when: number) => {
    if (when >= dueAt) return;
    clearTimeout(timer);
    dueAt = when;
    timer = setTimeout(
      () => {
        dueAt = Number.POSITIVE_INFINITY;
        last = performance.now();
        look();
      },
      Math.max(0, when - performance.now()),
    );
  };
  return {
    soon: () => at(performance.now() + soonMs),
    inTime: () => at(Math.max(performance.now() + soonMs, last + everyMs)),
    stop: () => clearTimeout(timer),
  };
}
