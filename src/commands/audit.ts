import { auditCard, auditPage } from '../audit/card.ts';
import { subjectsOf } from '../audit/reader.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import { versionCard } from '../orders/cards/version-card.ts';
import { changeContentOf } from '../orders/content.ts';
import { type Order, orderName } from '../orders/order.ts';
import { versionsOf } from '../orders/versions.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { auditExport } from './exports/audit.ts';
import { exportable, exportList } from './exports/list.ts';
import { exportWords } from './exports/words.ts';
import { inputOrder, typedOrder } from './parts/order-argument.ts';

/** Lines of the trail that are shown at most; the rest is in the export of the database. */
const most = 300;

/** What every line is put into words with. */
async function readerOf({ desk }: CommandContext) {
  const [members, teams, settings] = await Promise.all([desk.members.all(), desk.members.teams(), desk.settings.get()]);
  return { members, teams, settings };
}

/** The trail of one order, `shown` lines of it. */
async function trailOf(order: Order, shown: number, context: CommandContext): Promise<Reply> {
  const { desk, person, viewer } = context;
  const subject = { kind: 'Order' as const, id: order._id };
  const [found, reader, versions] = await Promise.all([
    desk.audit.of(person, subject, shown + 1),
    readerOf(context),
    versionsOf(desk.connection, order._id),
  ]);
  const isMore = found.length > shown && shown < most;
  const more = isMore ? { command: 'audit', input: { order: order._id, shown: shown + auditPage } } : undefined;
  const options = { ...reader, subjects: subjectsOf(order), about: order, versions, more };
  return { card: auditCard(viewer, found.slice(0, shown), options), replace: shown > auditPage };
}

/** The whole trail is an admin's. */
async function checkReads({ desk, person }: CommandContext): Promise<void> {
  if (!may(person, 'audit'))
    throw new DeskError('error.not_allowed', { who: await desk.members.admins() }, { loudness: 'warn' });
}

/** The whole trail as files. */
async function exported(context: CommandContext): Promise<Reply> {
  await checkReads(context);
  return exportList(auditExport(await readerOf(context), context), context);
}

/** The newest lines of the whole trail, for an admin. */
async function recent(shown: number, context: CommandContext): Promise<Reply> {
  const { desk, person, viewer } = context;
  await checkReads(context);
  const [found, reader] = await Promise.all([desk.audit.recent(person, { limit: shown + 1 }), readerOf(context)]);
  const lines = found.slice(0, shown);
  const subjects = await desk.audit.subjects(lines);
  const isMore = found.length > shown && shown < most;
  const more = isMore ? { command: 'audit', input: { shown: shown + auditPage } } : undefined;
  const reply = { card: auditCard(viewer, lines, { ...reader, subjects, more }), replace: shown > auditPage };
  return exportable(reply, { command: 'audit', input: { export: true } }, context);
}

/** A version of an order that is no longer in force. */
async function versionReply(order: Order, wanted: number, { desk, viewer }: CommandContext): Promise<Reply> {
  const versions = await versionsOf(desk.connection, order._id);
  const place = versions.findIndex(({ version }) => version === wanted);
  const found = versions[place];
  if (!found) {
    const known = [...versions.map((v) => v.version), order.version].join(', ');
    throw new DeskError('error.version_unknown', { order: orderName(order), n: wanted, known });
  }
  const next = versions[place + 1]?.content ?? changeContentOf(order);
  return { card: versionCard(viewer, order, wanted, { content: found.content, next }) };
}

/** Who did what to an order, when and from where, before and after; and its earlier versions. */
export const audit: Command = {
  name: 'audit',
  reads: true,
  words: { en: ['audit'], zh: ['审计'] },
  does: 'does.audit',
  usage: { en: 'SO-000042 [v1] | export', zh: 'SO-000042 [v1] | 导出' },
  may: (person) => person.roles.length > 0,
  async typed(words, context) {
    if (words.trim() === '' && !context.threadOrder && may(context.person, 'audit')) return recent(auditPage, context);
    const asked = exportWords(words);
    if (asked.exports && asked.rest === '') return exported(context);
    const { order, rest } = await typedOrder(words, context, audit);
    const version = /^(?:v|version|第)?\s*(\d{1,4})\s*版?$/i.exec(rest.trim())?.[1];
    return version ? versionReply(order, Number(version), context) : trailOf(order, auditPage, context);
  },
  async pressed(input, context) {
    if (input.export) return exported(context);
    const shown = Math.min(most, Math.max(auditPage, Number(input.shown) || auditPage));
    if (!input.order) return recent(shown, context);
    const order = await inputOrder(input, context);
    return typeof input.version === 'number'
      ? versionReply(order, input.version, context)
      : trailOf(order, shown, context);
  },
};
