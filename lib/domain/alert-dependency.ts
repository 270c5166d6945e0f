/** `target` can't be reached or judged while `on` is failing: what is behind a switch. */
export type Dependency = { target: string; on: string };

/** Everything a target is behind, the nearest first. */
export function inFrontOf(target: string, dependencies: readonly Dependency[]): string[] {
  const found = new Set<string>();
  const waiting = [target];
  for (let behind = waiting.shift(); behind !== undefined; behind = waiting.shift()) {
    for (const { on } of dependencies.filter((one) => one.target === behind)) {
      if (found.has(on)) continue;
      found.add(on);
      waiting.push(on);
    }
  }
  return [...found];
}

/** Whether another one would close a circle: in one, everything would keep everything quiet. */
export function closesCircle({ target, on }: Dependency, dependencies: readonly Dependency[]): boolean {
  return target === on || inFrontOf(on, dependencies).includes(target);
}
