/**
 * PGlite is one session for everybody. So that statements and transactions of different connections never mix, a
 * connection takes a turn, keeps it until its transaction is over, and hands it on in the order of asking.
 */
export class Turns<Holder> {
  #holder: Holder | null = null;
  #waiting: { holder: Holder; begin: () => void }[] = [];

  /** Resolves when it is this holder's turn; at once when it has it already. */
  async take(holder: Holder): Promise<void> {
    if (this.#holder === holder) return;
    if (this.#holder === null) {
      this.#holder = holder;
      return;
    }
    await new Promise<void>((begin) => this.#waiting.push({ holder, begin }));
  }

  holds(holder: Holder): boolean {
    return this.#holder === holder;
  }

  /** Of no effect unless it is this holder's turn. */
  handOn(holder: Holder): void {
    if (this.#holder !== holder) return;
    const next = this.#waiting.shift();
    this.#holder = next?.holder ?? null;
    next?.begin();
  }
}
