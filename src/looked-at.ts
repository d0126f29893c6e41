/**
 * A record as it would be with other fields, only to be looked at: what is not changed is read through from the record, so
 * that a large one need not be copied. It is never stored or spread, since its own fields are the changed ones alone.
 */
export const lookedAt = <T extends object>(record: T, ...changes: readonly Partial<T>[]): T =>
  Object.assign(Object.create(record), ...changes);
