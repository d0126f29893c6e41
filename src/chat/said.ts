import { type Locale, t } from '../text/index.ts';
import type { Block, Field, Step, Tone } from './card.ts';
import { isBlank, literal, nothing, oneLine } from './literal.ts';

/** What chats that draw with words and signs say in the same way. */

const circles: Readonly<Record<Tone, string>> = { neutral: '', info: '🔵', good: '🟢', warn: '🟠', bad: '🔴' };

/** A text behind the circle of its tone. What the circle says stands in the text too: colour is never all. */
export const toned = (tone: Tone | undefined, text: string): string => {
  const circle = circles[tone ?? 'neutral'];
  return circle === '' ? text : `${circle} ${text}`;
};

/** The value of a field, with its tone in words. */
export const valueText = ({ value, tone }: Pick<Field, 'value' | 'tone'>, locale: Locale): string => {
  const words = isBlank(value) ? nothing : literal(value);
  if (!tone || tone === 'neutral') return words;
  return toned(tone, t(locale, 'chat.toned', { value: words, tone: t(locale, `chat.tone_${tone}`) }));
};

const marks: Readonly<Record<Step['state'], string>> = { done: '✓', current: '●', todo: '○', stopped: '✕' };

/** A step with a sign of its own, and in words where it stands. */
export function stepText({ label, state }: Step, locale: Locale): string {
  const step = oneLine(label);
  if (state === 'current') return `${marks[state]} ${t(locale, 'chat.step_current', { step })}`;
  return `${marks[state]} ${state === 'stopped' ? t(locale, 'chat.step_stopped', { step }) : step}`;
}

/** What stands between two steps. */
export const stepGap = '  ›  ';

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

/** What a picture shows, in words; its name where nothing is said. */
export const altText = ({ file, alt }: Of<'image'>): string => (isBlank(alt) ? file.name : literal(alt));

/** A file that is sent beside the card. */
export function fileText({ file: { name }, label }: Of<'file'>, locale: Locale): string {
  const words = label === name || isBlank(label) ? 'chat.file' : 'chat.file_named';
  return `📎 ${t(locale, words, { label: isBlank(label) ? name : label, name })}`;
}
