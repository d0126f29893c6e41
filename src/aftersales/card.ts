import type { Block, Button, Card, Field, Tone } from '../chat/card.ts';
import { type CalendarDate, shortTimeAt } from '../dates.ts';
import { may, mayRead, type Redacted, redact } from '../members/ability.ts';
import type { Member } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import { decimalText, moneyText, quantityScale } from '../money.ts';
import { nameOf } from '../orders/cards/words.ts';
import { type Locale, t } from '../text/index.ts';
import { type Case, type CaseState, type GoodsTo, judged, stateKey } from './case.ts';
import { bringsGoods } from './claims.ts';
import type { CasePage } from './find.ts';
import { asksWhere } from './rules.ts';

/** What the cards of cases need besides the cases. */
export type CaseContext = { members: readonly Member[]; today: CalendarDate; zone: string };

const shownEvents = 6;
const toneOf: Readonly<Record<CaseState, Tone>> = { open: 'warn', received: 'info', closed: 'good' };

const isLate = ({ state, dueDate }: Pick<Case, 'state' | 'dueDate'>, today: CalendarDate): boolean =>
  state !== 'closed' && dueDate < today;

const kindOf = (locale: Locale, { kind }: Pick<Case, 'kind'>): string => t(locale, `case.kind.${kind}`);

const stateOf = (locale: Locale, it: Pick<Case, 'state' | 'goods'>): string => t(locale, stateKey(it));

/** `C-0001 · return · SO-000042 · Acme Ltd` */
const titleOf = (locale: Locale, it: Case): string =>
  [it.number, kindOf(locale, it), it.orderName, it.customerSnapshot.name].join(' · ');

function fieldsOf({ locale }: Viewer, it: Redacted<Case, 'Case'>, { members, today }: CaseContext): Field[] {
  const late = isLate(it, today);
  return [
    {
      label: t(locale, 'case.label.owner'),
      value: it.owner ? nameOf(members, it.owner, locale) : t(locale, 'word.nobody'),
    },
    { label: t(locale, 'case.label.due'), value: it.dueDate, ...(late && { tone: 'bad' as const }) },
    ...(it.goods ? [{ label: t(locale, 'case.label.goods'), value: t(locale, `case.goods.${it.goods}`) }] : []),
    ...(it.credit ? [{ label: t(locale, 'label.credited'), value: moneyText(it.credit, it.currency) }] : []),
    ...(it.outcome ? [{ label: t(locale, 'case.label.outcome'), value: it.outcome }] : []),
  ];
}

function linesOf({ locale }: Viewer, it: Redacted<Case, 'Case'>): Block[] {
  if (it.lines.length === 0) return [];
  const columns = [
    { label: t(locale, 'label.sku') },
    { label: t(locale, 'label.product') },
    { label: t(locale, 'label.quantity'), align: 'right' as const },
  ];
  const rows = it.lines.map((l) => [l.sku, l.name, `${decimalText(l.quantity, quantityScale)} ${l.unit}`]);
  return [{ kind: 'table', columns, rows }];
}

/** Buttons that take goods in: to where, or (of a repair) only that they are there; what was lost is written off. */
function receiveButtons({ locale }: Viewer, it: Case): Button[] {
  if (it.state !== 'open' || !bringsGoods(it.kind)) return [];
  const button = (label: string, goods?: string): Button => ({
    label,
    style: 'primary',
    confirm: t(locale, 'case.receive_sure', { case: it.number, what: label }),
    intent: { command: 'case', input: { case: it._id, step: 'receive', ...(goods && { goods }) } },
  });
  if (!asksWhere(it.kind)) return [button(t(locale, 'case.receive'))];
  const ways: GoodsTo[] = [
    ...(it.writeOff === 'must' ? [] : (['stock', 'scrap'] as const)),
    ...(it.writeOff ? (['lost'] as const) : []),
  ];
  return ways.map((way) => button(t(locale, `case.receive_${way}`), way));
}

function buttonsOf(viewer: Viewer, it: Case): Button[] {
  const { locale, person } = viewer;
  const about = judged(it);
  const button = (label: string, step: string): Button => ({
    label,
    intent: { command: 'case', input: { case: it._id, step } },
  });
  const isOpen = it.state !== 'closed';
  return [
    ...(may(person, 'case.receive', about) ? receiveButtons(viewer, it) : []),
    ...(isOpen && may(person, 'case.close', about) ? [button(t(locale, 'case.close'), 'close')] : []),
    ...(isOpen && may(person, 'case.edit', about)
      ? [button(t(locale, 'case.hand'), 'hand'), button(t(locale, 'case.move_due'), 'due')]
      : []),
    ...(mayRead(person, 'Order', { owner: it.orderOwner, team: it.team })
      ? [{ label: t(locale, 'case.open_order'), intent: { command: 'show', input: { order: it.order } } }]
      : []),
  ];
}

function timelineOf(viewer: Viewer, it: Case, { members, zone }: CaseContext): Block[] {
  const { locale } = viewer;
  const at = viewer.member?.timezone ?? zone;
  const items = it.timeline
    .slice(-shownEvents)
    .reverse()
    .map((e) => ({
      text: [shortTimeAt(e.at, at), nameOf(members, e.by, locale), t(locale, `did.${e.action}`), e.note]
        .filter(Boolean)
        .join(' · '),
    }));
  return [
    { kind: 'text', text: t(locale, 'card.order.timeline'), style: 'strong' },
    { kind: 'list', items },
  ];
}

/** A case as the viewer may see it, with the buttons that the viewer may press now. */
export function caseCard(viewer: Viewer, it: Case, context: CaseContext): Card {
  const { locale } = viewer;
  const seen = redact(viewer.person, 'Case', it);
  const buttons = buttonsOf(viewer, it);
  const title = titleOf(locale, it);
  const state = stateOf(locale, it);
  return {
    title,
    badge: { label: state, tone: toneOf[it.state] },
    tone: isLate(it, context.today) ? 'bad' : toneOf[it.state],
    blocks: [
      { kind: 'text', text: it.text },
      { kind: 'fields', fields: fieldsOf(viewer, seen, context) },
      ...linesOf(viewer, seen),
      ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
      ...timelineOf(viewer, it, context),
    ],
    summary: `${title} · ${state}`,
  };
}

/** How much of what is wrong a list shows. */
const shownText = 80;

function caseItem({ locale }: Viewer, it: Case, { members, today }: CaseContext) {
  const text = it.text.length > shownText ? `${it.text.slice(0, shownText)}…` : it.text;
  const state = it.state === 'open' ? undefined : stateOf(locale, it);
  const due = it.state === 'closed' ? undefined : t(locale, 'case.due', { date: it.dueDate });
  return {
    text: titleOf(locale, it),
    detail: [state, due, it.owner && nameOf(members, it.owner, locale), text].filter(Boolean).join(' · '),
    tone: isLate(it, today) ? ('bad' as const) : toneOf[it.state],
    buttons: [{ label: t(locale, 'word.open'), intent: { command: 'case', input: { case: it._id } } }],
  };
}

/** A list of cases, with what else can be done there. */
export function casesCard(
  viewer: Viewer,
  page: CasePage,
  context: CaseContext & { title: string; empty: string; buttons?: Button[] },
): Card {
  const { title, empty, buttons = [] } = context;
  const items = page.cases.map((it) => caseItem(viewer, it, context));
  return {
    title,
    blocks: [{ kind: 'list', items, empty }, ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : [])],
    summary: items.length > 0 ? `${title} (${items.length})` : empty,
  };
}
