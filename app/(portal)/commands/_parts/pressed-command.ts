/** What identifies a command in an address: itself, or an offer of it. */
export type CommandAddress = { server: string; jid: string; node: string };
export type OfferAddress = { offer: string };

let pressed: string | null = null;

export function commandHref(command: CommandAddress | OfferAddress): string {
  if ('offer' in command) return `/commands/run?${new URLSearchParams({ offer: command.offer })}`;
  const { server, jid, node } = command;
  return `/commands/run?${new URLSearchParams({ server, jid, node })}`;
}

/**
 * A press in the list begins the command; opening its address does not. Asking for a command can run it (one without a
 * form is done with it), and nobody should run one by following a link from elsewhere.
 */
export function notePress(command: CommandAddress | OfferAddress): void {
  pressed = commandHref(command);
}

/** True once after the press. */
export function wasPressed(command: CommandAddress | OfferAddress): boolean {
  const was = pressed === commandHref(command);
  pressed = null;
  return was;
}
