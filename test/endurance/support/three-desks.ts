import type { Post } from '../../../src/chat/adapter.ts';
import { newId } from '../../../src/id.ts';
import { foundCompany } from '../../support/company.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { quietChat } from '../../support/quiet-chat.ts';

/** Three desks on one database, with one company; all that any of them posts is written into `posts`. */
export async function openThreeDesks(name: string, posts: Post[]) {
  const database = `${name}_${newId()}`;
  const desks: TestDesk[] = [];
  for (let n = 0; n < 3; n += 1) desks.push(await openTestDesk({ database, adapters: [quietChat(posts)] }));
  const first = desks[0]!;
  return {
    desks,
    first,
    company: await foundCompany(first),
    async close(): Promise<void> {
      await first.connection.dropDatabase();
      for (const desk of desks) await desk.close();
    },
  };
}
