import type { Connection } from 'mongoose';
import type { Address } from '../../src/chat/address.ts';
import type { SealedForm } from '../../src/chat/form.ts';
import type { Clock } from '../../src/clock.ts';
import { formModel, type KeptForm } from './model.ts';
import type { FeishuState } from './render/index.ts';

/** A form that a card shows, with what was typed so far. */
export type OpenForm = Omit<KeptForm, 'state'> & { state: FeishuState };

/** Keeps forms while they are filled in. */
export function createForms({ connection, clock }: { connection: Connection; clock: Clock }) {
  const rows = formModel(connection);
  return {
    async keep(form: SealedForm, state: FeishuState, person: Address): Promise<void> {
      // As text: the names of its sentences have dots, and one is empty.
      const set = { form, state: JSON.stringify(state), person, at: clock() };
      await rows.updateOne({ _id: form.id }, { $set: set }, { upsert: true });
    },
    /** Keeps a form that is shown for the first time; one that is brought again is as it was left. Gives what was typed. */
    async open(form: SealedForm, person: Address): Promise<FeishuState> {
      const first = { form, state: '{}', person, at: clock() };
      const options = { upsert: true, returnDocument: 'after' } as const;
      const row = await rows.findOneAndUpdate({ _id: form.id }, { $setOnInsert: first }, options).lean();
      return JSON.parse(row.state) as FeishuState;
    },
    /** The form, for the person whom it was made for. */
    async find(id: string, person: Address): Promise<OpenForm | undefined> {
      const row = await rows.findOne({ _id: id, person }).lean();
      return row ? { ...row, state: JSON.parse(row.state) as FeishuState } : undefined;
    },
  };
}
export type Forms = ReturnType<typeof createForms>;
