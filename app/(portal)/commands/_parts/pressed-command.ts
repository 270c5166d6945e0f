/** What identifies a command in an address. */
export type CommandAddress = { server: string; jid: string; node: string };

let pressed: string | null = null;

export function commandHref({ server, jid, node }: CommandAddress): string {
  return `/commands/run?${new URLSearchParams({ server, jid, node })}`;
}

/**
 * A press in the list begins the command; opening its address does not. Asking for a command can run it (one without a
 * form is done with it), and nobody should run one by following a link from elsewhere.
 */
export function notePress(command: CommandAddress): void {
  pressed = commandHref(command);
}

/** True once after the press. */
export function wasPressed(command: CommandAddress): boolean {
  const was = pressed === commandHref(command);
  pressed = null;
  return was;
}
