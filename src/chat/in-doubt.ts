import { DeliveryError } from './adapter.ts';

const as = (error: unknown, refused: boolean): unknown => {
  if (!(error instanceof DeliveryError)) return error;
  const { message, retry, cause, afterMs, busy } = error;
  return new DeliveryError(message, retry, { cause, afterMs, busy: busy && refused, refused });
};

/** A failure before anything was sent: a card could not be drawn, or its pictures not brought. */
export const asNotSent = (error: unknown): unknown => as(error, true);

/** A failure after a post: it is there, and is found when it is tried again. */
export const asSent = (error: unknown): unknown => as(error, false);
