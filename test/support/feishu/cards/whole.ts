import { formsFit } from './forms.ts';
import { nestsWell } from './nesting.ts';
import { codes, inWords, isObject, type Json, type Report } from './rule.ts';
import { isKnownSize } from './values.ts';
import { placesOf, taggedIn } from './walk.ts';

/** card-json-v2-structure: elements and components. content-components/table, rich-text: tables. */
export const most = { elements: 200, tables: 5, tablesInMarkdown: 4 };

/** A table in Markdown: a line of cells over a line of dashes. */
const markdownTables = (content: string): number =>
  content.match(/^\s*\|?.*\|.*\n\s*\|?\s*:?-+:?\s*(?:\|\s*:?-*:?\s*)*$/gm)?.length ?? 0;

/** content-components/table says five; users report that tables in Markdown count too (larksuite/openclaw-lark 46, 53). */
function tables(card: Json, report: Report): void {
  const places = placesOf(card);
  const texts = places.filter((p) => p.element.tag === 'markdown');
  for (const { element, at } of texts)
    if (markdownTables(inWords(element.content)) > most.tablesInMarkdown)
      report('too many tables in a text', at, codes.tooMany);
  const count =
    places.filter((p) => p.element.tag === 'table').length +
    texts.reduce((sum, { element }) => sum + markdownTables(inWords(element.content)), 0);
  if (count > most.tables) report('card table number over limit; ErrorValue: table', 'ROOT', codes.tooMany);
}

function uniqueIds(card: Json, report: Report): void {
  const ids = [...placesOf(card).map((p) => p.element), ...taggedIn(card.header)]
    .map((e) => e.element_id)
    .filter((id) => id !== undefined);
  const repeated = ids.find((id, i) => ids.indexOf(id) !== i);
  if (repeated !== undefined) report(`element_id is not unique: ${inWords(repeated)}`, 'ROOT');
}

/** content-components/rich-text: a size that is not known is a name of config.style.text_size. */
function sizesKnown(card: Json, report: Report): void {
  const { style } = isObject(card.config) ? card.config : {};
  const own = isObject(style) && isObject(style.text_size) ? Object.keys(style.text_size) : [];
  for (const { text_size: size } of taggedIn(card.body))
    if (typeof size === 'string' && !isKnownSize(size) && !own.includes(size))
      report(`unknown text_size ${size}`, 'ROOT -> config -> style');
}

/** What is wrong with a card taken as a whole. */
export function wholeFits(card: Json, report: Report): void {
  const places = placesOf(card);
  if (taggedIn([card.header, card.body]).length > most.elements)
    report('element exceeds the limit', 'ROOT', codes.tooMany);
  tables(card, report);
  uniqueIds(card, report);
  sizesKnown(card, report);
  nestsWell(places, report);
  formsFit(places, report);
}
