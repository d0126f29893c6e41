/** A value as the database keeps it: `null` where there is nothing. */
export const kept = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value, (_, inner) => (inner === undefined ? null : inner))) as T;
