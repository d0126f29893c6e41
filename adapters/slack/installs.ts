import type { Connection } from 'mongoose';
import type { Vault } from '../../src/secret.ts';
import { installModel } from './model.ts';

/** A workspace that installed the desk, with its token in clear. */
export type Installed = { team: string; name: string; token: string; botId: string; botUser: string };

/** Workspaces that installed the desk; their tokens are encrypted at rest. */
export function createInstalls(connection: Connection, vault: Vault) {
  const rows = installModel(connection);
  return {
    async find(team: string): Promise<Installed | undefined> {
      const row = await rows.findById(team).lean();
      return row
        ? { team, name: row.name, token: vault.open(row.token), botId: row.botId, botUser: row.botUser }
        : undefined;
    },
    async save({ team, name, token, botId, botUser }: Installed, now: Date): Promise<void> {
      const row = { name, token: vault.lock(token), botId, botUser, at: now };
      await rows.updateOne({ _id: team }, { $set: row }, { upsert: true });
    },
    /** The desk was removed from a workspace, or its token taken back; what was installed after that time stays. */
    async remove(team: string, at: Date): Promise<boolean> {
      return (await rows.deleteOne({ _id: team, at: { $lte: at } })).deletedCount > 0;
    },
  };
}
export type Installs = ReturnType<typeof createInstalls>;
