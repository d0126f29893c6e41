import { maybe, nested, required } from '../args.ts';
import { isObject } from '../blocks/rule.ts';
import type { StoredFile } from '../files.ts';
import { badArguments, Refusal } from '../refusal.ts';
import type { Channel } from '../types.ts';
import { type Asked, joined, type Method, needScope } from './method.ts';

/** docs.slack.dev/reference/methods/files.getUploadURLExternal; the SDK says alt_text where the page says alt_txt. */
const getUploadUrl: Method = ({ core, team, args }) => {
  needScope(team, 'files:write');
  const name = required(args, 'filename');
  const length = Number(required(args, 'length'));
  if (!Number.isInteger(length)) throw badArguments('invalid `length`');
  if (length <= 0) throw new Refusal('missing_argument');
  const alt = maybe(args, 'alt_txt') ?? maybe(args, 'alt_text') ?? '';
  if (alt.length > 1000) throw new Refusal('alt_txt_too_large');
  const file = core.files.announce({ teamId: team.id, user: team.botUserId, name, length, alt });
  return { upload_url: `${core.base}/upload/v1/${file.uploadKey}`, file_id: file.id };
};

/** The files that a call completes: announced by this app, and uploaded. */
function uploaded({ core, team, args }: Asked): { file: StoredFile; title?: string }[] {
  const list = nested(args, 'files', 'invalid_arguments');
  if (!Array.isArray(list) || list.length === 0) throw badArguments('missing required field: files');
  return list.map((item) => {
    const file = core.files.byId(isObject(item) ? item.id : undefined);
    if (!file || file.teamId !== team.id || !file.bytes) throw new Refusal('file_not_found');
    return { file, title: typeof item.title === 'string' ? item.title : undefined };
  });
}

function share({ core, team, args }: Asked, channel: Channel, files: readonly StoredFile[]): void {
  const thread = maybe(args, 'thread_ts');
  const message = core.messages.post(channel, {
    text: maybe(args, 'initial_comment') ?? '',
    files: files.map((f) => core.files.shape(f, core.base)),
    user: team.botUserId,
    bot_id: team.botId,
    ...(thread ? { thread_ts: thread } : {}),
    lateBy: Math.max(0, ...files.map((f) => f.processing.ms ?? 0)),
  });
  for (const file of files)
    file.shares.push({ channel: channel.id, ts: message.ts, ...(thread ? { thread_ts: thread } : {}) });
}

/** docs.slack.dev/reference/methods/files.completeUploadExternal: answers at once, processes later. */
const complete: Method = (asked) => {
  const { core, team, args } = asked;
  needScope(team, 'files:write');
  const found = uploaded(asked);
  const id = maybe(args, 'channel_id');
  const channel = id === undefined ? undefined : joined(asked, id);
  for (const { file, title } of found) core.files.complete(file, title);
  const lost =
    channel && core.faults.met('neverShare', { method: 'files.completeUploadExternal', channel: channel.id });
  const files = found.map(({ file }) => file);
  if (channel && !lost) share(asked, channel, files);
  return { files: files.map((f) => core.files.shape(f, core.base)) };
};

/** docs.slack.dev/reference/methods/files.info. Every look is counted: some files are ready only after a few. */
const info: Method = ({ core, team, args }) => {
  needScope(team, 'files:read');
  const file = core.files.byId(required(args, 'file'));
  if (!file || file.teamId !== team.id || file.completedAt === undefined) throw new Refusal('file_not_found');
  const shape = core.files.shape(file, core.base);
  file.polls += 1;
  return { file: shape, comments: [], response_metadata: { next_cursor: '' } };
};

export const files: Record<string, Method> = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': complete,
  'files.info': info,
};
