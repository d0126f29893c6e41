import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import type { FileRef } from '../../src/chat/card.ts';
import { transact } from '../../src/database/transact.ts';
import type { Feedback } from '../../src/feedback/feedback.ts';
import { feedbackModel } from '../../src/feedback/model.ts';
import { removeFeedback } from '../../src/feedback/remove.ts';
import { chunkModel, fileModel } from '../../src/files/store.ts';
import { newId } from '../../src/id.ts';
import { type Member, personOf } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { seedOrder } from '../orders/support/seed.ts';
import { codeOf } from '../support/code-of.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { pictureOf } from '../support/picture.ts';
import { sendFile } from '../support/sent-file.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
const as = (member: Member) => talkAs(desk, member);

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk, (name) => (name === 'bob' ? { locale: 'zh' } : {}));
});
afterAll(() => desk.close());

const delivered = (): Promise<Order> => seedOrder(desk, company, 'delivered');
const of = (order: Order) => feedbackModel(desk.connection).find({ order: order._id }).lean<Feedback[]>();
const photosOf = async (order: Order): Promise<FileRef[]> => (await of(order)).flatMap(({ photos }) => photos ?? []);

/** Sends a picture, or another file, with words beside it. */
const send = (member: Member, words = '', bytes: Uint8Array = pictureOf(4, 3), name = 'box.png', key = newId()) =>
  sendFile(desk, member, { name, bytes, words, key });

const read = (member: Member, { id }: FileRef) => desk.desk.files.read(id, personOf(member));

