import type { SentFile } from '../../src/chat/incoming.ts';
import { DeskError } from '../../src/errors.ts';
import { fetchedBytes, notFetched } from '../../src/files/fetched.ts';
import { maxFileBytes } from '../../src/files/file.ts';
import { call } from './call.ts';
import { placeOf } from './place.ts';
import type { Team, Teams } from './teams.ts';

/** What is used of a file: docs.slack.dev/reference/objects/file-object */
type Info = {
  size?: number;
  is_external?: boolean;
  url_private?: string;
  url_private_download?: string;
};

/** Ms that a download may take. */
const timeoutMs = 60_000;

/**
 * Whether an address is one of Slack's, so that it may be shown the token: of the API's own place where the settings name
 * one, else of slack.com.
 */
export function isSlacks(address: string, apiUrl?: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, host, username } = new URL(address);
  if (username !== '') return false;
  const api = new URL(apiUrl ?? 'https://slack.com/api/');
  if (host === api.host && protocol === api.protocol) return true;
  return protocol === 'https:' && [api.hostname, 'slack.com'].some((own) => hostname.endsWith(`.${own}`));
}

type Deps = { teams: Teams; apiUrl?: string; fetch?: typeof fetch };

/** Fetches files that people send: asked about first, then read from Slack's own place with the desk's token. */
export function createUploads({ teams, apiUrl, fetch: get = fetch }: Deps) {
  async function infoOf(team: Team, { file }: SentFile): Promise<Info> {
    const { file: info } = await call<{ ok: boolean; file: Info }>(team.client, 'files.info', { file });
    return info;
  }

  /** docs.slack.dev/messaging/working-with-files: private addresses are opened with the token, and lead nowhere else. */
  async function download(team: Team, address: string, name: string): Promise<Uint8Array> {
    const headers = { authorization: `Bearer ${team.client.token}` };
    const response = await get(address, { headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    // Who may not read the file gets a page to sign in, with status 200.
    const isPage = response.headers.get('content-type')?.startsWith('text/html');
    if (!response.ok || isPage) throw new DeskError('error.file_not_fetched', { name });
    return fetchedBytes(response.body, name);
  }

  /** The bytes of a file that somebody sent. Throws a `DeskError` that says what the person can do. */
  return async function fetchFile(sent: SentFile): Promise<Uint8Array> {
    const { name } = sent;
    try {
      const team = await teams.get(placeOf(sent).team);
      const info = await infoOf(team, sent);
      const address = info.url_private_download ?? info.url_private ?? '';
      if (info.is_external || !isSlacks(address, apiUrl)) throw new DeskError('error.file_elsewhere', { name });
      if ((info.size ?? 0) > maxFileBytes) throw new DeskError('error.file_too_large', { name });
      return await download(team, address, name);
    } catch (error) {
      throw notFetched(error, name);
    }
  };
}
