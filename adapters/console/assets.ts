import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A file of the page, ready to be sent. */
export type Asset = { bytes: Buffer; mime: string; etag: string };

/** The page's files by name. */
export type Assets = ReadonlyMap<string, Asset>;

const mimes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Nothing but our own files runs or loads; the page cannot be framed, and no form or base can lead elsewhere. */
export const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const webFolder = fileURLToPath(new URL('./web/', import.meta.url));

/** Letters for machines without a Chinese (or good Latin) font; the browser loads only what it lacks. */
const fontFiles = ['chinese-simplified', 'latin'].flatMap((part) =>
  ['400', '600'].map((weight) => `noto-sans-sc-${part}-${weight}-normal.woff2`),
);

function load(path: string): Asset {
  const bytes = readFileSync(path);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { bytes, mime: mimes[extname(path)] ?? 'application/octet-stream', etag };
}

/** The page's files by name, read once: what is not in this list cannot be asked for. */
export function loadAssets(): Assets {
  const names = readdirSync(webFolder, { recursive: true, encoding: 'utf8' }).filter((name) => extname(name) in mimes);
  const fonts = join(dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json')), 'files');
  return new Map([
    ...names.map((name): [string, Asset] => [name.replaceAll('\\', '/'), load(join(webFolder, name))]),
    ...fontFiles.map((name): [string, Asset] => [`fonts/${name}`, load(join(fonts, name))]),
  ]);
}

/** Sends an asset, or 304 when the browser has it. */
export function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset): FastifyReply {
  const lasting = asset.mime === 'font/woff2' ? 'public, max-age=31536000, immutable' : 'no-cache';
  reply.header('etag', asset.etag).header('cache-control', lasting).header('content-type', asset.mime);
  if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send();
  return reply.send(asset.bytes);
}
