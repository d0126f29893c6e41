import type { Button } from '../../chat/card.ts';
import type { OutboxRow } from '../../chat/outbox-row.ts';
import { turnButtons } from '../../chat/turn-buttons.ts';
import { shortTimeAt } from '../../dates.ts';
import type { Member } from '../../members/member.ts';
import { orderName } from '../../orders/order.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Input, Reply } from '../command.ts';

const pageSize = 10;

/** Whom a message was for: a member by name, or the conversation. */
function whoOf({ viewer, conversation }: OutboxRow, members: readonly Member[]): string {
  const member = viewer && 'member' in viewer ? members.find((m) => m._id === viewer.member) : undefined;
  return [member?.name, conversation].filter(Boolean).join(' · ');
}

type Names = { members: readonly Member[]; orders: ReadonlyMap<string, string> };

function itemOf(row: OutboxRow, { members, orders }: Names, { locale, actor }: CommandContext) {
  const button = (deed: 'retry' | 'drop', more: Partial<Button> = {}): Button => ({
    label: t(locale, `letters.${deed}`),
    intent: { command: 'settings', input: { step: 'letters', letter: row._id, deed } },
    ...more,
  });
  const to = whoOf(row, members);
  const detail = [
    t(locale, 'letters.why', { reason: (row.error ?? '—').slice(0, 300) }),
    t(locale, 'letters.tries', { n: row.attempts }),
    shortTimeAt(row.createdAt, actor.member.timezone),
  ];
  return {
    text: [t(locale, `letter.${row.job}`), orders.get(row.order ?? ''), to && t(locale, 'letters.to', { who: to })]
      .filter(Boolean)
      .join(' · '),
    detail: detail.join(' · '),
    tone: 'bad' as const,
    buttons: [button('retry'), button('drop', { confirm: t(locale, 'letters.drop_sure'), style: 'danger' })],
  };
}

/** The names of the orders that the admin reads, by id. */
async function orderNames(rows: readonly OutboxRow[], { desk, person }: CommandContext): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ order }) => order ?? []))];
  const found = await Promise.all(ids.map((id) => desk.orders.byId(person, id)));
  return new Map(found.flatMap((order) => (order ? [[order._id, orderName(order)] as const] : [])));
}

/** What could not be sent, with its reason, and what an admin can do about it. */
export async function lettersReply(skip: number, context: CommandContext, said?: string): Promise<Reply> {
  const { desk, locale } = context;
  const { rows, more, count } = await desk.letters.page({ skip, limit: pageSize });
  const [members, orders] = await Promise.all([desk.members.all(), orderNames(rows, context)]);
  const all: Button = {
    label: t(locale, 'letters.retry_all'),
    intent: { command: 'settings', input: { step: 'letters', deed: 'retry' } },
    style: 'primary',
  };
  const buttons = [
    ...(count > 1 ? [all] : []),
    ...turnButtons(locale, { skip, size: pageSize, more }, (to) => ({
      command: 'settings',
      input: { step: 'letters', skip: to },
    })),
  ];
  const title = t(locale, 'letters.title');
  return {
    card: {
      title,
      blocks: [
        ...(said ? [{ kind: 'text' as const, text: said, tone: 'good' as const }] : []),
        ...(count > 0 ? [{ kind: 'text' as const, text: t(locale, 'letters.count', { n: count }) }] : []),
        {
          kind: 'list',
          items: rows.map((row) => itemOf(row, { members, orders }, context)),
          empty: t(locale, 'letters.none'),
        },
        ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
      ],
      summary: said ?? title,
    },
    replace: said !== undefined || skip > 0,
  };
}

/** Sends again or drops, and shows what is left. */
export async function letterPressed(input: Input, context: CommandContext): Promise<Reply> {
  const { desk, actor, locale } = context;
  const id = typeof input.letter === 'string' ? input.letter : undefined;
  if (input.deed === 'retry') {
    const n = await desk.letters.retry(actor, id);
    return lettersReply(0, context, t(locale, 'letters.done.retry', { n }));
  }
  if (input.deed === 'drop' && id !== undefined) {
    await desk.letters.drop(actor, id);
    return lettersReply(0, context, t(locale, 'letters.done.drop'));
  }
  return lettersReply(Number(input.skip ?? 0), context);
}
