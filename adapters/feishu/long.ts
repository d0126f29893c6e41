import { EventDispatcher, LoggerLevel, WSClient } from '@larksuiteoapi/node-sdk';
import type { Log } from '../../src/log.ts';
import type { Gateway } from './gateway.ts';
import type { Body } from './verify.ts';

/** What the desk listens to over the long connection. */
const events = [
  'im.message.receive_v1',
  'application.bot.menu_v6',
  'im.chat.access_event.bot_p2p_chat_entered_v1',
  'im.chat.member.bot.added_v1',
  'card.action.trigger',
];

type Options = { appId: string; appSecret: string; base: string; gateway: Gateway; log: Log };

/** The SDK hands over an event laid flat; it is put together again as it came over the web. */
function asBody(event: string, flat: Record<string, unknown>): Body {
  const { event_id, create_time, tenant_key, app_id, schema: _schema, event_type: _type, ...rest } = flat;
  const header = { event_id, create_time, tenant_key, app_id, event_type: event };
  return { schema: '2.0', header, event: rest };
}

/**
 * The long connection: Feishu is listened to, instead of calling the desk. Its frames come over a connection that the app's
 * secret opened, so that there is nothing to verify. What could not be kept is answered with an error, and sent again.
 */
export function createLong({ appId, appSecret, base, gateway, log }: Options) {
  const say = (level: 'warn' | 'error') => (messages: unknown[]) =>
    log[level]({ from: 'feishu' }, messages.map(String).join(' ').replaceAll(appSecret, '[hidden]').slice(0, 500));
  const logger = { error: say('error'), warn: say('warn'), info() {}, debug() {}, trace() {} };
  const dispatcher = new EventDispatcher({ logger, loggerLevel: LoggerLevel.warn });
  dispatcher.register(
    Object.fromEntries(
      events.map((event) => [
        event,
        async (flat: Record<string, unknown>) => {
          const { status, body } = await gateway.handle(asBody(event, flat));
          if (status === 503) throw new Error('it could not be kept');
          return body;
        },
      ]),
    ),
  );
  const client = new WSClient({
    appId,
    appSecret,
    domain: base,
    logger,
    loggerLevel: LoggerLevel.warn,
    autoReconnect: true,
    wsConfig: { pingTimeout: 30 },
  } as ConstructorParameters<typeof WSClient>[0]);
  return {
    start(): void {
      void client
        .start({ eventDispatcher: dispatcher })
        .catch((error: unknown) => log.error({ error: String(error) }, 'the long connection to Feishu is not open'));
    },
    stop(): void {
      client.close();
    },
  };
}
