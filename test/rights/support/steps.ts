import fc from 'fast-check';
import type { Address } from '../../../src/chat/address.ts';
import type { SealedCard } from '../../../src/chat/card.ts';
import type { FormValues, SealedForm } from '../../../src/chat/form.ts';
import type { Answer } from '../../../src/chat/incoming.ts';
import { commands } from '../../../src/commands/index.ts';
import { newId } from '../../../src/id.ts';
import type { Member } from '../../../src/members/member.ts';
import { orderModel } from '../../../src/orders/model.ts';
import { actionsFrom } from '../../../src/orders/moves.ts';
import type { Order } from '../../../src/orders/order.ts';
import { groupings, groupingWords } from '../../../src/reports/vocabulary.ts';
import type { TestDesk } from '../../support/desk.ts';
import { buttonsOf, valuesOf } from '../../support/talk.ts';
import type { CanaryCompany } from './company.ts';
import type { createRecorder } from './recorder.ts';

const kinds = ['move', 'typed', 'press', 'submit', 'forged', 'choices', 'complete', 'report', 'file', 'audit'] as const;
type Kind = (typeof kinds)[number];

/** What somebody does next; the numbers choose among what there is at that moment. */
export type Step = { kind: Kind; who: number; what: number; about: number; more: number };
const nat = fc.nat(1_000_000);
const kind = fc.oneof(
  { weight: 20, arbitrary: fc.constant<Kind>('move') },
  { weight: 34, arbitrary: fc.constant<Kind>('typed') },
  { weight: 22, arbitrary: fc.constant<Kind>('press') },
  { weight: 16, arbitrary: fc.constant<Kind>('submit') },
  { weight: 4, arbitrary: fc.constant<Kind>('forged') },
  { weight: 6, arbitrary: fc.constant<Kind>('choices') },
  { weight: 4, arbitrary: fc.constant<Kind>('complete') },
  { weight: 4, arbitrary: fc.constant<Kind>('report') },
  { weight: 4, arbitrary: fc.constant<Kind>('file') },
  { weight: 4, arbitrary: fc.constant<Kind>('audit') },
);
export const step: fc.Arbitrary<Step> = fc.record({ kind, who: nat, what: nat, about: nat, more: nat });

