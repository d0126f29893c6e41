import type { Block, Card } from '../../chat/card.ts';
import type { Form, FormField, FormValues } from '../../chat/form.ts';
import type { Customer } from '../../customers/customer.ts';
import { type MergeCounts, mostCounted } from '../../customers/merge.ts';
import { type Choosable, choosable, differencesOf, mergedContacts } from '../../customers/merge-fields.ts';
import { DeskError } from '../../errors.ts';
import { may } from '../../members/ability.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Input, Reply } from '../command.ts';
import { keptBlocks } from './customer-merge-kept.ts';
import { customerMeant, customerReply } from './customer-reply.ts';
import { mergeWords } from './customer-words.ts';
import { textOf } from './values.ts';

const example = { en: '/order customer merge Acme Ltd into Acme', zh: '/order 客户 合并 华信公司 到 华信' };
type Pair = { from: Customer; into: Customer };
const nameOf = ({ name, code }: Customer): string => `${name} (${code})`;
const namesOf = ({ from, into }: Pair) => ({ from: nameOf(from), into: nameOf(into) });
const idsOf = ({ from, into }: Pair) => ({ from: from.code, into: into.code });

/** How many of each kind move; kinds of which there is none are left out. */
function movesBlocks(pair: Pair, counts: MergeCounts, { locale }: CommandContext): Block[] {
  const contacts = mergedContacts(pair.from.contacts, pair.into.contacts).length - pair.into.contacts.length;
  const all = [...Object.entries(counts), ['contacts', Math.max(0, contacts)] as const];
  const fields = all
    .filter(([, n]) => n > 0)
    .map(([name, n]) => ({
      label: t(locale, `merge.count.${name}` as 'merge.count.orders'),
      value: n >= mostCounted ? t(locale, 'merge.count_many', { n }) : String(n),
    }));
  if (fields.length === 0) return [];
  return [
    { kind: 'text', text: t(locale, 'merge.moves'), style: 'strong' },
    { kind: 'fields', fields },
  ];
}

/** The fields in which both differ, side by side. */
function differenceBlocks(pair: Pair, { locale }: CommandContext): Block[] {
  const rows = differencesOf(pair.from, pair.into).map(({ field, into, from }) => [
    t(locale, `field.${field}`),
    into,
    from,
  ]);
  if (rows.length === 0) return [];
  const columns = [{ label: t(locale, 'merge.field') }, { label: pair.into.code }, { label: pair.from.code }];
  return [{ kind: 'table', columns, rows, caption: t(locale, 'merge.fields') }];
}

/** What a merge would do, before anything is done. */
async function previewCard(pair: Pair, context: CommandContext): Promise<Card> {
  const { desk, actor, locale } = context;
  const counts = await desk.customers.mergePreview(actor, pair.from, pair.into);
  const names = namesOf(pair);
  const isAsked = differencesOf(pair.from, pair.into).length > 0;
  const intent = (input: object) => ({ command: 'customer', input: { step: 'merge', ...input } });
  const title = t(locale, 'merge.title', names);
  return {
    title,
    tone: 'warn',
    blocks: [
      { kind: 'text', text: t(locale, 'merge.text', names) },
      ...movesBlocks(pair, counts, context),
      ...differenceBlocks(pair, context),
      ...(await keptBlocks(pair, context)),
      { kind: 'text', text: `${t(locale, 'merge.stays', names)} ${t(locale, 'merge.prices', names)}`, style: 'quiet' },
      {
        kind: 'buttons',
        buttons: [
          isAsked
            ? { label: t(locale, 'merge.choose'), intent: intent({ ...idsOf(pair), choose: true }), style: 'primary' }
            : {
                label: t(locale, 'merge.button'),
                intent: intent({ ...idsOf(pair), go: true }),
                style: 'danger',
                confirm: title,
              },
          { label: t(locale, 'merge.reverse'), intent: intent({ from: pair.into.code, into: pair.from.code }) },
        ],
      },
    ],
    summary: title,
  };
}

/** Which of two values stays, for each field in which both differ. */
function chooseForm(pair: Pair, { locale }: CommandContext): { form: Form } {
  const fields = differencesOf(pair.from, pair.into).map(
    ({ field, into, from }): FormField => ({
      kind: 'select',
      name: field,
      label: t(locale, `field.${field}`),
      required: true,
      value: 'into',
      choices: [
        { value: 'into', label: into, detail: pair.into.code },
        { value: 'from', label: from, detail: pair.from.code },
      ],
    }),
  );
  return {
    form: {
      title: t(locale, 'form.customer.merge', { from: pair.from.name, into: pair.into.name }),
      submit: t(locale, 'merge.button'),
      intent: { command: 'customer', input: { step: 'merge', ...idsOf(pair), go: true } },
      fields,
      note: t(locale, 'form.customer.merge_note'),
    },
  };
}

