import type { FormField } from '../../../chat/form.ts';
import { typed } from '../../../entry/plain.ts';
import type { MoveInput } from '../../../orders/deeds/deed.ts';
import { type Milestone, milestoneKinds } from '../../../orders/goods.ts';
import type { Order } from '../../../orders/order.ts';
import { t } from '../../../text/index.ts';
import type { CommandContext, Input } from '../../command.ts';
import { collect } from '../collect.ts';
import { takePerson } from '../member-argument.ts';
import { readMilestone } from '../milestone-words.ts';
import { dateOf, textOf } from '../values.ts';
import type { Details } from './details.ts';

/** The milestone that a button names. */
const itemOf = ({ milestones = [] }: Order, { item }: Input): Milestone | undefined =>
  milestones.find((m) => m.id === item);

/** A new one has a name and a kind. */
function namedFields({ locale }: CommandContext, { milestone }: MoveInput): FormField[] {
  return [
    {
      kind: 'text',
      name: 'name',
      label: t(locale, 'label.milestone'),
      hint: t(locale, 'form.milestone.hint'),
      value: milestone?.name,
      required: true,
      maxLength: 60,
    },
    {
      kind: 'select',
      name: 'kind',
      label: t(locale, 'label.milestone_kind'),
      required: true,
      value: milestone?.kind ?? milestoneKinds[0],
      choices: milestoneKinds.map((value) => ({ value, label: t(locale, `milestone.${value}`) })),
    },
  ];
}

async function fields(order: Order, context: CommandContext, input: Input, given: MoveInput): Promise<FormField[]> {
  const { locale, desk } = context;
  const item = itemOf(order, input);
  const value = given.person ?? item?.responsible;
  const valueLabel = (await desk.members.all()).find((m) => m._id === value)?.name;
  return [
    ...(item ? [] : namedFields(context, given)),
    { kind: 'date', name: 'planned', label: t(locale, 'label.planned'), required: true, value: item?.planned },
    { kind: 'search', name: 'person', label: t(locale, 'label.responsible'), source: 'member', value, valueLabel },
    { kind: 'text', name: 'note', label: t(locale, 'label.note'), maxLength: 300 },
  ];
}

/** A step of production or purchasing: planned, moved, given to somebody, or done. */
export const milestone: Details = {
  usage: { en: 'cutting 12/5 @olga', zh: '裁剪 12月5日 @王芳' },
  async typed(text, _order, context) {
    const { person, rest } = await takePerson(typed(text), context);
    return { ...readMilestone(rest, context.today), person };
  },
  isMissing: (_rest, { milestone: said }) => !said?.id && !said?.planned && !said?.done,
  pressed: ({ item }) => ({ milestone: { id: String(item), done: true } }),
  form: {
    isFor: (input) => input.done !== true,
    fields,
    filled: (values, _order, { today }, { item }) => {
      const { note, person, ...said } = collect({
        name: () => textOf(values, 'name'),
        kind: () => milestoneKinds.find((k) => k === textOf(values, 'kind')),
        planned: () => dateOf(values, 'planned', today),
        person: () => textOf(values, 'person'),
        note: () => textOf(values, 'note'),
      });
      return { milestone: typeof item === 'string' ? { id: item, planned: said.planned } : said, person, note };
    },
  },
};
