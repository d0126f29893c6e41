import { DeskError } from '../errors.ts';
import { type ApprovalRule, approvalRuleSchema, defaultApprovalRules } from '../settings/settings.ts';
import { isAdded, keyOf, merged } from './rules.ts';

/** The most rules that a desk has. */
const mostRules = 30;

/**
 * A change of the rules, with what the admin saw: a rule is meant by what it says, never by its place, which may have moved
 * meanwhile.
 */
export type RuleEdit =
  | { kind: 'add'; rule: ApprovalRule }
  | { kind: 'replace'; shown: ApprovalRule; rule: ApprovalRule }
  | { kind: 'remove' | 'up' | 'down'; shown: ApprovalRule }
  | { kind: 'defaults'; all: readonly ApprovalRule[] };

type Rules = readonly ApprovalRule[];

/** What a rule says; two that say the same are the same. */
const saying = ({ on, from, steps }: ApprovalRule): string => JSON.stringify([on, from ?? null, steps.map(keyOf)]);

/** Whether two rules say the same. */
export const sameRule = (a: ApprovalRule, b: ApprovalRule): boolean => saying(a) === saying(b);

/** Whether it makes a difference which of two rules comes first. */
const orderMatters = (a: ApprovalRule, b: ApprovalRule): boolean => {
  const chain = (...rules: ApprovalRule[]) => merged(rules).map(keyOf).join();
  return isAdded(a) === isAdded(b) && chain(a, b) !== chain(b, a);
};

/** The place to which a rule moves: before the nearest one above, or after the nearest below, where that matters. */
export function placeTowards(rules: Rules, place: number, towards: 'up' | 'down'): number | undefined {
  const rule = rules[place];
  if (!rule) return undefined;
  const matters = (other: ApprovalRule) => orderMatters(rule, other);
  const found =
    towards === 'up'
      ? rules.slice(0, place).findLastIndex(matters)
      : rules.findIndex((other, i) => i > place && matters(other));
  return found < 0 ? undefined : found;
}

/** Where the rule is that the admin saw. */
function placeOf(rules: Rules, shown: ApprovalRule): number {
  const place = rules.findIndex((rule) => sameRule(rule, shown));
  if (place < 0) throw new DeskError('error.rule_gone');
  return place;
}

/** Whether the rules say something already. */
export const isThere = (rules: Rules, rule: ApprovalRule): boolean => rules.some((one) => sameRule(one, rule));

function added(rules: Rules, rule: ApprovalRule): ApprovalRule[] {
  if (isThere(rules, rule)) return [...rules];
  if (rules.length >= mostRules) throw new DeskError('error.rules_full', { most: mostRules });
  return [...rules, rule];
}

function replaced(rules: Rules, shown: ApprovalRule, rule: ApprovalRule): ApprovalRule[] {
  if (!isThere(rules, shown) && isThere(rules, rule)) return [...rules];
  const place = placeOf(rules, shown);
  if (rules.some((one, i) => i !== place && sameRule(one, rule))) throw new DeskError('error.rule_there');
  return rules.with(place, rule);
}

function moved(rules: Rules, shown: ApprovalRule, towards: 'up' | 'down'): ApprovalRule[] {
  const place = placeOf(rules, shown);
  const to = placeTowards(rules, place, towards) ?? place;
  return rules.toSpliced(place, 1).toSpliced(to, 0, rules[place]!);
}

function defaults(rules: Rules, all: Rules): ApprovalRule[] {
  const isSame = rules.length === all.length && rules.every((rule, i) => sameRule(rule, all[i]!));
  if (!isSame) throw new DeskError('error.rule_gone');
  return defaultApprovalRules;
}

/** The rules after a change. Throws `error.rule_gone` where somebody else changed meanwhile what it is about. */
export function edited(rules: Rules, edit: RuleEdit): ApprovalRule[] {
  switch (edit.kind) {
    case 'add':
      return added(rules, edit.rule);
    case 'replace':
      return replaced(rules, edit.shown, edit.rule);
    case 'remove':
      return rules.toSpliced(placeOf(rules, edit.shown), 1);
    case 'defaults':
      return defaults(rules, edit.all);
    default:
      return moved(rules, edit.shown, edit.kind);
  }
}

/** A rule that a button or form carries. */
export const ruleIn = (value: unknown): ApprovalRule => approvalRuleSchema.parse(value);
