import type pg from 'pg';

type Wire = { query(text: string): void; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

/** COPY … FROM STDIN, which the driver has the messages for and no call. Resolves when it is committed. */
export function copyIn(client: pg.Client, statement: string, rows: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | null = null;
    client.query({
      submit: (wire: Wire) => void wire.query(statement),
      handleCopyInResponse(wire: Wire) {
        wire.sendCopyFromChunk(Buffer.from(rows));
        wire.endCopyFrom();
      },
      handleError(cause: Error) {
        failure = cause;
      },
      handleCommandComplete() {},
      handleRowDescription() {},
      handleReadyForQuery: () => (failure ? reject(failure) : resolve()),
    } as unknown as pg.Submittable);
  });
}
