import { expect, test } from '@jest/globals';
import { feishuAddress } from '../../adapters/feishu/address.ts';
import { sentFile } from '../../adapters/feishu/receive.ts';
import type { Feedback } from '../../src/feedback/feedback.ts';
import { feedbackModel } from '../../src/feedback/model.ts';
import { maxFileBytes } from '../../src/files/file.ts';
import { t } from '../../src/text/index.ts';
import { seedOrder } from '../orders/support/seed.ts';
import { pictureOf } from '../support/picture.ts';
import { until } from '../support/until.ts';
import { told, useFeishuDesk } from './support/house.ts';

const on = useFeishuDesk();

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const answered = (words: string) => told(on.users.anna, words);

test('a picture is asked about, and one that is broken is told so, by a name of the desk’s own', async () => {
  await on.users.anna.sendFile('photo.png', png);
  await answered(t('en', 'error.photo_none', { name: 'image.png' }));
  await on.users.anna.sendFile('photo.png', pictureOf(4, 3));
  await answered(t('en', 'feedback.photo.title'));
});

test('a file that is larger than the desk takes says so', async () => {
  await on.users.anna.sendFile('huge.csv', Buffer.alloc(maxFileBytes + 1, 'x'));
  await answered(t('en', 'error.file_too_large', { name: 'huge.csv' }));
});

test('a file that Feishu does not give any more is asked for again', async () => {
  on.feishu.faults.refuse({ method: 'im.resource.get', code: 234003, status: 400 });
  await on.users.anna.sendFile('gone.csv', Buffer.from('customer,sku,quantity\nACME,A100,1\n'));
  await answered(t('en', 'error.file_not_fetched', { name: 'gone.csv' }));
});

test('a file that others read, too, is no word to the desk, though Feishu may tell of it', () => {
  const written = (chat_type: string) => ({
    sender: { sender_id: { open_id: 'ou_anna' }, sender_type: 'user' },
    message: {
      message_id: 'om_1',
      chat_id: 'oc_1',
      chat_type,
      message_type: 'file',
      content: JSON.stringify({ file_key: 'file_v3_1', file_name: 'orders.csv' }),
    },
  });
  expect(sentFile(written('group'), new Date())).toBeUndefined();
  expect(sentFile(written('p2p'), new Date())).toMatchObject({ kind: 'file', file: 'file_v3_1', name: 'orders.csv' });
});

test('a file of a stranger is not fetched', async () => {
  const zoe = on.feishu.user({ id: 'ou_zoe', name: 'Zoe' });
  const calls = on.feishu.callsOf('im.resource.get').length;
  await zoe.sendFile('orders.csv', Buffer.from('customer,sku,quantity\nACME,A100,1\n'));
  await until('Zoe is answered', 8_000, () => zoe.shown().direct.some((m) => m.sender.sender_type === 'app'));
  expect(on.feishu.callsOf('im.resource.get')).toHaveLength(calls);
});

test('a picture that is no chart is brought to Feishu once, however often it is shown', async () => {
  const { desk, users } = on;
  const bytes = new Uint8Array(png);
  const file = await desk.desk.files.save({ name: 'plan.png', mime: 'image/png', bytes, access: { members: [] } });
  const feishu = desk.adapters.find((a) => a.platform === 'feishu');
  for (const key of ['first', 'second'])
    await feishu?.post({
      conversation: feishuAddress(users.bob.id),
      card: { title: `Plan ${key}`, blocks: [{ kind: 'image', file, alt: 'the plan of the yard' }], summary: 'Plan' },
      key,
    });
  const shown = users.bob.shown().direct.filter((m) => JSON.stringify(m.card ?? '').includes('img_key'));
  expect(shown).toHaveLength(2);
  expect(on.feishu.callsOf('im.image.create')).toHaveLength(1);
});

test('a picture with words beside it is one message, and is written down with them', async () => {
  const { desk, company } = on;
  const order = await seedOrder(desk, company, 'delivered');
  const words = `/order feedback ${order.number} 4 nice packaging`;
  await on.users.anna.writeWithPicture(words, pictureOf(8, 6));
  await answered(t('en', 'feedback.saved'));
  const [written] = await feedbackModel(desk.connection).find({ order: order._id }).lean<Feedback[]>();
  expect(written).toMatchObject({ score: 4, text: 'nice packaging', photos: [{ mime: 'image/png' }] });
});

test('a picture beside a command that takes none leaves the command what it is', async () => {
  await on.users.anna.writeWithPicture('/order customer Acme', pictureOf(8, 6));
  await answered(t('en', 'entry.file_unused', { name: 'image.png' }));
});
