import { type Connection, type Model, Schema } from 'mongoose';
import { native } from '../database/native.ts';
import { newSecretId } from '../id.ts';
import type { Block, Button, Card, Intent, SealedButton, SealedCard } from './card.ts';
import type { Form, SealedForm } from './form.ts';
import { plain } from './plain.ts';

/** What the buttons of one card, or one form, mean. The chat only ever sees the id. */
type Sealed = {
  _id: string;
  intents: Intent[];
  /** Whom the form or the private card was made for; nobody else may use it. */
  member?: string;
  /** Of a form only: its fields, and what may be chosen in those that have choices. */
  fields?: string[];
  choices?: { field: string; label: string; values: string[] }[];
  at: Date;
};

/** Days after which a button is too old to be clicked. */
const keptDays = 60;

const schema = new Schema<Sealed>(
  {
    _id: String,
    intents: [Schema.Types.Mixed],
    member: String,
    fields: { type: [String], default: undefined },
    choices: { type: [Schema.Types.Mixed], default: undefined },
    at: Date,
  },
  { collection: 'sealed', versionKey: false, minimize: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: keptDays * 86_400 });

export const sealedModel = (connection: Connection): Model<Sealed> =>
  (connection.models.Sealed as Model<Sealed>) ?? connection.model<Sealed>('Sealed', schema);

/** Numbers the buttons of a card and collects what they mean. */
function sealBlocks(id: string, blocks: readonly Block[], intents: Intent[]): Block<SealedButton>[] {
  const seal = ({ intent, ...rest }: Button): SealedButton => ({ ...rest, id: `${id}.${intents.push(intent) - 1}` });
  return blocks.map((block) => {
    if (block.kind === 'buttons') return { ...block, buttons: block.buttons.map(seal) };
    if (block.kind === 'list')
      return { ...block, items: block.items.map((i) => ({ ...i, buttons: i.buttons?.map(seal) })) };
    return block;
  });
}

/** What may be chosen in a form's selects. */
const choicesOf = (form: Pick<Form, 'fields'>): NonNullable<Sealed['choices']> =>
  form.fields.flatMap((f) =>
    'choices' in f ? [{ field: f.name, label: f.label, values: f.choices.map((c) => c.value) }] : [],
  );

/** What a submitted form means, and what it may bring. */
export type FormMeaning = { intent: Intent } & Required<Pick<Sealed, 'fields' | 'choices'>>;

/** Seals cards and forms, and finds again what a button or form means. */
export function createSealer(connection: Connection) {
  const rows = sealedModel(connection);
  return {
    /**
     * Stores what the card's buttons mean and gives the card that a chat may see. The buttons of a private card are its
     * `member`'s: what they carry may name what others must not read.
     */
    async card(card: Card, now: Date, member?: string): Promise<SealedCard> {
      const id = newSecretId();
      const intents: Intent[] = [];
      const blocks = sealBlocks(id, card.blocks, intents);
      if (intents.length > 0)
        await native(rows).insertOne({ _id: id, intents: plain(intents), ...(member && { member }), at: now });
      return { ...card, blocks };
    },
    /** Stores what submitting the form means; only `member` may submit it. */
    async form({ intent, ...form }: Form, member: string, now: Date): Promise<SealedForm> {
      const id = newSecretId();
      const fields = form.fields.map((f) => f.name);
      await rows.create({ _id: id, intents: [plain(intent)], member, fields, choices: choicesOf(form), at: now });
      return { ...form, id };
    },
    /** What a button means to a member; undefined when it is unknown, too old, or on somebody else's private card. */
    async button(buttonId: string, member: string): Promise<Intent | undefined> {
      const [id, place] = buttonId.split('.');
      const row = id && place ? await rows.findById(id).lean() : null;
      const isTheirs = row && !row.fields && (row.member === undefined || row.member === member);
      return isTheirs ? row.intents[Number(place)] : undefined;
    },
    /** What a form means and which fields it has; undefined when it is unknown, too old, or somebody else's. */
    async formIntent(formId: string, member: string): Promise<FormMeaning | undefined> {
      const row = await rows.findById(formId).lean();
      const intent = row?.member === member ? row.intents[0] : undefined;
      return intent && { intent, fields: row?.fields ?? [], choices: row?.choices ?? [] };
    },
  };
}
export type Sealer = ReturnType<typeof createSealer>;
