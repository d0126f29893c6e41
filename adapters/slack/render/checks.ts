import type { Checkboxes, KnownBlock } from '@slack/types';
import type { Block, Check, SealedButton } from '../../../src/chat/card.ts';
import { counted } from '../../../src/chat/cut.ts';
import { isBlank, literal, oneLine } from '../../../src/chat/literal.ts';
import { toned } from '../../../src/chat/said.ts';
import type { Locale } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { buttonRows } from './buttons.ts';
import { option } from './options.ts';
import { paragraphs, quiet } from './text.ts';

type Checks = Extract<Block<SealedButton>, { kind: 'checks' }>;

/** The words of a box: its first line, and its details. */
const wordsOf = ({ label, detail, tone }: Check) => ({
  label: toned(tone, literal(label)),
  detail: literal(detail ?? ''),
});

/** Whether a box shows all of its words. */
function isWhole(check: Check): boolean {
  const { label, detail } = wordsOf(check);
  return counted(oneLine(label)) <= limits.optionText && counted(oneLine(detail)) <= limits.optionDescription;
}

/** What of the words has no room beside the box, in full above all boxes. */
const besideBoxes = (choices: readonly Check[]): KnownBlock[] =>
  choices
    .filter((check) => !isWhole(check))
    .map(wordsOf)
    .flatMap(({ label, detail }) => quiet([label, detail].filter((text) => !isBlank(text)).join('\n')));

const boxOf = (check: Check) => option({ value: check.value, ...wordsOf(check) });

function boxes(choices: readonly Check[], checked: readonly string[]): Checkboxes {
  const initial = choices.filter((c) => checked.includes(c.value)).map(boxOf);
  return {
    type: 'checkboxes',
    action_id: `checks:${choices[0]?.value}`,
    options: choices.map(boxOf),
    ...(initial.length > 0 && { initial_options: initial }),
  };
}

/** Boxes to tick, with the buttons that bring along what is ticked. */
export const checkBlocks = ({ label, choices, checked, buttons }: Checks, locale: Locale): KnownBlock[] => [
  ...paragraphs([{ text: label, bold: true }]),
  ...besideBoxes(choices),
  ...(choices.length > 0 ? [{ type: 'actions' as const, elements: [boxes(choices, checked)] }] : []),
  ...buttonRows(buttons, locale),
];

/** What of a message's or view's state is of boxes: `state.values` by block and action. */
type State = { values?: Readonly<Record<string, Readonly<Record<string, unknown>>>> } | undefined;

const optionsIn = (value: unknown): unknown[] => {
  const { selected_options: all } = (value ?? {}) as { selected_options?: unknown };
  return Array.isArray(all) ? all : [];
};

/** What is ticked where a button was clicked; undefined where there is nothing to tick, or Slack does not say. */
export function ticksIn(state: State): string[] | undefined {
  const all = Object.values(state?.values ?? {}).flatMap((block) => Object.entries(block));
  const ours = all.filter(([action]) => action.startsWith('checks:'));
  if (ours.length === 0) return undefined;
  return ours.flatMap(([, value]) => optionsIn(value)).map((one) => String((one as { value?: unknown }).value));
}
