/** The directory's applIndex; no server has it. */
export const directoryIndex = 1;
const mostIndex = 0x7fffffff;

/**
 * applIndex of each server, from its id: the same after every restart and whatever else comes and goes, without being kept
 * anywhere. Of two with the same 31 bits, which chance doesn't bring about, the later in the order of ids gets the next free one.
 */
export function applicationIndexes(ids: readonly string[]): Map<string, number> {
  const taken = new Set([directoryIndex]);
  const indexes = new Map<string, number>();
  for (const id of [...ids].sort()) {
    let index = Number.parseInt(id.slice(0, 8), 16) & mostIndex || directoryIndex;
    while (taken.has(index)) index = index === mostIndex ? directoryIndex : index + 1;
    taken.add(index);
    indexes.set(id, index);
  }
  return indexes;
}

/** Numbers for things that have none, each the same as long as the thing is there, and none twice. */
export class Numbering {
  private numbers = new Map<string, number>();
  private last = 0;

  /** In the order of `keys`; a key that comes twice gets two numbers. Who isn't named any more loses its number. */
  of(keys: readonly string[]): number[] {
    const times = new Map<string, number>();
    const unique = keys.map((key) => {
      const before = times.get(key) ?? 0;
      times.set(key, before + 1);
      return `${before} ${key}`;
    });
    const numbers = new Map(unique.map((key) => [key, this.numbers.get(key) ?? this.next()]));
    this.numbers = numbers;
    return unique.map((key) => numbers.get(key) as number);
  }

  private next(): number {
    this.last = this.last === mostIndex ? 1 : this.last + 1;
    return this.last;
  }
}
