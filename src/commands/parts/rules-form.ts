import { isThere, sameRule } from '../../approvals/edits.ts';
import { personWords } from '../../approvals/rule-words.ts';
import { keyOf } from '../../approvals/rules.ts';
import type { Choice, Form, FormField, FormValues } from '../../chat/form.ts';
import { DeskError } from '../../errors.ts';
import { type Member, type Role, roles } from '../../members/member.ts';
import { minorDigits, moneyDecimal, parseDecimal } from '../../money.ts';
import { type ApprovalRule, approvalRuleSchema, type Settings, type Threshold } from '../../settings/settings.ts';
import { type Locale, listed, locales, t, texts } from '../../text/index.ts';
import { collect } from './collect.ts';
import { chosen } from './settings-fields.ts';
import { textOf } from './values.ts';

type Step = ApprovalRule['steps'][number];
type Seat = Step['seats'][number];
type Known = { settings: Settings; members: readonly Member[]; locale: Locale };

/** Steps that the form offers; a rule that has more shows all of them. */
const usualSteps = 3;
/** Seats of one step. */
const mostSeats = 5;
const kinds = approvalRuleSchema.shape.on.options;

/** Roles that read what others sell: who has none of them reads the own orders only, and could decide nobody's. */
const deciders: readonly Role[] = roles.filter((role) => role !== 'sales');
const mayBeNamed = (member: Member): boolean => member.active && member.roles.some((role) => deciders.includes(role));

const choiceOf = (seat: Seat): string => ('role' in seat ? seat.role : `@${seat.person}`);
const named = (value: string): string | undefined => (value.startsWith('@') ? value.slice(1) : undefined);

/** Who may be chosen: roles, people who may decide, and who is in the rule already, even if they left meanwhile. */
function choicesOf(rule: ApprovalRule | undefined, { members, locale }: Known): Choice[] {
  const inRule = (rule?.steps ?? []).flatMap(({ seats }) => seats.map(choiceOf).flatMap((value) => named(value) ?? []));
  const people = [...new Set([...members.filter(mayBeNamed).map((m) => m._id), ...inRule])];
  return [
    ...deciders.map((role) => ({ value: role, label: t(locale, `role.${role}`) })),
    ...people.map((id) => ({ value: `@${id}`, label: choiceWords(id, members, locale) })),
  ];
}

/** A person with the roles, so that the choice takes one line. */
function choiceWords(id: string, members: readonly Member[], locale: Locale): string {
  const held = members.find((m) => m._id === id)?.roles ?? [];
  const words = listed(
    locale,
    held.map((role) => t(locale, `role.${role}`)),
  );
  return [personWords(locale, id, members), words].filter((text) => text !== '').join(' · ');
}

function thresholdText(from: Threshold | undefined, { settings, locale }: Known): string {
  if (from === undefined) return '';
  return typeof from === 'number' ? moneyDecimal(from, settings.currency) : t(locale, `size.${from}`);
}

function stepFields(step: Step | undefined, n: number, choices: Choice[], locale: Locale): FormField[] {
  const ways = (['any', 'all'] as const).map((value) => ({ value, label: t(locale, `rules.form.${value}`) }));
  return [
    {
      kind: 'multi',
      name: `step${n}`,
      label: t(locale, 'rules.form.who', { n }),
      required: n === 1,
      value: step?.seats.map(choiceOf) ?? [],
      choices,
    },
    {
      kind: 'select',
      name: `need${n}`,
      label: t(locale, 'rules.form.need', { n }),
      value: step?.need ?? 'any',
      choices: ways,
    },
  ];
}

const stepsIn = (rule: ApprovalRule | undefined): number => Math.max(usualSteps, rule?.steps.length ?? 0);

/** The form of a rule; its intent carries the rule that it shows, so that no other is changed. */
export function ruleForm(rule: ApprovalRule | undefined, known: Known): Form {
  const { settings, locale } = known;
  const choices = choicesOf(rule, known);
  const places = Array.from({ length: stepsIn(rule) }, (_, i) => i);
  return {
    title: t(locale, rule ? 'rules.form.edit' : 'rules.add'),
    note: t(locale, 'rules.form.note'),
    submit: t(locale, 'rules.preview'),
    intent: { command: 'settings', input: { step: 'rule', ...(rule && { shown: rule }) } },
    fields: [
      {
        kind: 'select',
        name: 'on',
        label: t(locale, 'rules.form.on'),
        required: true,
        value: rule?.on ?? 'amount',
        choices: kinds.map((value) => ({ value, label: t(locale, `reason.${value}`) })),
      },
      {
        kind: 'text',
        name: 'from',
        label: t(locale, 'rules.form.from', { currency: settings.currency }),
        hint: t(locale, 'rules.form.from_hint'),
        value: thresholdText(rule?.from, known),
        maxLength: 30,
      },
      ...places.flatMap((i) => stepFields(rule?.steps[i], i + 1, choices, locale)),
    ],
  };
}

