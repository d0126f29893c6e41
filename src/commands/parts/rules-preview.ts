import { edited, type RuleEdit } from '../../approvals/edits.ts';
import type { Gap } from '../../approvals/gaps.ts';
import { isOtherWay, outcomesOf } from '../../approvals/outcomes.ts';
import type { RulePreview } from '../../approvals/preview.ts';
import { ruleWords, wayWords } from '../../approvals/rule-words.ts';
import type { Block, Card, Field } from '../../chat/card.ts';
import type { Member, Team } from '../../members/member.ts';
import { openButton } from '../../orders/cards/open-button.ts';
import { orderName } from '../../orders/order.ts';
import type { ApprovalRule, Settings } from '../../settings/settings.ts';
import { type Locale, t } from '../../text/index.ts';
import { settingsButton } from './rules-card.ts';

type Known = { settings: Settings; members: readonly Member[]; teams: readonly Team[]; locale: Locale };

/** Orders and warnings that a card shows. */
const mostShown = 10;

/** What an edit is about: the rule, before and after it, or the whole list where its order or all of it changes. */
function ruleFields(edit: RuleEdit | undefined, { settings, members, locale }: Known): Field[] {
  const words = (rule: ApprovalRule) => ruleWords(locale, rule, settings, members);
  const list = (rules: readonly ApprovalRule[]) => rules.map((rule, i) => `${i + 1}. ${words(rule)}`).join('\n');
  const field = (label: 'new' | 'removed' | 'before' | 'after', value: string): Field => ({
    label: t(locale, `rules.preview.${label}`),
    value,
  });
  if (!edit) return [];
  if (edit.kind === 'add') return [field('new', words(edit.rule))];
  if (edit.kind === 'remove') return [field('removed', words(edit.shown))];
  if (edit.kind === 'replace') return [field('before', words(edit.shown)), field('after', words(edit.rule))];
  const { approvalRules } = settings;
  return [field('before', list(approvalRules)), field('after', list(edited(approvalRules, edit)))];
}

/** How many of the orders go each way: `31 → 24` where that changes. */
function countBlocks({ ways }: RulePreview, { members, locale }: Known): Block[] {
  if (ways.length === 0) return [{ kind: 'text', text: t(locale, 'rules.preview.no_orders') }];
  const fields = outcomesOf(ways).map(({ steps, before, after }) => ({
    label: wayWords(locale, steps, members),
    value: before === after ? String(after) : t(locale, 'rules.preview.from_to', { before, after }),
  }));
  const title = t(locale, 'rules.preview.counts', { n: ways.length });
  return [
    { kind: 'text', text: title, style: 'strong' },
    { kind: 'fields', fields },
  ];
}

/** The orders that would have gone another way. */
function differingBlocks({ ways }: RulePreview, { members, locale }: Known): Block[] {
  const differing = ways.filter(isOtherWay);
  if (ways.length === 0) return [];
  if (differing.length === 0) return [{ kind: 'text', text: t(locale, 'rules.preview.alike') }];
  const items = differing.slice(0, mostShown).map(({ order, before, after }) => ({
    text: t(locale, 'card.list.line', { order: orderName(order), customer: order.customerSnapshot.name }),
    detail: t(locale, 'rules.preview.from_to', {
      before: wayWords(locale, before, members),
      after: wayWords(locale, after, members),
    }),
    buttons: [openButton(locale, order)],
  }));
  const more = differing.length - items.length;
  return [
    { kind: 'text', text: t(locale, 'rules.preview.differ', { n: differing.length }), style: 'strong' },
    { kind: 'list', items },
    ...(more > 0
      ? [{ kind: 'text' as const, text: t(locale, 'rules.preview.more', { n: more }), style: 'quiet' as const }]
      : []),
  ];
}

const tones = { stuck: 'bad', few: 'bad', passed: 'warn' } as const;

/** Whom the rules ask in vain, the worst first. */
function gapBlocks(gaps: readonly Gap[], { members, teams, locale }: Known): Block[] {
  const worst = [...gaps].sort((a, b) => Number(a.kind === 'passed') - Number(b.kind === 'passed'));
  return worst.slice(0, mostShown).map(({ kind, team, steps }) => ({
    kind: 'text',
    tone: tones[kind],
    text: t(locale, `rules.gap.${kind}`, {
      team: teams.find((one) => one._id === team)?.name ?? t(locale, 'rules.gap.no_team'),
      who: wayWords(locale, steps, members),
    }),
  }));
}

/** What rules mean for the last orders; with an edit, before and after it, and nothing is stored before *Save*. */
export function previewCard(preview: RulePreview, edit: RuleEdit | undefined, known: Known): Card {
  const { locale } = known;
  const title = t(locale, edit ? 'rules.preview.title' : 'rules.preview.now');
  const fields = ruleFields(edit, known);
  return {
    title,
    blocks: [
      ...(fields.length > 0 ? [{ kind: 'fields' as const, fields }] : []),
      ...gapBlocks(preview.gaps, known),
      ...countBlocks(preview, known),
      ...(edit ? differingBlocks(preview, known) : []),
      { kind: 'text', text: t(locale, 'rules.preview.basis'), style: 'quiet' },
      {
        kind: 'buttons',
        buttons: edit
          ? [
              { ...settingsButton(locale, 'rules.save', 'rule_change', { edit }), style: 'primary' },
              settingsButton(locale, 'rules.cancel', 'rules', { back: true }),
            ]
          : [settingsButton(locale, 'rules.open', 'rules', { back: true })],
      },
    ],
    summary: title,
  };
}
