import { cardMethods } from './cards.ts';
import { messageMethods } from './messages.ts';
import type { Method } from './method.ts';
import { peopleMethods } from './people.ts';
import { readMethods } from './reads.ts';
import { tokenMethod } from './token.ts';
import { uploadMethods } from './uploads.ts';

/** A method of the API: what faults and calls name it, and where it is. */
export type Route = { name: string; verb: string; path: string; run: Method; free?: true };

export const routes: readonly Route[] = [
  { name: 'auth.token', verb: 'POST', path: 'auth/v3/tenant_access_token/internal', run: tokenMethod, free: true },
  { name: 'im.message.create', verb: 'POST', path: 'im/v1/messages', run: messageMethods.create },
  { name: 'im.message.list', verb: 'GET', path: 'im/v1/messages', run: readMethods.list },
  { name: 'im.message.reply', verb: 'POST', path: 'im/v1/messages/:message_id/reply', run: messageMethods.reply },
  { name: 'im.message.get', verb: 'GET', path: 'im/v1/messages/:message_id', run: readMethods.get },
  { name: 'im.message.patch', verb: 'PATCH', path: 'im/v1/messages/:message_id', run: cardMethods.patch },
  { name: 'im.message.delete', verb: 'DELETE', path: 'im/v1/messages/:message_id', run: messageMethods.recall },
  {
    name: 'im.resource.get',
    verb: 'GET',
    path: 'im/v1/messages/:message_id/resources/:file_key',
    run: readMethods.resource,
  },
  { name: 'im.image.create', verb: 'POST', path: 'im/v1/images', run: uploadMethods.image },
  { name: 'im.file.create', verb: 'POST', path: 'im/v1/files', run: uploadMethods.file },
  { name: 'im.chat.get', verb: 'GET', path: 'im/v1/chats/:chat_id', run: peopleMethods.chat },
  { name: 'ephemeral.send', verb: 'POST', path: 'ephemeral/v1/send', run: cardMethods.whisper },
  { name: 'ephemeral.delete', verb: 'POST', path: 'ephemeral/v1/delete', run: cardMethods.unwhisper },
  { name: 'card.update', verb: 'POST', path: 'interactive/v1/card/update', run: cardMethods.update },
  { name: 'contact.user.batch', verb: 'GET', path: 'contact/v3/users/batch', run: peopleMethods.batch },
  {
    name: 'contact.user.basicBatch',
    verb: 'POST',
    path: 'contact/v3/users/basic_batch',
    run: peopleMethods.basicBatch,
  },
  { name: 'contact.user.get', verb: 'GET', path: 'contact/v3/users/:user_id', run: peopleMethods.get },
  { name: 'bot.info', verb: 'GET', path: 'bot/v3/info', run: peopleMethods.bot },
];

/** The values of a path that is a route's; undefined if it is not. */
function matched(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    if (part.startsWith(':')) values[part.slice(1)] = decodeURIComponent(given[i]!);
    else if (part !== given[i]) return undefined;
  }
  return values;
}

/** The route of a call, and the values in its path. */
export function routeOf(verb: string, path: string): { route: Route; values: Record<string, string> } | undefined {
  for (const route of routes) {
    const values = route.verb === verb ? matched(route.path, path) : undefined;
    if (values) return { route, values };
  }
  return undefined;
}
