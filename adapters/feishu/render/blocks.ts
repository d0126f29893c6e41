import type { Block, Field, SealedButton, Step } from '../../../src/chat/card.ts';
import { byNumber, counted } from '../../../src/chat/cut.ts';
import { isBlank, literal, nothing, oneLine } from '../../../src/chat/literal.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { besideButton, button, buttonRows } from './buttons.ts';
import { colourOf, columns, type Element, paragraph, paragraphs, plain, quiet, toned } from './element.ts';
import { type Table, tableParts } from './table.ts';

/** What a card is drawn from: elements, and tables, which go on from page to page. */
export type Part = Element | { table: Table };

export type DrawOptions = {
  locale: Locale;
  /** Feishu's key of a picture that the desk keeps, once it was uploaded. */
  pictureKey?: (fileId: string) => string | undefined;
};

type Of<K extends Block['kind']> = Extract<Block<SealedButton>, { kind: K }>;

function text({ text: words, style, tone }: Of<'text'>): Element[] {
  if (style === 'quiet') return quiet(toned(tone, words));
  return isBlank(words)
    ? []
    : paragraphs(toned(tone, words), { colour: colourOf(tone), ...(style === 'strong' && { size: 'heading-4' }) });
}

/** A field whose value is of one short line stands beside another. */
const isShort = ({ label, value }: Field): boolean => label.length <= 40 && value.length <= 60 && !value.includes('\n');

const wordsOf = ({ value, tone }: Field, locale: Locale): string => {
  const words = isBlank(value) ? nothing : literal(value);
  if (!tone || tone === 'neutral') return words;
  return t(locale, 'chat.toned', { value: toned(tone, words), tone: t(locale, `chat.tone_${tone}`) });
};

const fieldElements = (field: Field, locale: Locale): Element[] => [
  ...quiet(oneLine(field.label)),
  ...paragraphs(wordsOf(field, locale), { colour: colourOf(field.tone) }),
];

function fields({ fields: all }: Of<'fields'>, locale: Locale): Element[] {
  const short = byNumber(all.filter(isShort), 2).map((pair) =>
    columns(
      pair.map((field) => ({ elements: fieldElements(field, locale) })),
      'bisect',
    ),
  );
  return [...short, ...all.filter((f) => !isShort(f)).flatMap((f) => fieldElements(f, locale))];
}

/** Entries with their own buttons: few and short ones stand beside the text. */
function list({ items, empty }: Of<'list'>, locale: Locale): Element[] {
  if (items.length === 0) return quiet(empty ?? t(locale, 'chat.no_rows'));
  return items.flatMap(({ text: words, detail, tone, buttons: all }) => {
    const buttons = all ?? [];
    const said = [...paragraphs(toned(tone, words)), ...quiet(detail ?? '')];
    const [one] = buttons;
    const isShort = said.length <= 2 && words.length <= 200;
    const isBeside = buttons.length === 1 && one && isShort && besideButton(one, locale).length === 0;
    if (!isBeside) return [...(said.length > 0 ? said : [paragraph(nothing)]), ...buttonRows(buttons, locale, 'small')];
    return [
      columns([
        { elements: said, weight: 4 },
        { elements: [button(one, locale, 'small')], width: 'auto' },
      ]),
    ];
  });
}

const marks: Readonly<Record<Step['state'], string>> = { done: '✓', current: '●', todo: '○', stopped: '✕' };

function progress({ steps }: Of<'progress'>, locale: Locale): Element[] {
  const words = ({ label, state }: Step) => {
    const step = oneLine(label);
    if (state === 'current') return t(locale, 'chat.step_current', { step });
    return state === 'stopped' ? t(locale, 'chat.step_stopped', { step }) : step;
  };
  return paragraphs(steps.map((step) => `${marks[step.state]} ${words(step)}`).join('  ›  '));
}

/** A picture that Feishu has; else its words, so that nothing is lost. */
function image({ file, alt }: Of<'image'>, { locale, pictureKey }: DrawOptions): Element[] {
  const words = isBlank(alt) ? file.name : literal(alt);
  const key = pictureKey?.(file.id);
  if (key === undefined) return paragraphs(t(locale, 'chat.picture', { alt: words }));
  return [
    { tag: 'img', img_key: key, alt: plain(words), preview: true, scale_type: 'fit_horizontal' },
    ...(counted(words) > limits.text ? paragraphs(words) : []),
  ];
}

function file({ file: { name }, label }: Of<'file'>, locale: Locale): Element[] {
  const words = label === name || isBlank(label) ? 'chat.file' : 'chat.file_named';
  return paragraphs(`📎 ${t(locale, words, { label: isBlank(label) ? name : label, name })}`);
}

/** One block of a card as what Feishu draws. */
export function partsOf(block: Block<SealedButton>, options: DrawOptions): Part[] {
  const { locale } = options;
  switch (block.kind) {
    case 'text':
      return text(block);
    case 'fields':
      return fields(block, locale);
    case 'table':
      return tableParts(block, locale);
    case 'list':
      return list(block, locale);
    case 'progress':
      return progress(block, locale);
    case 'image':
      return image(block, options);
    case 'file':
      return file(block, locale);
    case 'buttons':
      return buttonRows(block.buttons, locale);
    case 'divider':
      return [{ tag: 'hr' }];
  }
}
