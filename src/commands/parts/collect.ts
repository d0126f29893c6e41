import { DeskError, FieldErrors } from '../../errors.ts';

/** Runs several readings of a form and throws all their field errors at once, so that a person mends them in one go. */
export function collect<T extends Record<string, () => unknown>>(readings: T): { [K in keyof T]: ReturnType<T[K]> } {
  const errors: DeskError[] = [];
  const results: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(readings)) {
    try {
      results[name] = read();
    } catch (error) {
      if (error instanceof DeskError) errors.push(error);
      else if (error instanceof FieldErrors) errors.push(...error.errors);
      else throw error;
    }
  }
  if (errors.length > 0) throw new FieldErrors(errors);
  return results as { [K in keyof T]: ReturnType<T[K]> };
}
