import { DeskError, FieldErrors } from '../../src/errors.ts';

/** The code with which the desk refused, the first one of several; undefined where it did not, else what went wrong. */
export const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error) => {
      if (error instanceof FieldErrors) return error.errors[0]?.code;
      return error instanceof DeskError ? error.code : String(error);
    },
  );
