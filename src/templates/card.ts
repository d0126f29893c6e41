import type { Block, Button, Card, Field } from '../chat/card.ts';
import { turnButtons } from '../chat/turn-buttons.ts';
import { dateAt, shortTimeAt } from '../dates.ts';
import { may, redact } from '../members/ability.ts';
import type { Member, Team } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import { decimalText, priceText, quantityScale } from '../money.ts';
import { nameOf, termsWords } from '../orders/cards/words.ts';
import { type Locale, listed, t } from '../text/index.ts';
import type { Known } from './find.ts';
import type { Occurrence } from './recurrence.ts';
import { isRunning, judged, type Template } from './template.ts';
import { recurrenceWords } from './words.ts';

/** What the cards of templates need besides the templates. */
export type TemplateContext = {
  members: readonly Member[];
  teams: readonly Team[];
  currency: string;
  zone: string;
  /** The next occurrence of a template that recurs. */
  next(template: Template): Occurrence | undefined;
  /** Names of the products, by SKU. */
  names?: ReadonlyMap<string, string>;
};

export type TemplateStep =
  | 'show'
  | 'use'
  | 'edit'
  | 'new'
  | 'save'
  | 'share'
  | 'own'
  | 'repeat'
  | 'pause'
  | 'resume'
  | 'skip'
  | 'delete'
  | 'discard';

/** What a button about a template carries. */
export const templateIntent = (step: TemplateStep, input: Readonly<Record<string, unknown>> = {}) => ({
  command: 'template',
  input: { step, ...input },
});

const button = (locale: Locale, step: keyof typeof labels, { _id }: Pick<Template, '_id'>, more = {}): Button => ({
  label: t(locale, labels[step]),
  intent: templateIntent(step, { template: _id, ...more }),
});
const labels = {
  use: 'template.use',
  edit: 'template.edit',
  share: 'template.share',
  own: 'template.unshare',
  repeat: 'template.repeat',
  pause: 'template.pause',
  resume: 'template.resume',
  skip: 'template.skip',
} as const;

const deleteButton = (locale: Locale, { _id, name }: Template): Button => ({
  label: t(locale, 'template.delete'),
  style: 'danger',
  confirm: t(locale, 'template.delete_sure', { name }),
  intent: templateIntent('delete', { template: _id }),
});

/** Whether the viewer may change it. */
const isTheirs = ({ person }: Viewer, template: Template): boolean => may(person, 'template.edit', judged(template));

/** Pause and skip the next one; of one that stands still, go on. */
export function runButtons({ locale }: Viewer, template: Template, next: Occurrence | undefined): Button[] {
  if (!template.schedule) return [];
  if (!isRunning(template)) return [button(locale, 'resume', template)];
  return [...(next ? [button(locale, 'skip', template, { date: next.date })] : []), button(locale, 'pause', template)];
}

const customerWords = (locale: Locale, { customer }: Known): string =>
  customer ? `${customer.name} (${customer.code})` : t(locale, 'template.any_customer');

function whose({ locale }: Viewer, { scope, team, owner }: Template, { teams, members }: TemplateContext): string {
  if (scope === 'own') return t(locale, 'template.own');
  const name = teams.find((one) => one._id === team)?.name ?? '—';
  return t(locale, 'template.of_team', { team: name, who: nameOf(members, owner, locale) });
}

/** Why nothing is made any more, with the name of the owner. */
export const stopWords = (locale: Locale, why: keyof typeof stops, owner: string): string =>
  t(locale, stops[why], { owner });
const stops = {
  member: 'template.stop.member',
  rights: 'template.stop.rights',
  customer: 'template.stop.customer',
} as const;

/** When the next draft is made, in the viewer's time zone; the day that it is for, where that is another. */
function nextWords({ locale, member }: Viewer, next: Occurrence | undefined, zone: string): string {
  if (!next) return t(locale, 'template.no_next');
  const at = shortTimeAt(next.at, member?.timezone ?? zone);
  const { date } = next;
  return dateAt(next.at, zone) === date ? at : t(locale, 'template.next_for', { at, date });
}

function stateWords({ locale }: Viewer, { schedule, owner }: Template, members: readonly Member[]): string | undefined {
  if (schedule?.stopped)
    return t(locale, 'template.is_stopped', {
      why: stopWords(locale, schedule.stopped.why, nameOf(members, owner, locale)),
    });
  return schedule?.paused ? t(locale, 'template.is_paused') : undefined;
}

function scheduleFields(viewer: Viewer, template: Template, context: TemplateContext): Field[] {
  const { schedule } = template;
  const { locale } = viewer;
  if (!schedule) return [];
  const state = stateWords(viewer, template, context.members);
  const next = context.next(template);
  const ahead = schedule.skipped.filter((date) => !schedule.done.includes(date)).slice(-3);
  return [
    { label: t(locale, 'template.label.repeats'), value: recurrenceWords(locale, schedule) },
    state
      ? { label: t(locale, 'template.label.next'), value: state, tone: 'warn' }
      : { label: t(locale, 'template.label.next'), value: nextWords(viewer, next, context.zone) },
    ...(ahead.length > 0 ? [{ label: t(locale, 'template.label.skipped'), value: listed(locale, ahead) }] : []),
  ];
}

