import type { Block, Field, SealedButton } from '../../../src/chat/card.ts';
import { byNumber, counted } from '../../../src/chat/cut.ts';
import { isBlank, nothing, oneLine } from '../../../src/chat/literal.ts';
import { altText, fileText, stepGap, stepText, toned, valueText } from '../../../src/chat/said.ts';
import { type Locale, t } from '../../../src/text/index.ts';
import { limits } from '../limits.ts';
import { besideButton, button, buttonRows } from './buttons.ts';
import { nativeChart } from './chart.ts';
import { checkElements } from './checks.ts';
import { colourOf, columns, type Element, folded, paragraph, paragraphs, plain, quiet } from './element.ts';
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

const fieldElements = (field: Field, locale: Locale): Element[] => [
  ...quiet(oneLine(field.label)),
  ...paragraphs(valueText(field, locale), { colour: colourOf(field.tone) }),
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

/** A chart that Feishu draws itself, or a picture that it has; else its words, so that nothing is lost. */
function image(block: Of<'image'>, { locale, pictureKey }: DrawOptions): Element[] {
  const words = altText(block);
  const chart = block.chart && nativeChart(block.chart);
  // What is folded stays on one page, so that only a little is.
  const isLittle = counted(words) <= limits.text;
  const said = paragraphs(words);
  if (chart) return [chart, ...(isLittle ? [folded(t(locale, 'feishu.chart_words'), said)] : said)];
  const key = pictureKey?.(block.file.id);
  if (key === undefined) return paragraphs(t(locale, 'chat.picture', { alt: words }));
  return [
    { tag: 'img', img_key: key, alt: plain(words), preview: true, scale_type: 'fit_horizontal' },
    ...(counted(words) > limits.text ? paragraphs(words) : []),
  ];
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
      return paragraphs(block.steps.map((step) => stepText(step, locale)).join(stepGap));
    case 'checks':
      return checkElements(block, locale);
    case 'image':
      return image(block, options);
    case 'file':
      return paragraphs(fileText(block, locale));
    case 'buttons':
      return buttonRows(block.buttons, locale);
    case 'divider':
      return [{ tag: 'hr' }];
  }
}
