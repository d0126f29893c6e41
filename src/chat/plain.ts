/**
 * A value as it comes back from JSON: what is undefined is left out. The database would keep it as `null`, and what
 * was read back would differ from what was stored.
 */
export const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
