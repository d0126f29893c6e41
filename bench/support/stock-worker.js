// One of the processes that file orders at the same moment: says that it is ready, waits for `go`, gives the times.
import { customerModel } from '../../dist/src/customers/model.js';
import { actorOf, openDesk } from './bare-desk.js';

/** Files an order of one piece, as the form does: the draft, then its submission. Gives the ms that it took. */
async function file(desk, member, customer, sku) {
  const began = performance.now();
  const lines = [{ sku, quantity: 1000 }];
  const draft = await desk.drafts.create(actorOf(member), { customer, lines });
  await desk.move(actorOf(member), draft._id, 'submit');
  return performance.now() - began;
}

const [uri, count, sku, warmSku] = process.argv.slice(2);
const app = await openDesk(uri);
const seller = (await app.desk.members.all()).find((m) => m.roles.includes('sales'));
const customer = await customerModel(app.connection).findOne({ code: 'BENCH' }).lean();
process.once('message', async () => {
  const all = Array.from({ length: Number(count) }, () => file(app.desk, seller, customer._id, sku));
  const done = await Promise.allSettled(all);
  const failed = done.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  const times = done.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  process.send({ times, failed });
  await app.stop();
  await app.connection.close();
  process.disconnect();
});
await Promise.all(Array.from({ length: 20 }, () => file(app.desk, seller, customer._id, warmSku)));
process.send('ready');
