import { placeTowards, type RuleEdit } from '../../approvals/edits.ts';
import { namesSomebodyGone, ruleWords } from '../../approvals/rule-words.ts';
import type { Block, Button, Card } from '../../chat/card.ts';
import type { Member } from '../../members/member.ts';
import type { ApprovalRule, Settings } from '../../settings/settings.ts';
import { type Locale, type TextKey, t } from '../../text/index.ts';

/** A button of the settings command. */
export const settingsButton = (locale: Locale, label: TextKey, step: string, more: object = {}): Button => ({
  label: t(locale, label),
  intent: { command: 'settings', input: { step, ...more } },
});

type Known = { settings: Settings; members: readonly Member[]; locale: Locale };

/** A change of the rules: what it would mean is shown first, and nothing is stored before *Save*. */
const editButton = (locale: Locale, label: TextKey, edit: RuleEdit): Button =>
  settingsButton(locale, label, 'rules_preview', { edit });

function ruleButtons(rule: ApprovalRule, place: number, { settings, locale }: Known): Button[] {
  const towards = (['up', 'down'] as const).filter(
    (way) => placeTowards(settings.approvalRules, place, way) !== undefined,
  );
  return [
    settingsButton(locale, 'action.edit', 'rule', { shown: rule }),
    ...towards.map((way) => editButton(locale, `rules.${way}`, { kind: way, shown: rule })),
    { ...editButton(locale, 'rules.remove', { kind: 'remove', shown: rule }), style: 'danger' },
  ];
}

function ruleItem(rule: ApprovalRule, place: number, known: Known) {
  const { settings, members, locale } = known;
  const isGone = namesSomebodyGone(rule, members);
  return {
    text: ruleWords(locale, rule, settings, members),
    ...(isGone && { detail: t(locale, 'rules.gone_person'), tone: 'warn' as const }),
    buttons: ruleButtons(rule, place, known),
  };
}

/** The approval rules in words, with what an admin can do about them. */
export function rulesCard(known: Known, said?: string): Card {
  const { settings, locale } = known;
  const title = t(locale, 'rules.title');
  const { approvalRules } = settings;
  const note: Block[] = said ? [{ kind: 'text', text: said, tone: 'good' }] : [];
  return {
    title,
    blocks: [
      ...note,
      { kind: 'text', text: t(locale, 'rules.how'), style: 'quiet' },
      {
        kind: 'list',
        items: approvalRules.map((rule, place) => ruleItem(rule, place, known)),
        empty: t(locale, 'rules.none'),
      },
      {
        kind: 'buttons',
        buttons: [
          { ...settingsButton(locale, 'rules.add', 'rule'), style: 'primary' },
          settingsButton(locale, 'rules.preview', 'rules_preview'),
          editButton(locale, 'rules.defaults', { kind: 'defaults', all: approvalRules }),
          settingsButton(locale, 'rules.settings', 'overview'),
        ],
      },
    ],
    summary: said ?? title,
  };
}
