import type { KnownBlock } from '@slack/types';
import type { Block, SealedButton, Step } from '../../../src/chat/card.ts';
import { clip, counted } from '../../../src/chat/cut.ts';
import { isBlank, literal, oneLine } from '../../../src/chat/literal.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { buttonRows } from './buttons.ts';
import { fieldBlocks } from './fields.ts';
import { listBlocks } from './list.ts';
import { type Table, tableOf } from './table.ts';
import { paragraphs, quiet, type Run, toned } from './text.ts';

/** What a card is drawn from: blocks, and tables, which take the form that their page has room for. */
export type Part = KnownBlock | { table: Table };

export type DrawOptions = {
  locale: Locale;
  /** Slack's id of a file that the desk keeps, once it was sent there. */
  slackFile?: (fileId: string) => string | undefined;
};

type Of<K extends Block['kind']> = Extract<Block<SealedButton>, { kind: K }>;

function text({ text: words, style, tone }: Of<'text'>): KnownBlock[] {
  if (isBlank(words)) return [];
  if (style === 'quiet') return quiet(toned(tone, words));
  return paragraphs([{ text: toned(tone, words), bold: style === 'strong' }]);
}

const marks: Readonly<Record<Step['state'], string>> = { done: '✓', current: '●', todo: '○', stopped: '✕' };

/** The steps in one line: what is done, where it stands, what is to come; each with a sign of its own. */
function progress({ steps }: Of<'progress'>, locale: Locale): KnownBlock[] {
  const words = ({ label, state }: Step) => {
    const step = oneLine(label);
    if (state === 'current') return t(locale, 'chat.step_current', { step });
    return state === 'stopped' ? t(locale, 'chat.step_stopped', { step }) : step;
  };
  const runs = steps.flatMap((step, i): Run[] => [
    ...(i === 0 ? [] : [{ text: '  ›  ' }]),
    { text: `${marks[step.state]} ${words(step)}`, bold: step.state === 'current' || step.state === 'stopped' },
  ]);
  return paragraphs(runs);
}

/** A picture that Slack has; else its words, so that nothing is lost. */
function image({ file, alt }: Of<'image'>, { locale, slackFile }: DrawOptions): KnownBlock[] {
  const words = isBlank(alt) ? file.name : literal(alt);
  const id = slackFile?.(file.id);
  if (id === undefined) return paragraphs([{ text: t(locale, 'chat.picture', { alt: words }) }]);
  return [
    { type: 'image', slack_file: { id }, alt_text: clip(words, limits.alt) },
    ...(counted(words) > limits.alt ? paragraphs([{ text: words }]) : []),
  ];
}

function file({ file: { name }, label }: Of<'file'>, locale: Locale): KnownBlock[] {
  const words = label === name || isBlank(label) ? 'chat.file' : 'chat.file_named';
  return paragraphs([{ text: `📎 ${t(locale, words, { label: isBlank(label) ? name : label, name })}` }]);
}

function table(block: Of<'table'>, locale: Locale): Part[] {
  const caption = paragraphs([{ text: block.caption ?? '', bold: true }]);
  if (block.rows.length === 0) return [...caption, ...quiet(t(locale, 'chat.no_rows'))];
  return [...caption, { table: tableOf(block) }];
}

/** One block of a card as what Slack draws. */
export function partsOf(block: Block<SealedButton>, options: DrawOptions): Part[] {
  const { locale } = options;
  switch (block.kind) {
    case 'text':
      return text(block);
    case 'fields':
      return fieldBlocks(block.fields, locale);
    case 'table':
      return table(block, locale);
    case 'list':
      return listBlocks(block, locale);
    case 'progress':
      return progress(block, locale);
    case 'image':
      return image(block, options);
    case 'file':
      return file(block, locale);
    case 'buttons':
      return buttonRows(block.buttons, locale);
    case 'divider':
      return [{ type: 'divider' }];
  }
}
