import {
  type BatchDecision,
  createBatchDecision,
  isAsSeen,
  mostAtOnce,
  type SeenInList,
  seenInList,
} from '../approvals/batch.ts';
import { batchCard } from '../approvals/batch-card.ts';
import { isRoutine, waitingFor } from '../approvals/waiting.ts';
import { type WaitingDeed, type WaitingPage, waitingCard } from '../approvals/waiting-card.ts';
import { type Card, mostChecks } from '../chat/card.ts';
import type { Form, FormValues } from '../chat/form.ts';
import { DeskError } from '../errors.ts';
import { mayMoveAny } from '../members/ability.ts';
import type { Order } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { decisionReply } from './decide.ts';
import { exportable, exportList } from './exports/list.ts';
import { pendingExport } from './exports/orders.ts';
import { exportWords } from './exports/words.ts';
import { inputOrder } from './parts/order-argument.ts';
import { textOf } from './parts/values.ts';

/** What a button of the list carries: what its page showed, and what was ticked on other pages. */
type Carried = { deed?: WaitingDeed | 'export'; page?: number; shown?: SeenInList[]; kept?: SeenInList[] };
/** What the form of a rejection carries. */
type Rejected = { rejected: readonly SeenInList[] };

const longestReason = 500;

/** All that is ticked: on the page whose button was pressed, and on the others. */
function selection({ shown = [], kept = [] }: Carried, { ticked }: CommandContext): SeenInList[] {
  return [...kept, ...shown.filter((seen) => ticked?.checked.includes(seen.order))];
}

const ofPage = (orders: readonly Order[], page: number): Order[] =>
  orders.slice((page - 1) * mostChecks, page * mostChecks);

/** A page of what waits; of what is ticked on it, that which changed since is ticked no more. */
function pageOf(waiting: readonly Order[], wanted: number, selected: readonly SeenInList[]): WaitingPage {
  const routines = waiting.filter(isRoutine);
  const singles = waiting.filter((order) => !isRoutine(order));
  const pages = Math.max(1, Math.ceil(Math.max(routines.length, singles.length) / mostChecks));
  const page = Math.min(Math.max(1, wanted), pages);
  const routine = ofPage(routines, page);
  const seen = new Map(selected.map((s) => [s.order, s]));
  const wasTicked = routine.filter((order) => seen.has(order._id));
  const isSame = (order: Order) => isAsSeen(order, seen.get(order._id) as SeenInList);
  return {
    page,
    pages,
    routine,
    routines: routines.length,
    single: ofPage(singles, page),
    singles: singles.length,
    ticked: wasTicked.filter(isSame).map((o) => o._id),
    changed: wasTicked.filter((o) => !isSame(o)).map((o) => o._id),
    elsewhere: selected.length - wasTicked.length,
  };
}

/** The card of a page, with what is ticked on it and on the others. */
async function list(context: CommandContext, wanted: number, selected: readonly SeenInList[], all = false) {
  const { desk, person, viewer, today } = context;
  if (selected.length > mostAtOnce) throw new DeskError('error.too_many_ticked', { most: mostAtOnce });
  const [waiting, members] = await Promise.all([waitingFor(desk.orders, person), desk.members.all()]);
  const found = pageOf(waiting, wanted, selected);
  const shown = found.routine.map(seenInList);
  const kept = selected.filter((seen) => !shown.some((s) => s.order === seen.order));
  const page = all ? { ...found, ticked: shown.map((s) => s.order), changed: [] } : found;
  const intent = (deed: WaitingDeed, to: number | string) => ({
    command: 'pending',
    input: typeof to === 'string' ? { deed, order: to } : { deed, page: to, shown, kept },
  });
  return waitingCard(viewer, page, { members, today, intent });
}

const listReply = (card: Card, context: CommandContext, replace: boolean): Reply =>
  exportable({ card, replace }, { command: 'pending', input: { deed: 'export' } }, context);

/** All that waits for the person's decision as files. */
const exported = (context: CommandContext): Promise<Reply> =>
  exportList(
    pendingExport(({ person }) => waitingFor(context.desk.orders, person), context),
    context,
  );

/** What is ticked, to be decided. Throws where that is nothing, or too much at once. */
function wanted(carried: Carried, context: CommandContext): SeenInList[] {
  const selected = selection(carried, context);
  if (selected.length === 0) throw new DeskError('error.nothing_ticked');
  if (selected.length > mostAtOnce) throw new DeskError('error.too_many_ticked', { most: mostAtOnce });
  return selected;
}

/** Decides about what is ticked, and says what became of each. */
async function decide(
  context: CommandContext,
  selected: readonly SeenInList[],
  decision: BatchDecision,
): Promise<Reply> {
  const { desk, actor, viewer } = context;
  const results = await createBatchDecision(desk)(actor, selected, decision);
  const members = await desk.members.all();
  const back = { command: 'pending', input: {} };
  return { card: batchCard(viewer, results, decision, { members, back }), replace: true };
}

function rejectForm(selected: readonly SeenInList[], { locale }: CommandContext): Form {
  const orders = selected.map((seen) => seen.name).join(', ');
  return {
    title: t(locale, 'pending.reject_title', { n: selected.length }),
    submit: t(locale, 'pending.reject'),
    note: t(locale, 'pending.selected', { orders }),
    intent: { command: 'pending', input: { rejected: selected } satisfies Rejected },
    fields: [
      {
        kind: 'text',
        name: 'reason',
        label: t(locale, 'label.reason'),
        multiline: true,
        required: true,
        maxLength: longestReason,
      },
    ],
  };
}

/** The reason for all of them. */
function reasonIn(values: FormValues): string {
  const reason = textOf(values, 'reason');
  const field = 'reason';
  if (!reason) throw new DeskError('error.reason_required', { action: { text: 'action.reject' } }, { field });
  if (reason.length > longestReason) throw new DeskError('error.too_long', { most: longestReason }, { field });
  return reason;
}

/** What waits for the person's decision: what may be decided at once is ticked and decided, the rest opened. */
export const pending: Command = {
  name: 'pending',
  words: { en: ['pending', 'approvals'], zh: ['待办', '待审批'] },
  does: 'does.pending',
  usage: { en: '[export]', zh: '[导出]' },
  // A rule, or a transfer, may name anybody.
  may: (person) => person.roles.length > 0,
  isUsual: (person) => mayMoveAny(person, 'approve'),
  opensForm: (input) => input !== 'typed' && input.deed === 'reject',
  typed: async (words, context) =>
    exportWords(words).exports ? exported(context) : listReply(await list(context, 1, []), context, false),
  async pressed(input, context) {
    const carried: Carried = input;
    const { deed, page = 1 } = carried;
    switch (deed) {
      case 'open':
        return decisionReply(await inputOrder(input, context), context);
      case 'approve':
        return decide(context, wanted(carried, context), { action: 'approve' });
      case 'reject':
        return { form: rejectForm(wanted(carried, context), context) };
      case 'export':
        return exported(context);
      default:
        return listReply(await list(context, page, selection(carried, context), deed === 'all'), context, true);
    }
  },
  async filled(input, values, context) {
    const { rejected } = input as Rejected;
    return decide(context, rejected, { action: 'reject', reason: reasonIn(values) });
  },
};
