import type { ChatAdapter } from '../../src/chat/adapter.ts';
import type { ChatDesk } from '../../src/chat/chat-desk.ts';
import type { Incoming } from '../../src/chat/incoming.ts';
import type { FeishuConfig } from '../../src/config.ts';
import type { Vault } from '../../src/secret.ts';
import { createAnswers } from './answers.ts';
import { createApi } from './api.ts';
import { createCallbacks } from './callbacks.ts';
import { createDirects } from './directs.ts';
import { createFormDesk } from './form-desk.ts';
import { createForms } from './forms.ts';
import { createGateway } from './gateway.ts';
import { createLong } from './long.ts';
import { createMe } from './me.ts';
import { createMessages } from './messages.ts';
import { prepare } from './model.ts';
import { createFeishuPace } from './pace.ts';
import { profileAsker } from './people.ts';
import { createPictures } from './pictures.ts';
import { createFeishuPosts } from './posts.ts';
import { feishuRoutes } from './routes.ts';
import { createTalk } from './talk.ts';
import { createTokens } from './tokens.ts';
import { createUploads } from './uploads.ts';

/** What the Feishu adapter needs from the desk. */
export type FeishuDeps = ChatDesk & {
  config: FeishuConfig;
  /** Encrypts the tenant's token. */
  vault: Vault;
};

/** Feishu and Lark, over the web or the long connection: the same adapter interface as every chat. */
export function createFeishuAdapter(deps: FeishuDeps): ChatAdapter {
  const { connection, config, bot, clock, log, isMember, track, bytesOf } = deps;
  const { appId, appSecret, base, keys } = config;
  const tokens = createTokens({ ...deps, base, appId, appSecret });
  const api = createApi({ base, appId, appSecret, tokens });
  const me = createMe({ api, clock, log });
  const directs = createDirects(connection);
  const pictures = createPictures({ connection, api, clock, bytesOf });
  const messages = createMessages({ api, directs });
  const pace = createFeishuPace(clock);
  const posts = createFeishuPosts({ ...deps, api, messages, pace, pictures });
  const forms = createForms({ connection, clock });
  const localeOf = ({ from }: Pick<Incoming, 'from'>) => deps.localeOf(from);
  const answers = createAnswers({ api, posts, forms, directs, clock, localeOf, track });
  const formDesk = createFormDesk({ bot, answers, posts, forms, localeOf, isMember, track });
  const callbacks = createCallbacks({ bot, answers, posts, directs, clock, formDesk, localeOf, isMember, track });
  const talk = createTalk({ ...deps, me, answers, posts, directs, localeOf });
  const gateway = createGateway({ appId, talk, callbacks, log });
  const long = config.isLong ? createLong({ appId, appSecret, base, gateway, log }) : undefined;

  return {
    platform: 'feishu',
    threads: true,
    routes(server) {
      if (keys) feishuRoutes(server, { gateway, keys, clock });
    },
    post: posts.post,
    update: posts.update,
    direct: (person) => person,
    newcomer: profileAsker(api),
    fetchFile: createUploads({ api }),
    deliver: (incoming, answer) => answers.bring(incoming, answer),
    waitedMs: pace.waitedMs,
    async start() {
      await prepare(connection);
      await me.get().catch(() => {});
      long?.start();
    },
    async stop() {
      long?.stop();
      await gateway.idle();
    },
  };
}
