import { timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyPluginAsync, type FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import type { ChatAdapter } from '../chat/adapter.ts';
import type { Log } from '../log.ts';
import { isLoopback } from './loopback.ts';
import { closeUnused } from './unused.ts';

type Deps = {
  log: Log;
  adapters: readonly ChatAdapter[];
  /** What programs ask for below `/api/v1`. */
  api: FastifyPluginAsync;
  /** Whether the database and the scheduler are ready. */
  ready(): Promise<boolean>;
  metrics: Registry;
  /** Who may read the metrics from elsewhere; without it only this machine may. */
  metricsToken?: string;
};

/** The largest body that is taken on any route, bytes. */
const bodyLimit = 4 * 1024 * 1024;

function isSame(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  if (!token) return isLoopback(request.socket.remoteAddress);
  return isSame(request.headers.authorization ?? '', `Bearer ${token}`);
}

function statusRoutes(server: FastifyInstance, { ready, metrics, metricsToken }: Deps): void {
  server.get('/healthz', async () => ({ status: 'alive' }));
  server.get('/readyz', async (_request, reply) => {
    const isReady = await ready().catch(() => false);
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready' });
  });
  server.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(request, metricsToken)) return reply.code(401).send({ error: 'unauthorized' });
    return reply.type(metrics.contentType).send(await metrics.metrics());
  });
}

/**
 * The desk's one port. Bodies reach the adapters as raw bytes, so that signatures are checked on what was really sent.
 */
export async function createServer(deps: Deps): Promise<FastifyInstance> {
  const server = Fastify({ bodyLimit, trustProxy: false, forceCloseConnections: 'idle' });
  closeUnused(server);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode && error.statusCode < 500 ? error.statusCode : 500;
    if (status === 500) deps.log.error({ err: error }, 'request failed');
    return reply.code(status).send({ error: status === 500 ? 'internal error' : 'bad request' });
  });
  statusRoutes(server, deps);
  await server.register(deps.api, { prefix: '/api/v1' });
  for (const adapter of deps.adapters) await adapter.routes(server);
  return server;
}
