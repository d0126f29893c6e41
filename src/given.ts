/** Without the fields that have no value: what is left out is not the same as what is taken away. */
export const given = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