/** What came of a step: all bytes that the person got, and what the person wrote. */
export type Outcome = { member: Member; did: string; typed: string; shown: string; answer?: Answer };

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** Plays steps against a desk, with the buttons, forms and files that have been handed out so far. */
export function createPlayer(desk: TestDesk, company: CanaryCompany, recorder: ReturnType<typeof createRecorder>) {
  const buttons: string[] = [];
  const forms: { form: SealedForm; owner: string }[] = [];
  const files: string[] = [];
  /** Who was given a file when it was made: it was judged then, and what one was given one may keep. */
  const given = new Set<string>();
  const { members, orders, customers, goods, templates, suppliers, bird } = company;

  function remember(card: SealedCard): void {
    buttons.push(...buttonsOf(card).map((b) => b.id));
    for (const b of card.blocks) if (b.kind === 'image' || b.kind === 'file') files.push(b.file.id);
  }

  async function bytesOf(card: SealedCard, member: Member): Promise<string> {
    const { id, roles, teams } = { id: member._id, roles: member.roles, teams: member.teams };
    const refs = card.blocks.flatMap((b) => (b.kind === 'image' || b.kind === 'file' ? [b.file.id] : []));
    for (const ref of refs) given.add(`${ref} ${id}`);
    const read = await Promise.all(refs.map((ref) => desk.desk.files.read(ref, { id, roles, teams })));
    return read.map((f) => Buffer.from(f.bytes).toString('utf8')).join('\n');
  }

  async function send(member: Member, what: object): Promise<{ answer: Answer; shown: string }> {
    const from: Address = `rec:${member._id}`;
    const answer = await desk.bot({ from, conversation: `rec:@${member._id}`, key: newId(), ...what } as never);
    if (answer.kind === 'card') remember(answer.card);
    if (answer.kind === 'form') forms.push({ form: answer.form, owner: member._id });
    const extra = answer.kind === 'card' ? await bytesOf(answer.card, member) : '';
    return { answer, shown: JSON.stringify(answer) + extra };
  }

  /** One of all records, or every other time one of the member's own, where there are some. */
  function orMine<T extends { owner?: string }>(all: readonly T[], about: number, member: Member): T {
    const mine = all.filter((one) => one.owner === member._id);
    return pick(mine.length > 0 && about % 2 ? mine : all, about);
  }

  /** Something to name after a command: records of anybody by all their names, hidden values, and nothing at all. */
  function argument({ about, more }: Step, member: Member): string {
    const order = orMine(orders, about, member);
    const customer = pick(customers, about);
    const detail = pick(
      ['', 'because', '5 SF 12', 'full ref R9', `@${pick(members, more).name}`, `100 on 12/1 ref ${more}`],
      more,
    );
    return pick(
      [
        `${order.number ?? order.draftNo} ${detail}`,
        `${order.number ?? order.draftNo} ${detail}`,
        `${order.draftNo} ${detail}`,
        `${order.draftNo} ${detail}`,
        customer.code,
        `${customer.code} ${pick(goods, more).sku}x2 ${pick(goods, about).sku}x3@1234.56 -5% due +9d`,
        pick(goods, about).sku,
        order.poNo ?? '',
        order.notes ?? '',
        String(order.total / 100),
        customer.address ?? '',
        customer.contacts[0]?.phone ?? '',
        `owner:${pick(members, more).name}`,
        '',
        'all',
        '???',
      ],
      more + about,
    );
  }

  /** What fits a command that takes other words than most: else it would only ask for them. */
  const fitting: Readonly<Record<string, (s: Step, member: Member) => string>> = {
    /** A product, often with a customer of anybody, sometimes with a price. */
    price: ({ about, more }) =>
      `${pick(goods, about).sku} ${pick(['', pick(customers, about).code, `${pick(customers, about).code} 1234.56 from 2`], more)}`,
    again({ about, more }, member) {
      const { number, draftNo } = orMine(orders, about, member);
      return more % 3 ? (number ?? draftNo) : orMine(customers, about, member).code;
    },
    stock: ({ about }) => pick(goods, about).sku,
    supplier: ({ about, more }) =>
      `${pick(suppliers, about).code} ${pick(['', '', `order ${pick(goods, more).sku}x3 expected 12/20`], more)}`,
    risk: ({ about, more }, member) =>
      pick(
        ['', 'credit', 'market', 'supply', pick(goods, more).sku, orMine(customers, about, member).code],
        about + more,
      ),
    template: ({ about, more }, member) =>
      pick(['', 'new', orMine(templates, about, member).name, pick(templates, more).name], about + more),
    import: ({ about, more }, member) =>
      `customer,sku,quantity\n${orMine(customers, about, member).code},${pick(goods, more).sku},${1 + (more % 9)}`,
  };

  const valuesFor = (form: SealedForm, { about, more }: Step): FormValues => ({
    ...valuesOf(form),
    ...(form.fields.some((f) => f.name === 'reason') ? { reason: `because ${bird('x')}` } : {}),
    ...(form.fields.some((f) => f.name === 'member') ? { member: pick(members, more)._id } : {}),
    ...(form.fields.some((f) => f.name === 'customer') && more % 3 === 0
      ? { customer: pick(customers, about).code }
      : {}),
    ...(form.fields.some((f) => f.name === 'lines') && more % 4 === 0
      ? { lines: [{ sku: pick(goods, about).sku, quantity: '3', discount: more % 8 ? '' : '80' }] }
      : {}),
  });

  const played: Record<Kind, (s: Step, member: Member) => Promise<Omit<Outcome, 'member'>>> = {
    /** A move that the table has, by somebody who can often make it: so that orders really change. */
    async move(s, member) {
      const order = (await orderModel(desk.connection).findById(pick(orders, s.about)._id).lean<Order>())!;
      const { owner, draftNo } = order;
      const able = members.filter((m) => m._id === owner || ['Ada', 'Otto', 'Marge', 'Fiona'].includes(m.name));
      const who = s.more % 6 ? pick(able, s.who) : member;
      const typed = `/order ${pick(actionsFrom(order).length ? actionsFrom(order) : ['show'], s.what)} ${draftNo} because`;
      return { did: typed, typed, ...(await send(who, { kind: 'command', text: typed })), member: who } as never;
    },
    async typed(s, member) {
      const command = pick(commands, s.what);
      const word = pick([...command.words.en, ...command.words.zh], s.more);
      const asksForm = s.more % 4 === 0;
      const typed = asksForm
        ? `/order ${pick(['new', 'edit', 'pay', 'reject', 'hold', 'cancel', 'assign'], s.what)} ${orMine(orders, s.about, member).draftNo}`
        : `/order ${word} ${fitting[command.name]?.(s, member) ?? argument(s, member)}`;
      return { did: typed, typed, ...(await send(member, { kind: 'command', text: typed })) };
    },
    async press(s, member) {
      if (buttons.length === 0) return { did: 'nothing', typed: '', shown: '' };
      const newest = buttons.slice(-150);
      return {
        did: 'presses a button',
        typed: '',
        ...(await send(member, { kind: 'click', button: pick(newest, s.what) })),
      };
    },
    async submit(s, member) {
      if (forms.length === 0) return { did: 'nothing', typed: '', shown: '' };
      const { form, owner } = pick(forms.slice(-20), s.what);
      const who = s.more % 5 ? members.find((m) => m._id === owner)! : member;
      const values = valuesFor(form, s);
      const foreign = who._id === owner ? '' : ' of somebody else';
      const result = await send(who, { kind: 'submit', form: form.id, values });
      return {
        did: `submits “${form.title}”${foreign}`,
        typed: JSON.stringify(values),
        ...result,
        member: who,
      } as never;
    },
    async forged(s, member) {
      const known = pick(buttons.length ? buttons : ['a.b'], s.what).split('.')[0];
      const button = pick(
        [`${known}.${s.more % 40}`, `${known}.-1`, `${known}.__proto__`, `${orders[0]?._id}.0`, '.', `${known}`],
        s.more,
      );
      return { did: `forges ${button}`, typed: '', ...(await send(member, { kind: 'click', button })) };
    },
    async choices(s, member) {
      const query = pick([argument(s, member), 'zq', 'goods', ''], s.what);
      const source = pick(['customer', 'product', 'member'] as const, s.about);
      return {
        did: `looks for ${source} ${query}`,
        typed: query,
        ...(await send(member, { kind: 'choices', source, query })),
      };
    },
    async complete(s, member) {
      const typed = `/order ${pick(['new', 'customer', 'list', 'product', '新建'], s.what)} ${pick([argument(s, member), 'zq', 's'], s.more)}`;
      return { did: `completes ${typed}`, typed, shown: JSON.stringify(await recorder.kit().complete(member, typed)) };
    },
    async report(s, member) {
      const typed = `/order report 2026 by ${pick(groupingWords[pick(groupings, s.what)], s.about)}`;
      return { did: typed, typed, ...(await send(member, { kind: 'command', text: typed })) };
    },
    async file(s, member) {
      const id = pick(files.length ? files : ['none'], s.what);
      const person = { id: member._id, roles: member.roles, teams: member.teams };
      const shown = await desk.desk.files.read(id, person).then(
        (f) => Buffer.from(f.bytes).toString('utf8'),
        (error) => String(error.message),
      );
      const isOwn = given.has(`${id} ${member._id}`);
      return { did: `reads a file that was seen somewhere`, typed: '', shown: isOwn ? '' : shown };
    },
    async audit(s, member) {
      const subject = { kind: 'Order' as const, id: orMine(orders, s.about, member)._id };
      const person = { id: member._id, roles: member.roles, teams: member.teams };
      const read = s.what % 4 ? await desk.desk.audit.of(person, subject) : await desk.desk.audit.recent(person);
      return { did: 'reads the audit trail', typed: '', shown: JSON.stringify(read) };
    },
  };

  return {
    remember,
    async play(s: Step): Promise<Outcome> {
      const member = pick(members, s.who);
      return { member, ...(await played[s.kind](s, member)) };
    },
  };
}
