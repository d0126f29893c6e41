import type { Answer } from '../../src/chat/incoming.ts';
import { newId } from '../../src/id.ts';
import type { Member } from '../../src/members/member.ts';
import type { TestDesk } from './desk.ts';

/** A file as somebody sends it; `key` is the message that it came in. */
type Sent = { name: string; bytes: string | Uint8Array; words?: string; others?: string[]; key?: string };

/** Sends a file to the desk as the console does, with words beside it. */
export async function sendFile(
  { desk, bot }: Pick<TestDesk, 'desk' | 'bot'>,
  member: Member,
  { name, bytes, words = '', others, key = newId() }: Sent,
): Promise<Answer> {
  const access = { members: [member._id] };
  const kept = await desk.files.save({ name, mime: 'x/y', bytes: Buffer.from(bytes), access });
  const at = { from: `console:${member._id}`, conversation: `console:@${member._id}`, key } as const;
  return bot({ ...at, kind: 'file', file: kept.id, name, ...(words && { words }), ...(others && { others }) });
}
