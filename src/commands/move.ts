import { fallbackOf } from '../approvals/eligible.ts';
import type { Intent } from '../chat/card.ts';
import type { Form, FormField, FormValues } from '../chat/form.ts';
import { DeskError } from '../errors.ts';
import { mayMove, mayMoveAny } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { decimalText, parseDecimal, quantityScale } from '../money.ts';
import { moveIntent } from '../orders/cards/parts.ts';
import type { MoveInput } from '../orders/deeds/deed.ts';
import { unshipped } from '../orders/guards.ts';
import { type Action, moveOf } from '../orders/moves.ts';
import { type Order, orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { collect } from './parts/collect.ts';
import { inputOrder, typedOrder } from './parts/order-argument.ts';
import { orderReply } from './parts/order-reply.ts';
import { readShipping } from './parts/shipping-words.ts';
import { dateOf, textOf } from './parts/values.ts';

/** What people type for each move. */
const words: Readonly<Record<Action, Command['words']>> = {
  submit: { en: ['submit'], zh: ['提交'] },
  withdraw: { en: ['withdraw'], zh: ['撤回'] },
  approve: { en: ['approve', 'ok'], zh: ['批准', '同意'] },
  reject: { en: ['reject'], zh: ['驳回', '拒绝'] },
  return: { en: ['return'], zh: ['退回修改', '退回'] },
  revise: { en: ['revise'], zh: ['修订'] },
  start: { en: ['start'], zh: ['生产', '采购', '生产/采购'] },
  ready: { en: ['ready'], zh: ['备货完成', '备货'] },
  ship: { en: ['ship'], zh: ['发货'] },
  deliver: { en: ['deliver', 'received'], zh: ['签收'] },
  close_short: { en: ['close_short', 'close-short'], zh: ['短结'] },
  complete: { en: ['complete', 'done'], zh: ['完成'] },
  hold: { en: ['hold'], zh: ['暂停'] },
  resume: { en: ['resume'], zh: ['恢复'] },
  cancel: { en: ['cancel'], zh: ['取消'] },
  reopen: { en: ['reopen'], zh: ['重开'] },
};

const usages: Partial<Record<Action, Command['usage']>> = {
  ship: { en: 'SO-000042 SF 1234567 eta 12/3 [A100x5]', zh: 'SO-000042 顺丰 1234567 预计 12月3日 [A100x5]' },
};

function readTyped(action: Action, rest: string, order: Order, today: string): MoveInput {
  if (action === 'ship') return readShipping(rest, order, today);
  if (action === 'deliver') return { shipment: rest.trim().toUpperCase() || undefined };
  return { reason: rest.trim() || undefined };
}

function shipFields(order: Order, { locale }: CommandContext): FormField[] {
  const left = order.lines.flatMap((l, i) => (unshipped(l) > 0 ? [{ l, i }] : []));
  return [
    { kind: 'text', name: 'carrier', label: t(locale, 'label.carrier'), maxLength: 60 },
    { kind: 'text', name: 'trackingNo', label: t(locale, 'label.tracking'), maxLength: 60 },
    { kind: 'date', name: 'eta', label: t(locale, 'label.eta') },
    ...left.map(
      ({ l, i }): FormField => ({
        kind: 'number',
        name: `line${i}`,
        label: `${l.sku} · ${l.name}`,
        value: decimalText(unshipped(l), quantityScale),
      }),
    ),
  ];
}

const reasonField = ({ locale }: CommandContext, required: boolean): FormField => ({
  kind: 'text',
  name: 'reason',
  label: t(locale, 'label.reason'),
  multiline: true,
  required,
  maxLength: 500,
});

function formOf(action: Action, order: Order, intent: Intent, context: CommandContext): Form {
  const { locale } = context;
  return {
    title: t(locale, 'form.move.title', { action: { text: `action.${action}` }, order: orderName(order) }),
    submit: t(locale, `action.${action}`),
    intent,
    fields: action === 'ship' ? shipFields(order, context) : [reasonField(context, moveOf(action).reason === true)],
  };
}

function futureDate(values: FormValues, today: string): string | undefined {
  const eta = dateOf(values, 'eta', today);
  if (eta && eta < today) throw new DeskError('error.date_past', { date: eta, today }, { field: 'eta' });
  return eta;
}

function shipValues(values: FormValues, order: Order, today: string): MoveInput {
  const quantities = order.lines.map((_, index) => () => {
    const text = textOf(values, `line${index}`);
    const quantity = text === undefined ? 0 : parseDecimal(text, quantityScale);
    if (quantity === undefined)
      throw new DeskError('error.number_expected', { text: text ?? '', example: '5' }, { field: `line${index}` });
    return { index, quantity };
  });
  const read = collect({
    carrier: () => textOf(values, 'carrier'),
    trackingNo: () => textOf(values, 'trackingNo'),
    eta: () => futureDate(values, today),
    lines: () => quantities.map((q) => q()).filter((l) => l.quantity !== 0),
  });
  return read;
}

/** Whether the person could make the move now: only then it is worth asking for details. */
const mayStart = (person: Person, action: Action, order: Order): boolean =>
  mayMove(person, action, order, fallbackOf(order));

/** A text that a button or form carries. */
const textIn = (input: Input, name: string): string | undefined =>
  typeof input[name] === 'string' ? input[name] : undefined;

/** Moves that cannot be made by a click alone. */
const needsForm = (action: Action): boolean => action === 'ship' || moveOf(action).reason === true;

/** The sub-command of a move: typed with its details, by button, or by the form that asks for what is missing. */
export function moveCommand(action: Action): Command {
  const usage = usages[action] ?? {
    en: `SO-000042${moveOf(action).reason ? ' why' : ''}`,
    zh: `SO-000042${moveOf(action).reason ? ' 原因' : ''}`,
  };
  const typedAs = { words: words[action], usage };

  async function run(order: Order, input: MoveInput, context: CommandContext, replace: boolean): Promise<Reply> {
    const moved = await context.desk.move(context.actor, order._id, action, input);
    return orderReply(moved.order, context, { repeated: moved.repeated, replace });
  }

  return {
    ...typedAs,
    name: action,
    does: `does.${action}`,
    may: (person) => mayMoveAny(person, action),
    opensForm: (input) => input !== 'typed' && needsForm(action),
    async typed(text, context) {
      const { order, rest } = await typedOrder(text, context, typedAs);
      const input = readTyped(action, rest, order, context.today);
      const isBare = action === 'ship' ? rest.trim() === '' : moveOf(action).reason && !input.reason;
      if (isBare && mayStart(context.person, action, order))
        return { form: formOf(action, order, moveIntent(order, action), context) };
      return run(order, input, context, false);
    },
    async pressed(input, context) {
      const order = await inputOrder(input, context);
      if (needsForm(action) && mayStart(context.person, action, order))
        return { form: formOf(action, order, { command: action, input }, context) };
      return run(order, { seenContent: textIn(input, 'content') }, context, true);
    },
    async filled(input, values, context) {
      const order = await inputOrder(input, context);
      const details =
        action === 'ship'
          ? shipValues(values, order, context.today)
          : { reason: textOf(values, 'reason'), seenContent: textIn(input, 'content') };
      return run(order, details, context, true);
    },
  };
}
