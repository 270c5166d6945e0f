/** What this room needs of a log; pino fits. No field ever carries a password, nor what a form was filled in with. */
export type XmppLog = {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
};
