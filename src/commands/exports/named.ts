import type { CommandContext } from '../command.ts';
import { type ExportWords, exportUnless } from './words.ts';

/** Whether what was typed asks for a file; a customer who is called just so, `Baltic Export`, goes first. */
export const exportUnlessNamed = (words: string, { desk, person }: CommandContext): Promise<ExportWords> =>
  exportUnless(words, async (name) => ((await desk.findCustomer.exactly(person, [name])).get(name) ?? []).length > 0);
