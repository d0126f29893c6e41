import type { Intent } from '../chat/card.ts';
import type { Form } from '../chat/form.ts';
import { DeskError } from '../errors.ts';
import { mayMove, mayMoveAny } from '../members/ability.ts';
import { moveIntent } from '../orders/cards/parts.ts';
import type { MoveInput } from '../orders/deeds/deed.ts';
import { type Action, canStart, isApprovers, isResponsibles } from '../orders/moves.ts';
import { type Order, orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { detailsOf } from './parts/details/index.ts';
import { inputOrder, typedOrder } from './parts/order-argument.ts';
import { orderReply } from './parts/order-reply.ts';
import { overshipCard } from './parts/overship-card.ts';
import { shortageCard, shortageIn } from './parts/shortage-card.ts';

/** Moves with a command of their own. */
export type PlainAction = Exclude<Action, 'change'>;

/** What people type for each move. */
const words: Readonly<Record<PlainAction, Command['words']>> = {
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
  track: { en: ['track', 'tracking'], zh: ['物流'] },
  milestone: { en: ['milestone', 'milestones'], zh: ['进度'] },
  close_short: { en: ['close_short', 'close-short'], zh: ['短结'] },
  complete: { en: ['complete', 'done'], zh: ['完成'] },
  hold: { en: ['hold'], zh: ['暂停'] },
  resume: { en: ['resume'], zh: ['恢复'] },
  approve_once: { en: ['approve_once', 'approve-once'], zh: ['单次批准'] },
  contingency: { en: ['contingency'], zh: ['预案'] },
  cancel: { en: ['cancel'], zh: ['取消'] },
  reopen: { en: ['reopen'], zh: ['重开'] },
  shortage: { en: ['shortage', 'missing'], zh: ['缺货', '缺货处理'] },
  ask: { en: ['ask'], zh: ['询问', '提问', '要求'] },
  answer: { en: ['answer', 'reply'], zh: ['答复', '回复'] },
  transfer: { en: ['transfer'], zh: ['转审'] },
  add_approver: { en: ['add_approver', 'add-approver'], zh: ['加签'] },
  urge: { en: ['urge'], zh: ['催办'] },
};

/** Whether the person could make the move now: only then it is worth asking for details. */
const mayStart = ({ person }: CommandContext, action: Action, order: Order): boolean => mayMove(person, action, order);

/** A text that a button or form carries. */
const textIn = (input: Input, name: string): string | undefined =>
  typeof input[name] === 'string' ? input[name] : undefined;

/** The submission and the content that the card showed, by what its button carries. */
const seenIn = (input: Input): Pick<MoveInput, 'seenContent' | 'seenSubmitted'> => ({
  seenContent: textIn(input, 'content'),
  seenSubmitted: typeof input.submitted === 'number' ? input.submitted : undefined,
});

/** The sub-command of a move: typed with its details, by button, or by the form that asks for what is missing. */
export function moveCommand(action: PlainAction): Command {
  const details = detailsOf(action);
  const { en = '', zh = '' } = details.usage ?? {};
  const usage = { en: `SO-000042 ${en}`.trim(), zh: `SO-000042 ${zh}`.trim() };
  const typedAs = { words: words[action], usage };

  /** Whether a click opens the form. */
  const asks = (input: Input): boolean => details.form !== undefined && (details.form.isFor?.(input) ?? true);

  async function run(order: Order, input: MoveInput, context: CommandContext, replace: boolean): Promise<Reply> {
    try {
      const moved = await context.desk.move(context.actor, order._id, action, input);
      return orderReply(moved.order, context, { repeated: moved.repeated, replace });
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      if (error.code === 'error.stock_asks') return { card: shortageCard(context.locale, order, error, input) };
      if (error.code === 'error.ship_asks') return { card: await overshipCard(context, order, input) };
      throw error;
    }
  }

  /** The form, where there is one; what it is for was checked before. */
  async function formOf(
    order: Order,
    intent: Intent,
    context: CommandContext,
    given: MoveInput = {},
  ): Promise<{ form: Form } | undefined> {
    const { locale } = context;
    if (!details.form || !mayStart(context, action, order)) return undefined;
    if (details.form.isOfUse?.(order, context) === false) return undefined;
    const title = t(locale, 'form.move.title', { action: { text: `action.${action}` }, order: orderName(order) });
    const fields = await details.form.fields(order, context, intent.input, given);
    return { form: { title, submit: t(locale, `action.${action}`), intent, fields } };
  }

  return {
    ...typedAs,
    name: action,
    does: `does.${action}`,
    // A rule, or a transfer, may name anybody, and so may a milestone: whose turn it is, the order says.
    may: (person) =>
      mayMoveAny(person, action) || ((isApprovers(action) || isResponsibles(action)) && person.roles.length > 0),
    isUsual: (person) => mayMoveAny(person, action),
    opensForm: (input) => input !== 'typed' && asks(input),
    async typed(text, context) {
      const { order, rest } = await typedOrder(text, context, typedAs);
      // Where the move cannot start, that is what is said, whatever was typed behind it.
      if (!canStart(action, order)) return run(order, {}, context, false);
      const input = await details.typed(rest, order, context);
      const form = details.isMissing(rest, input)
        ? await formOf(order, moveIntent(order, action), context, input)
        : undefined;
      return form ?? run(order, input, context, false);
    },
    async pressed(input, context) {
      const order = await inputOrder(input, context);
      const form = asks(input) ? await formOf(order, { command: action, input }, context) : undefined;
      const shortage = shortageIn(input);
      const said = {
        ...details.pressed?.(input),
        ...seenIn(input),
        ...(shortage && { shortage }),
      };
      return form ?? run(order, said, context, true);
    },
    async filled(input, values, context) {
      const order = await inputOrder(input, context);
      const given = (canStart(action, order) && (await details.form?.filled(values, order, context, input))) || {};
      return run(order, { ...given, ...seenIn(input) }, context, true);
    },
  };
}
