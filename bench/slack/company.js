// The data that all contenders read: the sample company in a Slack workspace, with a long history of orders.
import mongoose from 'mongoose';
import { growHistory } from '../support/history.js';
import { databaseOf, settled, startDesk } from '../support/program.js';
import { workspace } from './signed.js';

/** Gives every active member an account in the workspace; the accounts by member. */
async function joinSlack(connection) {
  const members = connection.collection('members');
  const active = await members.find({ active: true }).toArray();
  const accounts = new Map(active.map((member, n) => [member._id, `U0BENCH${String(n).padStart(3, '0')}`]));
  for (const [_id, user] of accounts)
    await members.updateOne({ _id }, { $push: { identities: `slack:${workspace.team}:${user}` } });
  return accounts;
}

/** Fills a folder through a desk of its own; gives what can be asked: an order's number, and the account of its owner. */
export async function foundCompany(folder, size) {
  const desk = await startDesk(folder);
  const connection = await mongoose.createConnection(databaseOf(folder)).asPromise();
  try {
    await settled(desk);
    await growHistory(connection, 0, size);
    const accounts = await joinSlack(connection);
    const fields = { projection: { number: 1, owner: 1 } };
    const orders = await connection
      .collection('orders')
      .find({ number: { $gt: '' } }, fields)
      .toArray();
    return orders
      .filter((order) => accounts.has(order.owner))
      .map(({ number, owner }) => ({ number, user: accounts.get(owner) }));
  } finally {
    await connection.close();
    await desk.stop();
  }
}
