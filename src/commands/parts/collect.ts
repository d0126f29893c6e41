import { DeskError, FieldErrors } from '../../errors.ts';

type Readings = Record<string, () => unknown>;

/** What readings gave, and what was wrong, in their order. */
function gathered() {
  const errors: DeskError[] = [];
  return {
    keep(error: unknown): undefined {
      if (error instanceof DeskError) errors.push(error);
      else if (error instanceof FieldErrors) errors.push(...error.errors);
      else throw error;
    },
    check(): void {
      if (errors.length > 0) throw new FieldErrors(errors);
    },
  };
}

/** Runs several readings of a form and throws all their field errors at once, so that a person mends them in one go. */
export function collect<T extends Readings>(readings: T): { [K in keyof T]: ReturnType<T[K]> } {
  const { keep, check } = gathered();
  const results: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(readings)) {
    try {
      results[name] = read();
    } catch (error) {
      keep(error);
    }
  }
  check();
  return results as { [K in keyof T]: ReturnType<T[K]> };
}

/** `collect` for readings that look something up, one after the other. */
export async function collectAll<T extends Readings>(
  readings: T,
): Promise<{ [K in keyof T]: Awaited<ReturnType<T[K]>> }> {
  const { keep, check } = gathered();
  const results: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(readings)) {
    try {
      results[name] = await read();
    } catch (error) {
      keep(error);
    }
  }
  check();
  return results as { [K in keyof T]: Awaited<ReturnType<T[K]>> };
}