function linesTable({ locale, person }: Viewer, template: Template, { currency, names }: TemplateContext): Block {
  const { lines } = redact(person, 'Template', template);
  const isFixed = lines.some((l) => l.unitPrice !== undefined);
  const isOff = lines.some((l) => l.discount);
  const columns = [
    { label: t(locale, 'label.sku') },
    { label: t(locale, 'label.product') },
    { label: t(locale, 'label.quantity'), align: 'right' as const },
    ...(isFixed ? [{ label: t(locale, 'template.label.fixed_price'), align: 'right' as const }] : []),
    ...(isOff ? [{ label: t(locale, 'label.discount'), align: 'right' as const }] : []),
  ];
  const price = (unitPrice: number | undefined) =>
    unitPrice === undefined ? t(locale, 'template.day_price') : priceText(unitPrice, currency);
  const rows = lines.map((l) => [
    l.sku,
    names?.get(l.sku) ?? '',
    l.quantity ? decimalText(l.quantity, quantityScale) : t(locale, 'template.to_fill_in'),
    ...(isFixed ? [price(l.unitPrice)] : []),
    ...(isOff ? [l.discount ? `${decimalText(l.discount, 100)} %` : ''] : []),
  ]);
  return { kind: 'table', columns, rows };
}

function buttonsOf(viewer: Viewer, template: Template, { next }: TemplateContext): Button[] {
  const { locale } = viewer;
  const use: Button = { ...button(locale, 'use', template), style: 'primary' };
  if (!isTheirs(viewer, template)) return [use];
  return [
    use,
    button(locale, 'edit', template),
    button(locale, 'repeat', template),
    ...runButtons(viewer, template, next(template)),
    ...(template.scope === 'own' ? [button(locale, 'share', template)] : []),
    ...(template.scope === 'team' && template.owner === viewer.person.id ? [button(locale, 'own', template)] : []),
    deleteButton(locale, template),
  ];
}

/** A template as the viewer may see it, with what the viewer may do with it. */
export function templateCard(viewer: Viewer, known: Known, context: TemplateContext, note?: string): Card {
  const { template } = known;
  const { locale, person } = viewer;
  const fields: Field[] = [
    { label: t(locale, 'label.customer'), value: customerWords(locale, known) },
    { label: t(locale, 'template.label.whose'), value: whose(viewer, template, context) },
    ...(template.paymentDays === undefined
      ? []
      : [{ label: t(locale, 'label.terms'), value: termsWords(locale, template.paymentDays) }]),
    ...(template.notes ? [{ label: t(locale, 'label.notes'), value: template.notes }] : []),
    ...scheduleFields(viewer, template, context),
  ];
  return {
    title: template.name,
    blocks: [
      ...(note ? [{ kind: 'text' as const, text: note, tone: 'good' as const }] : []),
      { kind: 'fields', fields },
      linesTable(viewer, template, context),
      { kind: 'buttons', buttons: person.id ? buttonsOf(viewer, template, context) : [] },
    ],
    summary: template.name,
  };
}

function item(viewer: Viewer, known: Known, context: TemplateContext) {
  const { locale } = viewer;
  const { template } = known;
  const { schedule } = template;
  const repeats = schedule && (stateWords(viewer, template, context.members) ?? recurrenceWords(locale, schedule));
  const lines = t(locale, 'template.lines', { n: template.lines.length });
  const own = isTheirs(viewer, template)
    ? [
        button(locale, 'edit', template),
        ...(template.scope === 'own' ? [button(locale, 'share', template)] : []),
        deleteButton(locale, template),
      ]
    : [];
  const open = { label: t(locale, 'word.open'), intent: templateIntent('show', { template: template._id }) };
  return {
    text: t(locale, 'template.line', { name: template.name, customer: customerWords(locale, known) }),
    detail: [whose(viewer, template, context), lines, repeats].filter(Boolean).join(' · '),
    buttons: [button(locale, 'use', template), open, ...own],
  };
}

/** A page of templates. */
export function templatesCard(
  viewer: Viewer,
  page: { templates: readonly Known[]; skip: number; size: number; all: number },
  context: TemplateContext,
): Card {
  const { locale } = viewer;
  const { templates, skip, size, all } = page;
  const title = t(locale, 'template.list.title');
  const buttons = [
    { label: t(locale, 'template.new'), intent: templateIntent('new') },
    ...turnButtons(locale, { skip, size, more: skip + size < all }, (to) => ({
      command: 'template',
      input: { skip: to },
    })),
  ];
  const empty = t(locale, 'template.list.empty');
  return {
    title,
    blocks: [
      { kind: 'list', items: templates.map((known) => item(viewer, known, context)), empty },
      { kind: 'buttons', buttons },
    ],
    summary: all > 0 ? `${title} (${all})` : empty,
  };
}

/** Asks before a template is deleted that was named by typed words. */
export function deleteCard({ locale }: Viewer, template: Template): Card {
  const title = t(locale, 'template.delete_sure', { name: template.name });
  const { confirm: _, ...sure } = deleteButton(locale, template);
  return { title, tone: 'warn', blocks: [{ kind: 'buttons', buttons: [sure] }], summary: title };
}
