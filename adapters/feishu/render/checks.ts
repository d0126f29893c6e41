import type { Block, Check, SealedButton } from '../../../src/chat/card.ts';
import { clip, counted } from '../../../src/chat/cut.ts';
import { isBlank, literal, nothing, oneLine } from '../../../src/chat/literal.ts';
import { toned } from '../../../src/chat/said.ts';
import type { Locale } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { besideButton, button, row } from './buttons.ts';
import { type Element, paragraphs, quiet } from './element.ts';

/*
 * Boxes to tick: interactive-components/checker, in a form (containers/form-container), so that a button brings along what
 * is ticked and a tick alone sends nothing.
 */

type Checks = Extract<Block<SealedButton>, { kind: 'checks' }>;

/** What stands beside a box: its words, and its details in a line of their own. */
const wordsOf = ({ label, detail, tone }: Check): string =>
  [toned(tone, oneLine(label)), oneLine(detail ?? '')].filter((text) => !isBlank(text)).join('\n') || nothing;

/** Words that have no room beside their box, in full above all boxes. */
const besideBoxes = (choices: readonly Check[]): Element[] =>
  choices
    .map(({ label, detail, tone }) => [toned(tone, label), detail ?? ''].filter((text) => !isBlank(text)).join('\n'))
    .filter((_, i) => counted(wordsOf(choices[i] as Check)) > limits.check)
    .flatMap(quiet);

const tickName = (code: string): string => `tick~${code}`;
const buttonName = (id: string): string => `click~${id}`;

const box = (check: Check, isChecked: boolean): Element => ({
  tag: 'checker',
  name: tickName(check.value),
  checked: isChecked,
  text: { tag: 'plain_text', content: clip(literal(wordsOf(check)), limits.check) },
});

const submit = (one: SealedButton, locale: Locale): Element => ({
  ...button(one, locale),
  name: buttonName(one.id),
  form_action_type: 'submit',
});

/** Boxes to tick in a form of their own, whose buttons bring along what is ticked. */
export function checkElements({ label, choices, checked, buttons }: Checks, locale: Locale): Element[] {
  const above = [...paragraphs(label), ...besideBoxes(choices), ...buttons.flatMap((one) => besideButton(one, locale))];
  if (buttons.length === 0) return [...above, ...choices.flatMap((c) => paragraphs(wordsOf(c)))];
  const elements = [
    ...choices.map((c) => box(c, checked.includes(c.value))),
    row(buttons.map((one) => submit(one, locale))),
  ];
  return [...above, { tag: 'form', name: `ticks~${buttons[0]?.id}`, elements }];
}

/** The button of a form of boxes that a click names. */
export const formButtonId = (name: string | undefined): string | undefined => /^click~(.+)$/.exec(name ?? '')?.[1];

/** What is ticked in a form that was sent; undefined where none was. A box that was not sent is not ticked. */
export function ticksIn(form: Readonly<Record<string, unknown>> | undefined): string[] | undefined {
  if (!form) return undefined;
  return Object.entries(form).flatMap(([name, value]) => {
    const code = /^tick~(.+)$/.exec(name)?.[1];
    return code !== undefined && (value === true || value === 'true') ? [code] : [];
  });
}
