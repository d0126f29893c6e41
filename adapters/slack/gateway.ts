import type { App, Receiver } from '@slack/bolt';
import { createInWork } from '../../src/chat/in-work.ts';
import type { Log } from '../../src/log.ts';
import type { Body } from './body.ts';

/** What is answered to a request at once: `body` goes into the reply; a request that nobody could take is sent again. */
export type Acknowledgement = { status: 200 | 403 | 503; body?: unknown };

/** One request on its way through Bolt; listeners find it in their context. */
export type Exchange = {
  acknowledge(body?: unknown): void;
  /** The workspace is not one of the company's. */
  refuse(): void;
  /** Nothing was kept of it. */
  fail(): void;
};

export type Gateway = Receiver & {
  /** Hands a request to Bolt and says how it is acknowledged; the work goes on after that. */
  handle(request: { body: Body; retryNum?: number; retryReason?: string }): Promise<Acknowledgement>;
  /** Resolves when nothing is worked on any more. */
  idle(): Promise<void>;
};

type Deps = {
  log: Log;
  /** Whether a workspace is one of the company's; a request from any other goes no further. */
  isOurs(team: string): Promise<boolean>;
};

/** Ms after which a request is answered, whatever its work does: Slack waits for three seconds. */
const patienceMs = 2_800;

/** The workspace that a request is about. */
function teamOf(body: Body): string {
  const inside = (value: unknown): string => {
    const id = (value as { id?: unknown } | undefined)?.id;
    return typeof id === 'string' ? id : '';
  };
  return typeof body.team_id === 'string' ? body.team_id : inside(body.team);
}

/**
 * Bolt's receiver in the desk's own server. Bolt acknowledges events before anything is kept of them; here listeners
 * acknowledge, and they do so when the inbox has the request.
 */
export function createGateway({ log, isOurs }: Deps): Gateway {
  let app: App | undefined;
  const inWork = createInWork();

  return {
    init(bolt) {
      app = bolt;
    },
    async start() {},
    async stop() {},
    handle: ({ body, retryNum, retryReason }) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve({ status: 503 }), patienceMs).unref();
        const settle = (acknowledgement: Acknowledgement) => {
          clearTimeout(timer);
          resolve(acknowledgement);
        };
        const exchange: Exchange = {
          acknowledge: (answer) => settle({ status: 200, body: answer }),
          refuse: () => settle({ status: 403 }),
          fail: () => settle({ status: 503 }),
        };
        const isEvent = body.event !== undefined;
        const ack = async (answer?: unknown) => {
          if (!isEvent) exchange.acknowledge(answer);
        };
        const work = async () => {
          if (!(await isOurs(teamOf(body)))) return exchange.refuse();
          await app?.processEvent({ body, ack, retryNum, retryReason, customProperties: { exchange } });
          exchange.acknowledge();
        };
        void inWork.add(
          work().catch((error) => {
            log.error({ err: error }, 'a Slack request failed');
            exchange.fail();
          }),
        );
      }),
    idle: inWork.idle,
  };
}
