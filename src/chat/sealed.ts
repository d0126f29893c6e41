import { type Connection, type Model, Schema } from 'mongoose';
import { native } from '../database/native.ts';
import { newSecretId } from '../id.ts';
import {
  type Block,
  type Button,
  type Card,
  type Intent,
  mostChecks,
  type SealedButton,
  type SealedCard,
} from './card.ts';
import type { Form, SealedForm } from './form.ts';
import { plain } from './plain.ts';

/** What the buttons of one card, or one form, mean. The chat only ever sees the id. */
type Sealed = {
  _id: string;
  intents: Intent[];
  /** What may be ticked: `values` are those of the choices from `first` on, for the buttons of these places. */
  checks?: { buttons: number[]; first: number; values: string[] }[];
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
    checks: { type: [Schema.Types.Mixed], default: undefined },
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

type Meanings = { intents: Intent[]; checks: NonNullable<Sealed['checks']> };
type Checks = Extract<Block, { kind: 'checks' }>;

/** Numbers what may be ticked through the whole card: a chat sees the number, the value stays with the desk. */
function sealChecks(
  block: Checks,
  { intents, checks }: Meanings,
  seal: (button: Button) => SealedButton,
): Block<SealedButton> {
  const values = block.choices.map((c) => c.value);
  if (values.length > mostChecks || new Set(values).size < values.length)
    throw new Error(`at most ${mostChecks} things to tick, each of another value: ${values.join(', ')}`);
  const first = checks.reduce((sum, c) => sum + c.values.length, 0);
  const code = (value: string): string => String(first + values.indexOf(value));
  const places = block.buttons.map((_, i) => intents.length + i);
  checks.push({ buttons: places, first, values });
  return {
    ...block,
    choices: block.choices.map((c) => ({ ...c, value: code(c.value) })),
    checked: values.filter((v) => block.checked.includes(v)).map(code),
    buttons: block.buttons.map(seal),
  };
}

/** Numbers the buttons of a card and collects what they mean. */
function sealBlocks(id: string, blocks: readonly Block[], meanings: Meanings): Block<SealedButton>[] {
  const { intents } = meanings;
  const seal = ({ intent, ...rest }: Button): SealedButton => ({ ...rest, id: `${id}.${intents.push(intent) - 1}` });
  return blocks.map((block) => {
    if (block.kind === 'buttons') return { ...block, buttons: block.buttons.map(seal) };
    if (block.kind === 'checks') return sealChecks(block, meanings, seal);
    if (block.kind === 'list')
      return { ...block, items: block.items.map((i) => ({ ...i, buttons: i.buttons?.map(seal) })) };
    return block;
  });
}

/**
 * What a button means. `offered` are all things to tick on its card by what the chat knows them by: the values of its own
 * block, and undefined for those of others, which a chat may bring along.
 */
export type ButtonMeaning = { intent: Intent; offered?: ReadonlyMap<string, string | undefined> };

function meaningOf({ intents, checks = [] }: Sealed, place: number): ButtonMeaning | undefined {
  const intent = intents[place];
  const own = checks.find((c) => c.buttons.includes(place));
  if (!intent || !own) return intent && { intent };
  const codes = checks.flatMap((c) =>
    c.values.map((v, i) => [String(c.first + i), c === own ? v : undefined] as const),
  );
  return { intent, offered: new Map(codes) };
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
      const meanings: Meanings = { intents: [], checks: [] };
      const blocks = sealBlocks(id, card.blocks, meanings);
      const { intents, checks } = meanings;
      if (intents.length > 0)
        await native(rows).insertOne({
          _id: id,
          intents: plain(intents),
          ...(checks.length > 0 && { checks }),
          ...(member && { member }),
          at: now,
        });
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
    async button(buttonId: string, member: string): Promise<ButtonMeaning | undefined> {
      const [id, place] = buttonId.split('.');
      const row = id && place ? await rows.findById(id).lean() : null;
      const isTheirs = row && !row.fields && (row.member === undefined || row.member === member);
      return isTheirs ? meaningOf(row, Number(place)) : undefined;
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
