import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../config.ts';
import { DeskError } from '../errors.ts';
import type { Locale } from '../text/index.ts';

/** Where a command of the operator speaks. */
export type Terminal = {
  /** A line of the result. */
  say(line: string): void;
  /** How far it is; takes the place of the line before where a person watches. */
  progress(line: string): void;
};

/** The terminal of this process: results on the output, progress and mistakes on the error output. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  let open = false;
  const closed = () => {
    const end = open ? '\n' : '';
    open = false;
    return end;
  };
  return {
    say(line) {
      stderr.write(closed());
      stdout.write(`${line}\n`);
    },
    progress(line) {
      stderr.write(stderr.isTTY ? `\r${line}` : `${line}\n`);
      open = stderr.isTTY;
    },
  };
}

/** The sentence of a mistake; a fault of ours keeps its stack. */
function sentenceOf(error: unknown, locale: Locale): string {
  if (error instanceof DeskError) return error.sentence(locale);
  if (error instanceof ConfigError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Runs a command when its file is the program; does nothing where the file is only imported. */
export async function asCommand(
  url: string,
  run: (terminal: Terminal) => Promise<number>,
  locale: Locale = 'en',
): Promise<void> {
  const program = process.argv[1];
  if (!program || realpathSync(program) !== fileURLToPath(url)) return;
  try {
    process.exitCode = await run(processTerminal());
  } catch (error) {
    process.stderr.write(`${sentenceOf(error, locale)}\n`);
    process.exitCode = 2;
  }
}
