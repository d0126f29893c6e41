/** Takes the bytes of a file, piece by piece. */
export type Sink = (bytes: Uint8Array) => void;

/** Writes a file row by row: what was added is handed on in pieces, and no row is kept. */
export type SheetWriter<R> = {
  add(row: R): void;
  /** Writes what is left. Nothing is added after it. */
  end(): void;
};
