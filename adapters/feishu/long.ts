import { EventDispatcher, LoggerLevel, WSClient } from '@larksuiteoapi/node-sdk';
import type { Log } from '../../src/log.ts';
import type { Gateway } from './gateway.ts';
import { callback, events } from './scopes.ts';
import type { Body } from './verify.ts';

type Options = { appId: string; appSecret: string; base: string; gateway: Gateway; log: Log };

/** Ms until a connection that the SDK gave up is tried again: at first, doubled each time, and at most. */
const [firstAgainMs, lastAgainMs] = [1_000, 60_000];

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
      [...events, callback].map((event) => [
        event,
        async (flat: Record<string, unknown>) => {
          const { status, body } = await gateway.handle(asBody(event, flat));
          if (status === 503) throw new Error('it could not be kept');
          return body;
        },
      ]),
    ),
  );
  let again: NodeJS.Timeout | undefined;
  let tries = 0;
  const client = new WSClient({
    appId,
    appSecret,
    domain: base,
    logger,
    loggerLevel: LoggerLevel.warn,
    autoReconnect: true,
    wsConfig: { pingTimeout: 30 },
    handshakeTimeoutMs: 15_000,
    onReady: () => {
      tries = 0;
    },
    onReconnected: () => {
      tries = 0;
    },
    onError: comeAgain,
  } as ConstructorParameters<typeof WSClient>[0]);

  function open(): void {
    void client.start({ eventDispatcher: dispatcher });
  }

  /** The SDK gives up for good when Feishu only says that it is busy; a desk that hears nothing is of no use to anybody. */
  function comeAgain(error: unknown): void {
    const afterMs = Math.min(firstAgainMs * 2 ** tries, lastAgainMs);
    tries += 1;
    say('error')([`the long connection is not open, tried again in ${afterMs / 1000} s:`, error]);
    clearTimeout(again);
    again = setTimeout(open, afterMs).unref();
  }

  return {
    start: open,
    stop(): void {
      clearTimeout(again);
      client.close();
    },
  };
}
