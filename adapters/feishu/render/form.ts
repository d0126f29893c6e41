import type { Choice, FormField, LineValue, SealedForm } from '../../../src/chat/form.ts';
import { linesField, linesOf } from '../../../src/chat/form-state.ts';
import { totalText } from '../../../src/chat/total.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { row } from './buttons.ts';
import { type FeishuCard, frame } from './card.ts';
import { costOf, minus, type Room } from './cost.ts';
import { formButton } from './deeds.ts';
import { type Element, quiet } from './element.ts';
import { select } from './inputs.ts';
import { linesElements } from './lines.ts';
import { cellName, type FeishuState, foundFor, pickName } from './names.ts';
import { type Wrongs, wrongsOf } from './sentences.ts';
import { offersOf } from './shown.ts';
import { type Piece, type Sight, sightOf } from './sight.ts';

/** Draws the select of what was found for a field or line. */
type Offer = (of: string | number) => Element[];

type Draw = { form: SealedForm; state: FeishuState; locale: Locale; sight: Sight; wrongs: Wrongs };

function pieceElements({ field, head, draw }: Piece, { form, state, locale, sight, wrongs }: Draw, offer: Offer) {
  const begins = head.length > 0 || field?.kind === 'lines';
  return [
    ...head,
    ...(field && begins ? wrongs.field(field) : []),
    ...draw(locale),
    ...(field?.kind === 'search' ? offer(field.name) : []),
    ...(field?.kind === 'lines'
      ? linesElements(form, state, sight.lines, (n) => ({ wrong: wrongs.line(n), found: offer(n) }), locale)
      : []),
  ];
}

/** Turns the page of the fields, where there are many. */
function fieldsTurn({ form, sight: { page, pages, from, to }, locale }: Draw): Element[] {
  if (pages === 1) return [];
  const turn = (to: number, words: 'chat.previous' | 'chat.next') =>
    formButton(form.id, t(locale, words), { kind: 'fields', page: to });
  return [
    ...quiet(t(locale, 'chat.fields', { from: from + 1, to: to + 1, all: form.fields.length })),
    row([
      ...(page > 1 ? [turn(page - 1, 'chat.previous')] : []),
      ...(page < pages ? [turn(page + 1, 'chat.next')] : []),
    ]),
  ];
}

const isLookedUp = ({ kind }: FormField): boolean => kind === 'search' || kind === 'lines';

/** What the lines came to when they were drawn, by the desk's own reckoning: a card does not reckon while somebody types. */
function totalLine({ form, state, locale }: Draw): Element[] {
  const field = linesField(form);
  const total = field && totalText(field, linesOf(form, state));
  const sentence = total && t(locale, 'feishu.total_then', { total });
  return sentence ? quiet(t(locale, 'chat.field_error', { label: t(locale, 'label.total'), sentence })) : [];
}

function drawn(draw: Draw, offer: Offer): FeishuCard {
  const { form, locale, sight, wrongs } = draw;
  const deeds = row([
    formButton(form.id, form.submit, { kind: 'send' }, true),
    ...(form.fields.some(isLookedUp)
      ? [formButton(form.id, t(locale, linesField(form) ? 'feishu.reckon' : 'feishu.look'), { kind: 'look' })]
      : []),
  ]);
  const elements = [
    ...sight.pieces.flatMap((piece) => pieceElements(piece, draw, offer)),
    ...fieldsTurn(draw),
    ...totalLine(draw),
    deeds,
  ];
  return frame({ title: form.title, summary: form.title, tone: 'info' }, [
    ...wrongs.top,
    { tag: 'form', name: 'form', elements },
  ]);
}

/** What was found for what is in sight: the name of the select that offers it, by field name or line. */
function openIn(
  { pieces, lines }: Sight,
  state: FeishuState,
  first: readonly LineValue[],
): Map<string | number, [string, readonly Choice[]]> {
  const fields = pieces.flatMap(({ field }) => (field?.kind === 'search' ? [field.name] : []));
  const hasLines = pieces.some(({ field }) => field?.kind === 'lines');
  const numbers = hasLines ? Array.from({ length: lines.to - lines.from }, (_, i) => lines.from + i) : [];
  const all = [
    ...fields.map((name) => [name, pickName(name)] as const),
    ...numbers.map((n) => [n, cellName(n, 'pick', state.version)] as const),
  ].map(([of, name]) => [of, [name, foundFor(state, of, first)]] as const);
  return new Map(all.filter(([, [, found]]) => found.length > 0).map(([of, [name, found]]) => [of, [name, found]]));
}

/** What a select takes without its options. */
const bareSelect: Room = { bytes: 300, elements: 2 };

/** A form as a card: its fields in a form container, whose buttons all send what was typed. */
export function renderForm(form: SealedForm, state: FeishuState, { locale }: { locale: Locale }): FeishuCard {
  const sight = sightOf(form, state);
  const draw: Draw = { form, state, locale, sight, wrongs: wrongsOf(form, state, sight, locale) };
  const open = openIn(sight, state, linesField(form)?.value ?? []);
  const bare = drawn(draw, () => []);
  if (open.size === 0) return bare;
  const left = minus({ bytes: limits.cardBytes - 200, elements: limits.elements - 2 }, costOf(bare));
  const share: Room = {
    bytes: Math.floor(left.bytes / open.size) - bareSelect.bytes,
    elements: Math.floor(left.elements / open.size) - bareSelect.elements,
  };
  return drawn(draw, (of) => {
    const [name, found] = open.get(of) ?? [];
    if (name === undefined || found === undefined) return [];
    return [select(name, offersOf(found, share), undefined, locale)];
  });
}
