import { edited, type RuleEdit, ruleIn, sameRule } from '../../approvals/edits.ts';
import type { FormValues } from '../../chat/form.ts';
import { DeskError } from '../../errors.ts';
import type { ApprovalRule } from '../../settings/settings.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Input, Reply } from '../command.ts';
import { rulesCard } from './rules-card.ts';
import { readRuleForm, ruleForm } from './rules-form.ts';
import { previewCard } from './rules-preview.ts';

/** What cards and forms of the rules need to know. */
async function known({ desk, locale }: CommandContext) {
  const [settings, members, teams] = await Promise.all([desk.settings.get(), desk.members.all(), desk.members.teams()]);
  return { settings, members, teams, locale };
}

/** The card of the approval rules; it takes the place of another that led to it. */
export async function rulesReply(context: CommandContext, said?: string, replace = said !== undefined): Promise<Reply> {
  return { card: rulesCard(await known(context), said), replace };
}

/** The rule that a button or form shows, if it shows one. */
const shownIn = ({ shown }: Input): ApprovalRule | undefined => (shown === undefined ? undefined : ruleIn(shown));

/** The form of a rule that is there, or of a new one. */
async function formReply(input: Input, context: CommandContext): Promise<Reply> {
  const about = await known(context);
  const shown = shownIn(input);
  if (shown && !about.settings.approvalRules.some((rule) => sameRule(rule, shown)))
    throw new DeskError('error.rule_gone');
  return { form: ruleForm(shown, about) };
}

async function previewReply(edit: RuleEdit | undefined, context: CommandContext): Promise<Reply> {
  const { desk, person, today } = context;
  const about = await known(context);
  const wanted = edit && edited(about.settings.approvalRules, edit);
  const preview = await desk.previewRules(person, today, wanted);
  return { card: previewCard(preview, edit, about), replace: true };
}

/** Stores a change of the rules that an admin has seen, worked out from those in force now. */
async function save(edit: RuleEdit, context: CommandContext): Promise<Reply> {
  const { desk, actor, locale } = context;
  await desk.settings.change(actor, ({ approvalRules }) => ({ approvalRules: edited(approvalRules, edit) }));
  return rulesReply(context, t(locale, 'rules.saved'));
}

/** Steps of the settings command that are about the rules. */
const steps = ['rules', 'rule', 'rule_change', 'rules_preview'] as const;
export const isRulesStep = (step: unknown): boolean => steps.some((one) => one === step);

/** A button on a card of the rules. */
export async function rulesPressed(input: Input, context: CommandContext): Promise<Reply> {
  if (input.step === 'rule') return formReply(input, context);
  if (input.step === 'rule_change') return save(input.edit as RuleEdit, context);
  if (input.step === 'rules_preview') return previewReply(input.edit as RuleEdit | undefined, context);
  return rulesReply(context, undefined, input.back === true);
}

/** The form of a rule: what it would mean is shown, and nothing is stored yet. */
export async function ruleFilled(input: Input, values: FormValues, context: CommandContext): Promise<Reply> {
  const shown = shownIn(input);
  const rule = readRuleForm(values, shown, await known(context));
  if (shown && sameRule(shown, rule)) return rulesReply(context, t(context.locale, 'rules.same'));
  return previewReply(shown ? { kind: 'replace', shown, rule } : { kind: 'add', rule }, context);
}
