import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type LocalSlack, startLocalSlack } from '../../support/slack/server.ts';
import { clientOf, refusal, refusedWith } from './client.ts';
import { openDesk } from './desk.ts';
import { text } from './samples.ts';

let slack: LocalSlack;
let channel: string;
beforeEach(async () => {
  slack = await startLocalSlack();
  channel = slack.channel({ name: 'orders' }).id;
});
afterEach(() => slack.close());

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const client = () => clientOf(slack);

type Uploaded = { files: { files: { id: string; title?: string }[] }[] };
const upload = async (more: object = {}): Promise<string> => {
  const given = { file: png, filename: 'chart.png', alt_text: 'sales', title: 'Sales', ...more };
  const answer = (await client().filesUploadV2(given as never)) as unknown as Uploaded;
  return answer.files[0]!.files[0]!.id;
};
const show = (id: string) =>
  client().chat.postMessage({ channel, text: 'x', blocks: [{ type: 'image', alt_text: 'sales', slack_file: { id } }] });

describe('a file that Slack’s own client uploads', () => {
  test('arrives byte for byte, in three calls', async () => {
    const id = await upload();
    expect(slack.file(id)).toMatchObject({ bytes: png, name: 'chart.png', title: 'Sales', alt: 'sales' });
    expect(slack.calls.map((c) => c.method)).toEqual([
      'files.getUploadURLExternal',
      'upload',
      'files.completeUploadExternal',
    ]);
  });

  test('cannot be shown until Slack has processed it', async () => {
    const id = await upload();
    expect(await refusedWith(show(id))).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]'] },
    });
    const looks = [await client().files.info({ file: id }), await client().files.info({ file: id })];
    expect(looks.map((l) => l.file?.mimetype)).toEqual(['', 'image/png']);
    expect(await refusal(show(id))).toBe('ok');
  });

  test('is ready after so many looks, or after so long by Slack’s clock', async () => {
    slack.filesReadyAfter({ polls: 3 });
    const patient = await upload();
    const types = [];
    for (let i = 0; i < 4; i += 1) types.push((await client().files.info({ file: patient })).file?.filetype);
    expect(types).toEqual(['', '', '', 'png']);

    slack.filesReadyAfter({ ms: 60_000 });
    const slow = await upload();
    expect(await refusal(show(slow))).toBe('invalid_blocks');
    slack.clock.advance(60_000);
    expect(await refusal(show(slow))).toBe('ok');

    slack.filesReadyAfter({});
    expect(await refusal(show(await upload()))).toBe('ok');
  });

  test('is shared where it was told to, with a comment, in a thread', async () => {
    const parent = await client().chat.postMessage({ channel, text: 'SO-000001' });
    const id = await upload({ channel_id: channel, initial_comment: 'Sales of May', thread_ts: parent.ts });
    const shared = slack.messages(channel).at(-1);
    expect(shared).toMatchObject({ text: 'Sales of May', thread_ts: parent.ts, files: [{ id, title: 'Sales' }] });
  });

  test('is shared late when it is processed late, and sometimes never', async () => {
    slack.filesReadyAfter({ ms: 20_000 });
    await upload({ channel_id: channel });
    expect(slack.messages(channel)).toEqual([]);
    slack.clock.advance(20_000);
    expect(slack.messages(channel)).toHaveLength(1);
    slack.faults.neverShare();
    await upload({ channel_id: channel });
    slack.clock.advance(60_000);
    expect(slack.messages(channel)).toHaveLength(1);
  });

  test('is read with the app’s token; others get a page to sign in', async () => {
    const id = await upload();
    const address = (await client().files.info({ file: id })).file!.url_private!;
    const read = async (token: string) =>
      (await fetch(address, { headers: { authorization: `Bearer ${token}` } })).arrayBuffer();
    expect(Buffer.from(await read(slack.team.botToken))).toEqual(png);
    expect(Buffer.from(await read('xoxb-wrong')).toString()).toContain('<!DOCTYPE html>');
  });
});

describe('an upload is refused', () => {
  const announce = (more: object = {}) =>
    client().apiCall('files.getUploadURLExternal', { filename: 'a.png', length: png.length, ...more });

  test('without a name, without bytes, or with too long a description', async () => {
    expect(await refusal(announce({ filename: undefined }))).toBe('invalid_arguments');
    expect(await refusal(announce({ length: 0 }))).toBe('missing_argument');
    expect(await refusal(announce({ alt_txt: text(1001) }))).toBe('alt_txt_too_large');
  });

  test('when another length comes than was announced', async () => {
    const { upload_url: address, file_id: id } = (await announce({ length: 5 })) as unknown as {
      upload_url: string;
      file_id: string;
    };
    expect((await fetch(address, { method: 'POST', body: new Uint8Array(png) })).status).toBe(400);
    expect(await refusal(client().files.completeUploadExternal({ files: [{ id }] as never }))).toBe('file_not_found');
    expect(await refusal(client().files.info({ file: id }))).toBe('file_not_found');
  });

  test('when it is raw bytes it is taken too', async () => {
    const { upload_url: address, file_id: id } = (await announce()) as unknown as {
      upload_url: string;
      file_id: string;
    };
    expect(await (await fetch(address, { method: 'POST', body: new Uint8Array(png) })).text()).toBe(
      `OK - ${png.length}`,
    );
    expect(await refusal(client().files.completeUploadExternal({ files: [{ id, title: 'A' }] }))).toBe('ok');
  });

  test('for a channel that the app is not in', async () => {
    const other = slack.channel({ withApp: false }).id;
    expect(await refusal(upload({ channel_id: other }))).toBe('not_in_channel');
  });
});

test('what is no image cannot be shown as one', async () => {
  slack.filesReadyAfter({});
  const id = await upload({ file: Buffer.from('sku,quantity'), filename: 'lines.csv' });
  expect(await refusal(show(id))).toBe('invalid_blocks');
});

test('a person sends a file to the app, which reads it', async () => {
  const desk = await openDesk(slack);
  const anna = slack.user({ id: 'U1', name: 'Anna' });
  await anna.upload({ name: 'orders.csv', bytes: 'sku,quantity\nA100,2\n' }, { text: 'please file these' });
  const { event } = desk.last().body as { event: { files: { url_private: string; mimetype: string }[] } };
  expect(event).toMatchObject({
    type: 'message',
    subtype: 'file_share',
    channel_type: 'im',
    text: 'please file these',
  });
  expect(event.files[0]?.mimetype).toBe('text/csv');
  const answer = await fetch(event.files[0]!.url_private, {
    headers: { authorization: `Bearer ${slack.team.botToken}` },
  });
  expect(await answer.text()).toBe('sku,quantity\nA100,2\n');
  await desk.close();
});