/** Asks for the other customer. */
function otherForm(from: Customer, { locale }: CommandContext): { form: Form } {
  return {
    form: {
      title: t(locale, 'form.customer.merge', { from: from.name, into: '…' }),
      submit: t(locale, 'word.more'),
      intent: { command: 'customer', input: { step: 'merge', from: from.code } },
      fields: [
        { kind: 'search', name: 'other', label: t(locale, 'field.customer'), required: true, source: 'customer' },
      ],
    },
  };
}

async function done(pair: Pair, taken: readonly Choosable[], context: CommandContext): Promise<Reply> {
  const { desk, actor, locale } = context;
  const ids = { from: pair.from._id, into: pair.into._id };
  const merged = await desk.customers.merge(actor, ids, taken);
  const note = [
    t(locale, 'merge.done', { from: nameOf(merged.from), into: merged.into.name }),
    ...(merged.isDone ? [] : [t(locale, 'merge.goes_on')]),
  ].join('. ');
  return { ...(await customerReply(merged.into, context, note)), replace: true };
}

/** Both customers of a button or form; one that was merged already is itself here, so that a repeat is known. */
async function pairIn(input: Input, { desk, person }: CommandContext): Promise<Pair> {
  const [from, into] = [String(input.from), String(input.into)];
  return { from: await desk.customers.record(person, from), into: await desk.customers.record(person, into) };
}

/** Reads `merge Acme Ltd into Acme`; undefined where the words ask for no merge. */
export async function typedMerge(text: string, context: CommandContext): Promise<Reply | undefined> {
  const words = mergeWords(text);
  if (!words) return undefined;
  if (words.from === '' || words.into === '')
    throw new DeskError('error.merge_words', { example: example[context.locale] });
  const pair = { from: await customerMeant(words.from, context), into: await customerMeant(words.into, context) };
  return { card: await previewCard(pair, context) };
}

/** What a button of a merge does: asks for the other one, shows what would be done, lets choose, or does it. */
export async function pressedMerge(input: Input, context: CommandContext): Promise<Reply> {
  const { desk, person } = context;
  if (input.into === undefined) {
    const from = await desk.customers.get(person, String(input.code));
    if (!may(person, 'customer.merge', from))
      throw new DeskError('error.not_allowed', { who: { text: 'role.manager' } }, { loudness: 'warn' });
    return otherForm(from, context);
  }
  const pair = await pairIn(input, context);
  if (input.go === true) return done(pair, [], context);
  if (input.choose === true) return chooseForm(pair, context);
  return { card: await previewCard(pair, context), replace: input.beside !== true };
}

/** What a filled form of a merge does: shows what would be done, or does it as was chosen. */
export async function filledMerge(input: Input, values: FormValues, context: CommandContext): Promise<Reply> {
  if (input.go === true) {
    const taken = choosable.filter((field) => textOf(values, field) === 'from');
    return done(await pairIn(input, context), taken, context);
  }
  const from = await context.desk.customers.get(context.person, String(input.from));
  const into = await customerMeant(textOf(values, 'other') ?? '', context, 'other');
  if (from._id === into._id) throw new DeskError('error.merge_same', {}, { field: 'other' });
  return { card: await previewCard({ from, into }, context) };
}

/** Customers that look like one, each pair with a button that compares them. */
export async function duplicatesReply({ desk, person, locale }: CommandContext): Promise<Reply> {
  const { pairs, looked } = await desk.customers.alike.pairs(person);
  const title = t(locale, 'duplicates.title');
  const items = pairs.map(({ a, b, by }) => ({
    text: t(locale, 'duplicates.pair', { a: a.name, codeA: a.code, b: b.name, codeB: b.code }),
    detail: t(locale, by === 'name' ? 'duplicates.same_name' : 'duplicates.same_contact'),
    buttons:
      may(person, 'customer.merge', a) && may(person, 'customer.merge', b)
        ? [
            {
              label: t(locale, 'duplicates.look'),
              intent: { command: 'customer', input: { step: 'merge', from: b.code, into: a.code, beside: true } },
            },
          ]
        : [{ label: t(locale, 'word.open'), intent: { command: 'customer', input: { code: a.code } } }],
  }));
  const empty = t(locale, 'duplicates.none');
  const cut = looked === undefined ? [] : [{ kind: 'text' as const, text: t(locale, 'duplicates.cut', { n: looked }) }];
  return {
    card: { title, blocks: [{ kind: 'list', items, empty }, ...cut], summary: items.length > 0 ? title : empty },
  };
}
