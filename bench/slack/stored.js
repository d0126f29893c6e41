// What every contender but the desk does with the database: a durable inbox, and the reads behind `/order show`.
import mongoose from 'mongoose';
import { workspace } from './signed.js';

const loose = (collection) => new mongoose.Schema({ _id: String }, { collection, strict: false, versionKey: false });

/** Opens the desk's data; the inbox is a collection of the contender's own. */
export async function openStore(uri, contender) {
  const connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise();
  const inbox = connection.model('Inbox', loose(`bench_inbox_${contender}`));
  const [members, settings, orders] = ['members', 'settings', 'orders'].map((c) => connection.model(c, loose(c)));
  await inbox.collection.createIndex({ at: 1 }, { expireAfterSeconds: 30 * 86_400 });

  return {
    /** Keeps a command durably before it is acknowledged; false when it is there already. */
    async keep({ trigger, user, channel, text, url }) {
      const key = `${workspace.team}:${user} ${trigger}`;
      try {
        await inbox.create({ _id: key, incoming: { user, channel, text, url }, at: new Date() });
        return true;
      } catch (error) {
        if (error.code === 11000) return false;
        throw error;
      }
    },
    /** The reads that the desk makes for `/order show`, each once and by index, side by side where they can be. */
    async read(user, text) {
      const number = text.replace(/^show\s+/, '');
      const identity = `slack:${workspace.team}:${user}`;
      const member = await members.findOne({ identities: identity, active: true }).lean();
      if (!member) throw new Error(`${user} is nobody`);
      const [found, everybody] = await Promise.all([
        orders
          .find({ $or: [{ number }, { externalNo: number }] })
          .limit(2)
          .lean(),
        members.find({}).sort({ name: 1, _id: 1 }).lean(),
        settings.findOne({ _id: 'desk' }, 'version').lean(),
      ]);
      if (!found[0]) throw new Error(`${number} is not there`);
      return { order: found[0], owner: everybody.find((m) => m._id === found[0].owner)?.name ?? '—' };
    },
  };
}