describe('a photo', () => {
  test('with words about an order is written down with them, and shown on the card', async () => {
    const order = await delivered();
    const card = cardOf(await send(company.anna, `/order feedback ${order.number} 4 one corner is soft`));
    expect(textOf(card)).toContain('satisfaction · 4/5');
    const [photo] = await photosOf(order);
    expect(photo).toMatchObject({ name: 'box.png', mime: 'image/png' });
    expect(card.blocks).toContainEqual(expect.objectContaining({ kind: 'image', file: photo }));
    expect(textOf(cardOf(await as(company.anna).say('/order feedback')))).toContain('photos: 1');
  });

  test('beside words that only suggest a kind waits in the form', async () => {
    const order = await delivered();
    const form = formOf(await send(company.anna, `反馈 ${order.number} 箱子破损`));
    expect(await of(order)).toEqual([]);
    await as(company.anna).submit(form, {});
    const [written] = await of(order);
    expect(written).toMatchObject({ kind: 'complaint', photos: [{ name: 'box.png' }] });
  });

  test('without words is asked about, among what was written down today', async () => {
    const order = await delivered();
    await as(company.bob).say(`/order 反馈 ${order.number} 5 好`);
    const asked = cardOf(await send(company.bob));
    expect(textOf(asked)).toContain('照片属于哪条反馈');
    const added = cardOf(await as(company.bob).click(asked, '添加照片'));
    expect(added.blocks.filter((b) => b.kind === 'image')).toHaveLength(1);
    await as(company.bob).click(asked, '添加照片');
    expect(await photosOf(order)).toHaveLength(1);
    const none = cardOf(await send(company.otto));
    expect(buttonsOf(none)).toEqual([]);
    expect(textOf(none)).toContain('record the feedback first');
  });

  test('is kept for ever once it belongs to feedback, and forgotten after some days where it does not', async () => {
    const order = await delivered();
    await send(company.anna, `feedback ${order.number} 3 dull`);
    const [photo] = await photosOf(order);
    const lost = cardOf(await send(company.anna));
    expect(textOf(lost)).toContain('Which feedback');
    const kept = await fileModel(desk.connection).findById(photo!.id).lean();
    expect(kept).not.toHaveProperty('createdAt');
    const chunks = await chunkModel(desk.connection).find({ file: photo!.id }).lean();
    expect(chunks.every((chunk) => !('createdAt' in chunk))).toBe(true);
    const others = await fileModel(desk.connection)
      .find({ 'access.of': { $exists: false } })
      .lean();
    expect(others.every((file) => file.createdAt instanceof Date)).toBe(true);
  });

  test('is read by whoever reads the feedback, and by nobody else', async () => {
    const order = await delivered();
    await send(company.anna, `feedback ${order.number} 4 so so`);
    const [photo] = await photosOf(order);
    expect(Buffer.from((await read(company.bob, photo!)).bytes).equals(pictureOf(4, 3))).toBe(true);
    expect((await read(company.anna, photo!)).mime).toBe('image/png');
    const other = await desk.member('Sven', ['sales']);
    expect(await codeOf(read(other, photo!))).toBe('error.file_not_found');
  });

  test('can be taken away by whoever added it, within a day, and is deleted then', async () => {
    const order = await delivered();
    const card = cardOf(await send(company.anna, `feedback ${order.number} 4 so so`));
    const [photo] = await photosOf(order);
    const form = formOf(await as(company.anna).click(card, 'Correct'));
    await as(company.anna).submit(form, { text: 'so and so', drop: [photo!.id] });
    expect(await of(order)).toMatchObject([{ text: 'so and so' }]);
    expect(await photosOf(order)).toEqual([]);
    const [line] = await auditModel(desk.connection).find({ action: 'feedback.edit' }).sort({ _id: -1 }).lean();
    expect(line).toMatchObject({ before: { text: 'so so', photos: ['box.png'] }, after: { text: 'so and so' } });
    expect(await chunkModel(desk.connection).countDocuments({ file: photo!.id })).toBe(0);
  });

  test('a form that names another file deletes nothing', async () => {
    const [one, two] = [await delivered(), await delivered()];
    await send(company.anna, `feedback ${one.number} 4 so so`);
    await send(company.anna, `feedback ${two.number} 4 so so`);
    const [[mine], [other]] = [await of(two), await photosOf(one)];
    await desk.desk.feedback.edit(desk.actor(company.anna), mine!._id, { score: 4, text: 'so so', drop: [other!.id] });
    expect(await photosOf(one)).toHaveLength(1);
    expect((await read(company.anna, other!)).bytes.byteLength).toBeGreaterThan(0);
  });

  test('is one of five at most, and belongs to one feedback only', async () => {
    const [order, other] = [await delivered(), await delivered()];
    for (const one of [order, other]) await as(company.anna).say(`/order feedback ${one.number} 5 fine`);
    const [[mine], [second]] = [await of(order), await of(other)];
    const add = async (id: string, photo: FileRef) =>
      codeOf(desk.desk.feedback.addPhoto(desk.actor(company.anna), id, photo));
    const access = { members: [company.anna._id] };
    const photos = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) =>
        desk.desk.files.save({ name: `${n}.png`, mime: 'image/png', bytes: pictureOf(n, n), access }),
      ),
    );
    const codes = await Promise.all(photos.map((photo) => add(mine!._id, photo)));
    expect(codes.filter((code) => code === 'error.photo_most')).toHaveLength(1);
    const [kept] = await photosOf(order);
    expect(await add(second!._id, kept!)).toBe('error.photo_taken');
    expect(await photosOf(other)).toEqual([]);
  });

  test('that no chat could show is refused with what to do, and nothing is stored', async () => {
    const order = await delivered();
    const broken = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(40, 7)]);
    const wide = pictureOf(2, 2, { width: 20_000, height: 2 });
    for (const [bytes, words] of [
      [broken, 'Send a photo as JPEG, PNG or GIF'],
      [wide, 'Send a smaller one'],
    ] as const)
      expect(textOf(cardOf(await send(company.anna, `feedback ${order.number} 4 ok`, bytes)))).toContain(words);
    expect(await of(order)).toEqual([]);
  });

  test('leaves the order as it is, which others may be working on', async () => {
    const order = await delivered();
    await as(company.anna).say(`/order feedback ${order.number} 5 fine`);
    const revision = async () => (await orderModel(desk.connection).findById(order._id).lean())!.revision;
    const before = await revision();
    const [mine] = await of(order);
    const access = { members: [company.anna._id] };
    const photo = await desk.desk.files.save({ name: 'a.png', mime: 'image/png', bytes: pictureOf(2, 2), access });
    await desk.desk.feedback.addPhoto(desk.actor(company.anna), mine!._id, photo);
    expect(await revision()).toBe(before);
  });

  test('goes with its feedback', async () => {
    const order = await delivered();
    await send(company.anna, `feedback ${order.number} 4 so so`);
    const [photo] = await photosOf(order);
    await transact(desk.connection, (session) => removeFeedback(desk.connection, { order: order._id }, session));
    expect(await of(order)).toEqual([]);
    expect(await fileModel(desk.connection).countDocuments({ _id: photo!.id })).toBe(0);
  });

  test('among several says which were not taken, and a file that is none for feedback is refused', async () => {
    const order = await delivered();
    const words = `/order feedback ${order.number} 4 so so`;
    const many = await sendFile(desk, company.anna, {
      name: 'a.png',
      bytes: pictureOf(2, 2),
      words,
      others: ['b.png'],
    });
    expect(textOf(cardOf(many))).toContain('Send the others one by one: b.png');
    const table = cardOf(await send(company.anna, words, Buffer.from('a,b\n1,2'), 'list.csv'));
    expect(textOf(table)).toContain('is not a file for that');
    expect(await of(order)).toHaveLength(1);
  });

  test('beside another command leaves the command what it is', async () => {
    const card = cardOf(await send(company.anna, '/order customer Acme'));
    expect(card.title).toContain('Acme');
    expect(textOf(card)).toContain('was not used');
    const list = cardOf(
      await send(company.anna, 'list of October', Buffer.from('customer,sku,quantity\nACME,A100,1\n'), 'o.csv'),
    );
    expect(textOf(list)).toContain('Orders that are right');
  });

  test('is one photo, however often the chat says so', async () => {
    const order = await delivered();
    const key = newId();
    for (let n = 0; n < 3; n += 1)
      await send(company.anna, `feedback ${order.number} 4 ok`, pictureOf(4, 3), 'a.png', key);
    expect(await photosOf(order)).toHaveLength(1);
  });
});
