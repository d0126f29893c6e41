import { describe, expect, test } from '@jest/globals';
import type { Teams } from '../../adapters/slack/teams.ts';
import { createUploads, isSlacks } from '../../adapters/slack/uploads.ts';
import { DeskError } from '../../src/errors.ts';
import { maxFileBytes } from '../../src/files/file.ts';

const ours = 'https://files.slack.com/files-pri/T1-F1/orders.csv';

describe('an address that may be shown the desk’s token', () => {
  test.each([
    [ours, undefined, true],
    ['https://acme.slack.com/files-pri/T1-F1/x', undefined, true],
    ['http://files.slack.com/x', undefined, false],
    ['https://evilslack.com/x', undefined, false],
    ['https://files.slack.com.evil.example/x', undefined, false],
    ['https://files.slack.com@evil.example/x', undefined, false],
    ['https://me:you@files.slack.com/x', undefined, false],
    ['file:///etc/passwd', undefined, false],
    ['', undefined, false],
    ['http://127.0.0.1:9000/files-pri/x', 'http://127.0.0.1:9000/api/', true],
    ['http://127.0.0.1:9001/files-pri/x', 'http://127.0.0.1:9000/api/', false],
    ['http://127.0.0.1:9000/files-pri/x', undefined, false],
    ['https://files.slack-gov.com/x', 'https://slack-gov.com/api/', true],
  ])('%s with %s: %s', (address, apiUrl, may) => expect(isSlacks(address, apiUrl)).toBe(may));
});

describe('a download', () => {
  const sent = {
    kind: 'file' as const,
    from: 'slack:T1:U1' as const,
    conversation: 'slack:T1:D1' as const,
    key: 'k',
    file: 'F1',
    name: 'orders.csv',
    reply: { team: 'T1' },
  };
  const info = (size: number) => ({ ok: true, file: { size, url_private_download: ours } });
  const teamsWith = (answer: object) =>
    ({ get: async () => ({ client: { token: 'xoxb-1', apiCall: async () => answer } }) }) as unknown as Teams;

  /** The code of the sentence, or how many bytes came, and what the address was asked with. */
  async function fetched(answer: object, response: () => Response | Promise<Response>) {
    const asked: { url: string; token: string | null; redirect?: string }[] = [];
    const get = (async (url: string, init: RequestInit) => {
      asked.push({ url, token: new Headers(init.headers).get('authorization'), redirect: init.redirect });
      return response();
    }) as unknown as typeof fetch;
    const result = await createUploads({ teams: teamsWith(answer), fetch: get })(sent).then(
      (bytes) => bytes.byteLength,
      (error) => (error instanceof DeskError ? error.code : String(error)),
    );
    return { result, asked };
  }

  test('is made once, with the token, and follows no address', async () => {
    expect(await fetched(info(3), () => new Response('a,b'))).toEqual({
      result: 3,
      asked: [{ url: ours, token: 'Bearer xoxb-1', redirect: 'manual' }],
    });
  });

  test.each([
    ['leads elsewhere', () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } })],
    ['is a page to sign in', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['is not to be had', () => new Response('no', { status: 404 })],
    ['breaks', () => Promise.reject(new TypeError('fetch failed'))],
  ])('that %s is told to the person', async (_how, response) => {
    expect((await fetched(info(3), response)).result).toBe('error.file_not_fetched');
  });

  test('that is larger than Slack said ends where it gets too large', async () => {
    let pulled = 0;
    const endless = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            pulled += 1;
            controller.enqueue(new Uint8Array(1024 * 1024));
          },
        }),
      );
    expect((await fetched(info(3), endless)).result).toBe('error.file_too_large');
    expect(pulled).toBeLessThan(maxFileBytes / (1024 * 1024) + 5);
  });
});
