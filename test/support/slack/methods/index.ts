import { apps } from './apps.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { files } from './files.ts';
import type { Method } from './method.ts';
import { people } from './people.ts';
import { views } from './views.ts';

/** The methods that need a bot's token. */
export const methods: Readonly<Record<string, Method>> = {
  ...apps,
  ...chat,
  ...conversations,
  ...people,
  ...views,
  ...files,
};

/** Methods that take no JSON: docs.slack.dev/reference/methods, “Content types” of each. */
export const formOnly: ReadonlySet<string> = new Set([
  'chat.getPermalink',
  'conversations.replies',
  'conversations.info',
  'users.info',
  'users.lookupByEmail',
  'files.getUploadURLExternal',
  'files.info',
  'oauth.v2.access',
]);
