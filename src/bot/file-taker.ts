import type { Command, FileDoor, ReceivedFile } from '../commands/command.ts';
import { findCommand } from './find-command.ts';

/** A command that takes files, and how. */
export type Taker = { command: Command; files: FileDoor };

/** A command that words name, and what follows its name. */
export type Said = { command: Command; words: string };

/** Words that are surely a command: beside a table many begin like one, `list of October`. */
const isCalled = (words: string): boolean => /^\s*[/／]\s*(?:order|订单)(?=\s|$)/i.test(words);

/** The command that words beside a file name; beside a table only where they are surely one, or one that takes files. */
export function commandBeside(words: string, name: string, commands: readonly Command[]): Said | undefined {
  if (words.trim() === '') return undefined;
  const found = findCommand(words, commands);
  const leads = commands.some(({ files }) => files?.wordsLead && files.names?.test(name));
  return found && (found.command.files || isCalled(words) || leads) ? found : undefined;
}

/** The commands that may take a file of a name: the one that was said, else all that take such files. */
export const takersOf = (name: string, said: Command | undefined, commands: readonly Command[]): Taker[] =>
  commands.flatMap((command) => {
    const { files } = command;
    const isMeant = files && (said === undefined || said === command);
    return isMeant && (files.names?.test(name) ?? true) ? [{ command, files }] : [];
  });

/** The command that a file is meant for: the first that takes it, else the one that takes whatever no other does. */
export async function takerOf(file: ReceivedFile, takers: readonly Taker[]): Promise<Taker | undefined> {
  for (const taker of takers) if (await taker.files.takes?.(file)) return taker;
  return takers.find(({ files }) => !files.takes);
}