function kindIn(values: FormValues): ApprovalRule['on'] {
  const text = textOf(values, 'on');
  const kind = kinds.find((one) => one === text);
  if (!kind) throw new DeskError('error.required', { field: { text: 'rules.form.on' } }, { field: 'on' });
  return kind;
}

/** Where a size begins, in the words of either language, or an amount. */
function thresholdIn(values: FormValues, { currency }: Settings): Threshold | undefined {
  const text = textOf(values, 'from');
  if (text === undefined) return undefined;
  const isSize = (size: 'medium' | 'large') =>
    locales.some((locale) => texts[`size.${size}`][locale] === text.toLowerCase());
  const size = (['medium', 'large'] as const).find(isSize);
  const amount = text.normalize('NFKC').replace(new RegExp(`^${currency}\\s*|\\s*${currency}$`, 'i'), '');
  const from = size ?? parseDecimal(amount, 10 ** minorDigits(currency));
  if (from === undefined || (typeof from === 'number' && from <= 0))
    throw new DeskError('error.rule_from', { text }, { field: 'from' });
  return from;
}

/** A role, or a person who can decide other people's orders. */
function seatIn(value: string, field: string, members: readonly Member[]): Seat {
  const id = named(value);
  const role = deciders.find((one) => one === value);
  if (role) return { role };
  const member = members.find((m) => m._id === id);
  if (!member) throw new DeskError('error.rule_person', { text: value }, { field });
  const { name } = member;
  if (!member.active) throw new DeskError('error.member_inactive', { name }, { field });
  if (!mayBeNamed(member)) throw new DeskError('error.rule_sales_only', { name }, { field });
  return { person: member._id };
}

function stepIn(values: FormValues, n: number, members: readonly Member[]): Step {
  const field = `step${n}`;
  const seats = [...new Set(chosen(values, field))].map((value) => seatIn(value, field, members));
  if (seats.length === 0) throw new DeskError('error.rule_nobody', { n }, { field });
  if (seats.length > mostSeats) throw new DeskError('error.rule_seats', { most: mostSeats }, { field });
  return { seats, need: seats.length > 1 && textOf(values, `need${n}`) === 'all' ? 'all' : 'any' };
}

/** How many steps are filled in: up to the last that names somebody; one before it may not be empty. */
function lastStep(values: FormValues, most: number): number {
  const filled = Array.from({ length: most }, (_, i) => chosen(values, `step${i + 1}`).length > 0);
  return Math.max(1, filled.lastIndexOf(true) + 1);
}

function checkTwice(steps: readonly Step[]): void {
  const keys = steps.map(keyOf);
  const place = keys.findIndex((key, i) => keys.indexOf(key) < i);
  if (place > 0) throw new DeskError('error.rule_twice', { n: place + 1 }, { field: `step${place + 1}` });
}

/** Reads the submitted form of a rule. Throws `FieldErrors` with every mistake at its field. */
export function readRuleForm(
  values: FormValues,
  shown: ApprovalRule | undefined,
  { settings, members }: Known,
): ApprovalRule {
  const numbers = Array.from({ length: lastStep(values, stepsIn(shown)) }, (_, i) => i + 1);
  const read = collect({
    on: () => kindIn(values),
    from: () => thresholdIn(values, settings),
    ...Object.fromEntries(numbers.map((n) => [`step${n}`, () => stepIn(values, n, members)])),
  }) as Pick<ApprovalRule, 'on' | 'from'> & Record<`step${number}`, Step>;
  const steps = numbers.map((n) => read[`step${n}`]!);
  const rule = { on: read.on, ...(read.from !== undefined && { from: read.from }), steps };
  collect({
    steps: () => checkTwice(steps),
    rule: () => {
      if (!(shown && sameRule(shown, rule)) && isThere(settings.approvalRules, rule))
        throw new DeskError('error.rule_there', {}, { field: 'on' });
    },
  });
  return rule;
}
