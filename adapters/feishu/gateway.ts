import { createInWork } from '../../src/chat/in-work.ts';
import type { Log } from '../../src/log.ts';
import type { Callbacks } from './callbacks.ts';
import { appOf, readTold } from './receive.ts';
import type { Talk } from './talk.ts';
import type { Reply } from './toast.ts';
import type { Body } from './verify.ts';

/** What is answered to a request at once. What could not be kept is not acknowledged: Feishu sends it again. */
export type Acknowledgement = { status: 200 | 400 | 403 | 503; body?: Reply | Record<string, never> };

type Deps = { appId: string; talk: Talk; callbacks: Callbacks; log: Log };

/** Ms after which a request is answered, whatever its work does: Feishu waits for three seconds. */
const eventPatienceMs = 2_700;

/** Takes what was verified, from the web or the long connection: acknowledged when it is kept, the work goes on after. */
export function createGateway({ appId, talk, callbacks, log }: Deps) {
  const inWork = createInWork();

  return {
    /** Handles one event or click. */
    handle(body: Body): Promise<Acknowledgement> {
      const told = readTold(body);
      if (!told) return Promise.resolve({ status: 400 });
      if ((appOf(body) ?? appId) !== appId) return Promise.resolve({ status: 403 });
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve({ status: 503 }), eventPatienceMs).unref();
        const settle = (acknowledgement: Acknowledgement) => {
          clearTimeout(timer);
          resolve(acknowledgement);
        };
        const failed = (error: unknown) => {
          log.error({ err: error }, 'a Feishu request failed');
          settle({ status: 503 });
        };
        if (told.kind === 'acted')
          void inWork
            .add(callbacks.answer(told.event, told.eventId, () => {}))
            .then((reply) => settle({ status: 200, body: reply }), failed);
        else
          void inWork
            .add(talk.take(told, () => settle({ status: 200, body: {} })))
            .then(() => settle({ status: 200, body: {} }), failed);
      });
    },
    /** Resolves when nothing is worked on any more. */
    idle: inWork.idle,
  };
}
export type Gateway = ReturnType<typeof createGateway>;
