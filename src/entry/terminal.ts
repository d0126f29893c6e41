import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigError, machineEnv } from '../config.ts';
import { DeskError, FieldErrors, messageOf } from '../errors.ts';
import type { Locale } from '../text/index.ts';

/** Where a command of the operator speaks. */
export type Terminal = {
  /** A line of the result. */
  say(line: string): void;
  /** How far it is; takes the place of the line before where a person watches. */
  progress(line: string): void;
};

/** The terminal of this process: results on the output, progress and mistakes on the error output. */
export function processTerminal(): Terminal & { /** Why it ended early. */ complain(line: string): void } {
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
    complain(line) {
      stderr.write(`${closed()}${line}\n`);
    },
    progress(line) {
      stderr.write(stderr.isTTY ? `\r${line}` : `${line}\n`);
      open = stderr.isTTY;
    },
  };
}

/** What of the environment decides how a mistake is told. */
type Env = Readonly<Record<string, string | undefined>>;

/** The language of the operator; a mistake may come before the environment was checked. */
const localeOf = (env: Env): Locale => (env.ORDERDESK_LOCALE === 'zh' ? 'zh' : 'en');

/** What went wrong as a sentence; the stack of a fault of ours only for who asks for it. */
function sentenceOf(error: unknown, env: Env): string {
  const locale = localeOf(env);
  if (error instanceof DeskError) return error.sentence(locale);
  if (error instanceof FieldErrors) return error.errors.map((e) => e.sentence(locale)).join('\n');
  if (error instanceof ConfigError) return error.message;
  const sentence = new DeskError('error.command_failed', { why: messageOf(error) }).sentence(locale);
  const stack = ['debug', 'trace'].includes(env.LOG_LEVEL ?? '') && error instanceof Error ? error.stack : undefined;
  return stack ? `${sentence}\n${stack}` : sentence;
}

/** A command's exit code; where it ended early, 2, and why it did is told. */
export async function exitCodeOf(run: () => Promise<number>, tell: (line: string) => void, env: Env): Promise<number> {
  try {
    return await run();
  } catch (error) {
    tell(sentenceOf(error, env));
    return 2;
  }
}

/** Runs a command when its file is the program; does nothing where the file is only imported. */
export async function asCommand(url: string, run: (env: Env, terminal: Terminal) => Promise<number>): Promise<void> {
  const program = process.argv[1];
  if (!program || realpathSync(program) !== fileURLToPath(url)) return;
  const env = machineEnv();
  const terminal = processTerminal();
  process.exitCode = await exitCodeOf(() => run(env, terminal), terminal.complain, env);
}
