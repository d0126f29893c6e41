import type { FastifyInstance } from 'fastify';
import { DeskError } from '../../src/errors.ts';
import { type Locale, locales, type TextKey, texts } from '../../src/text/index.ts';
import { type Assets, sendAsset } from './assets.ts';

/** Every sentence of the page's own, in one language. */
export function pageWords(locale: Locale): Record<string, string> {
  const keys = (Object.keys(texts) as TextKey[]).filter((key) => key.startsWith('console.'));
  return Object.fromEntries(keys.map((key) => [key.slice('console.'.length), texts[key][locale]]));
}

/** What browsers ask the host for without being told to: its first page, and an icon for whatever they show of it. */
export function hostRoutes(server: FastifyInstance, assets: Assets): void {
  server.get('/', async (_request, reply) => reply.redirect('/console'));
  server.get('/favicon.ico', (request, reply) => sendAsset(request, reply, assets.get('favicon.ico')!));
}

/** The page itself: its files, its words, and the page that redeems a one-time link. */
export function pageRoutes(server: FastifyInstance, assets: Assets): void {
  const words = Object.fromEntries(locales.map((locale) => [locale, pageWords(locale)]));

  server.get('/', (request, reply) => sendAsset(request, reply, assets.get('index.html')!));
  server.get('/link/:token', (request, reply) => sendAsset(request, reply, assets.get('link.html')!));
  server.get<{ Params: { '*': string } }>('/assets/*', (request, reply) => {
    const asset = assets.get(request.params['*']);
    if (!asset) throw new DeskError('error.console_not_found');
    return sendAsset(request, reply, asset);
  });
  server.get<{ Params: { locale: string } }>('/words/:locale', (request, reply) => {
    const found = words[request.params.locale];
    if (!found) throw new DeskError('error.console_not_found');
    return reply.header('cache-control', 'no-cache').send(found);
  });
}
