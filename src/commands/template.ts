import type { Form, FormValues } from '../chat/form.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import { orderName } from '../orders/order.ts';
import { soldBySku } from '../products/offer.ts';
import { deleteCard, type TemplateStep, templateCard, templateIntent, templatesCard } from '../templates/card.ts';
import type { FoundTemplates, Known } from '../templates/find.ts';
import type { Template } from '../templates/template.ts';
import { upcoming } from '../templates/upcoming.ts';
import { listed, t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { chooseCard } from './parts/choose.ts';
import { nearestText } from './parts/nearest.ts';
import { exampleOf, inputOrder } from './parts/order-argument.ts';
import { orderReply } from './parts/order-reply.ts';
import { editForm, readTemplateForm, templateForm } from './parts/template-form.ts';
import { readRepeatForm, repeatForm } from './parts/template-repeat.ts';
import { formFromOrder, saveFromOrder } from './parts/template-save.ts';
import { useTemplate } from './parts/template-use.ts';
import { isListWord, templateStep } from './parts/template-words.ts';
import { textOf } from './parts/values.ts';

/** Templates of one page. */
const pageSize = 5;

const typedAs: Pick<Command, 'words' | 'usage'> = {
  words: { en: ['template', 'templates'], zh: ['模板'] },
  usage: {
    en: '[monthly acme | save SO-000042 monthly acme | edit monthly acme | new]',
    zh: '[月度 | 保存 SO-000042 月度 | 修改 月度 | 新建]',
  },
};

const opens: readonly unknown[] = ['use', 'edit', 'new', 'save', 'repeat', 'share'];

async function contextOf({ desk, person, actor }: CommandContext, template?: Template) {
  const [members, teams, settings] = await Promise.all([desk.members.all(), desk.members.teams(), desk.settings.get()]);
  const skus = template?.lines.map((l) => l.sku) ?? [];
  const sold = await soldBySku(desk.findProduct, person, skus);
  const names = new Map(skus.map((sku) => [sku, sold.get(sku)?.name ?? ''] as const));
  const next = await upcoming(members, settings, actor.now);
  return { members, teams, currency: settings.currency, zone: settings.timezone, next, names };
}

async function shown(known: Known, context: CommandContext, note?: string, replace = false): Promise<Reply> {
  return { card: templateCard(context.viewer, known, await contextOf(context, known.template), note), replace };
}

async function listReply(skip: number, context: CommandContext, replace: boolean): Promise<Reply> {
  const all = await context.desk.templates.all(context.person);
  const page = { templates: all.slice(skip, skip + pageSize), skip, size: pageSize, all: all.length };
  return { card: templatesCard(context.viewer, page, await contextOf(context)), replace };
}

/** Shares with the only team that the person is in; of several, asks which. */
async function share(known: Known, team: string | undefined, context: CommandContext): Promise<Reply> {
  const { desk, actor, locale, person } = context;
  const { _id, name } = known.template;
  const teams = (await desk.members.teams()).filter((one) => person.teams.includes(one._id));
  if (teams.length === 0) throw new DeskError('error.template_no_team');
  const chosen = team ?? (teams.length === 1 ? teams[0]?._id : undefined);
  if (chosen !== undefined) {
    if (!teams.some((one) => one._id === chosen)) throw new DeskError('error.template_no_team', {}, { field: 'team' });
    return shown(await desk.templates.share(actor, _id, chosen), context, t(locale, 'template.shared'), true);
  }
  const choices = teams.map((one) => ({ value: one._id, label: one.name }));
  const form: Form = {
    title: t(locale, 'template.form.share', { name }),
    submit: t(locale, 'template.share'),
    intent: templateIntent('share', { template: _id }),
    fields: [{ kind: 'select', name: 'team', label: t(locale, 'template.label.team'), required: true, choices }],
  };
  return { form };
}

/** Leaves the next draft out: the one that the button showed, so that a second click leaves out no other. */
async function skip({ template }: Known, date: string, context: CommandContext): Promise<Reply> {
  const { desk, actor, locale, viewer } = context;
  const around = await contextOf(context, template);
  const isSkipped = template.schedule?.skipped.includes(date);
  if (!isSkipped && around.next(template)?.date !== date) throw new DeskError('error.template_passed', { date });
  const after = await desk.templates.skip(actor, template._id, date);
  return { card: templateCard(viewer, after, around, t(locale, 'template.skipped_now', { date })), replace: false };
}

async function remove({ template }: Known, { desk, actor, locale }: CommandContext): Promise<Reply> {
  await desk.templates.remove(actor, template._id);
  const title = t(locale, 'template.deleted', { name: template.name });
  return { card: { title, tone: 'good', blocks: [], summary: title } };
}

/** Whether the person may change it; asked before a form is shown, so that nobody fills one in vain. */
function checkMay({ template }: Known, { person }: CommandContext): void {
  if (!may(person, 'template.edit', { owner: template.owner, scope: template.scope, team: template.team }))
    throw new DeskError('error.template_not_yours', { name: template.name }, { loudness: 'warn' });
}

/** What a step does with a template. */
async function run(step: TemplateStep, known: Known, input: Input, context: CommandContext): Promise<Reply> {
  const { desk, actor, viewer } = context;
  const { template } = known;
  const id = template._id;
  if (step === 'use') return useTemplate(known, context);
  if (step === 'show') return shown(known, context);
  checkMay(known, context);
  if (step === 'edit') return editForm(known, context);
  if (step === 'repeat') return repeatForm(template, context);
  if (step === 'share') return share(known, undefined, context);
  if (step === 'own')
    return shown(
      await desk.templates.share(actor, id, undefined),
      context,
      t(context.locale, 'template.unshared'),
      true,
    );
  if (step === 'pause') return shown(await desk.templates.pause(actor, id), context);
  if (step === 'resume') return shown(await desk.templates.resume(actor, id), context);
  if (step === 'skip') return skip(known, String(input.date ?? ''), context);
  if (input.template === undefined) return { card: deleteCard(viewer, template) };
  return remove(known, context);
}

/** Finds the template that words mean; where several do, offers them. */
async function named(step: TemplateStep, text: string, found: FoundTemplates, context: CommandContext): Promise<Reply> {
  const { locale } = context;
  if (found.exact) return run(step, found.exact, {}, context);
  const names = (some: Known[]) => some.map(({ template }) => template);
  const nearest = () => nearestText({ several: names(found.several), nearest: names(found.nearest) }, { locale });
  if (found.several.length === 0) throw new DeskError('error.template_not_found', { text, nearest: nearest() });
  const entries = found.several.map(({ template, customer }) => ({
    text: template.name,
    detail: customer ? `${customer.name} (${customer.code})` : t(locale, 'template.any_customer'),
    input: { step: step === 'delete' ? 'show' : step, template: template._id },
  }));
  return { card: chooseCard(text, 'template', entries, context) };
}

async function saved(words: string, context: CommandContext): Promise<Reply> {
  const { locale } = context;
  const { known, gone } = await saveFromOrder(words, { typedAs, ...context });
  const note =
    gone.length > 0 ? t(locale, 'template.saved_without', { skus: listed(locale, gone) }) : t(locale, 'template.saved');
  return shown(known, context, note);
}

/** Gives a draft that a template made up: cancelled, as its owner may. */
async function discard(input: Input, context: CommandContext): Promise<Reply> {
  const order = await inputOrder(input, context);
  const isRepeat = order.timeline.some((e) => e.key === context.actor.key);
  if (order.state !== 'draft' && !isRepeat)
    throw new DeskError('error.template_not_draft', { order: orderName(order) });
  const reason = t(context.locale, 'template.discard_reason');
  const moved = await context.desk.move(context.actor, order._id, 'cancel', { reason });
  return orderReply(moved.order, context);
}

const isStep = (step: unknown): step is TemplateStep => typeof step === 'string';

/** Orders that come again: kept, used, shared, and made into drafts by themselves. */
export const template: Command = {
  name: 'template',
  ...typedAs,
  does: 'does.template',
  may: (person) => may(person, 'template.create'),
  opensForm: (input) => input !== 'typed' && opens.includes(input.step),
  async typed(words, context) {
    if (isListWord(words)) return listReply(0, context, false);
    // A template may be called like a word of this command: its whole name goes first.
    const find = (text: string) => context.desk.templates.find(context.person, text);
    const meant = await find(words);
    const whole = meant.exact;
    if (whole && whole.template.name.toLowerCase() === words.trim().toLowerCase())
      return run('use', whole, {}, context);
    const { step = 'use', rest } = templateStep(words);
    if (step === 'new') return templateForm({ name: rest, lines: [] }, undefined, context);
    if (step === 'save') return saved(rest, context);
    if (rest !== '') return named(step, rest, rest === words ? meant : await find(rest), context);
    const hint = t(context.locale, 'usage.hint', { example: exampleOf(typedAs, context.locale) });
    throw new DeskError('error.words_missing', { usage: hint });
  },
  async pressed(input, context) {
    const { step } = input;
    if (!isStep(step)) return listReply(Number(input.skip ?? 0), context, true);
    if (step === 'new') return templateForm({ lines: [] }, undefined, context);
    if (step === 'save') return formFromOrder(await inputOrder(input, context), context);
    if (step === 'discard') return discard(input, context);
    return run(step, await context.desk.templates.byId(context.person, String(input.template)), input, context);
  },
  async filled(input, values: FormValues, context) {
    const { desk, actor, locale, today } = context;
    const note = t(locale, 'template.saved');
    if (input.step === 'save')
      return shown(await desk.templates.save(actor, await readTemplateForm(values, context)), context, note);
    const id = String(input.template);
    const revision = Number(input.revision);
    if (input.step === 'edit')
      return shown(
        await desk.templates.edit(actor, id, revision, await readTemplateForm(values, context)),
        context,
        note,
      );
    if (input.step === 'repeat') {
      const rule = readRepeatForm(values, context);
      return shown(await desk.templates.repeat(actor, id, revision, rule, today), context, note);
    }
    const team = textOf(values, 'team');
    if (input.step !== 'share' || team === undefined) throw new DeskError('error.form_gone');
    return share(await desk.templates.byId(context.person, id), team, context);
  },
};
