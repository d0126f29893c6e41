import { han } from './plain.ts';

/** Units that say how goods are packed or measured: each group is one unit in both languages. */
const packs: readonly (readonly string[])[] = [
  ['打', 'dozen', 'dozens', 'doz'],
  ['箱', '盒', 'box', 'boxes', 'carton', 'cartons', 'case', 'cases', 'ctn', 'ctns'],
  ['包', '袋', 'bag', 'bags', 'pack', 'packs'],
  ['瓶', '罐', 'bottle', 'bottles', 'can', 'cans'],
  ['桶', 'drum', 'drums'],
  ['卷', 'roll', 'rolls'],
  ['套', 'set', 'sets'],
  ['双', '对', 'pair', 'pairs'],
  ['批', 'lot', 'lots'],
  ['吨', 'ton', 'tons', 'tonnes'],
  ['公斤', '千克', 'kg', 'kgs'],
  ['斤'],
  ['升', 'litre', 'litres', 'liter', 'liters'],
  ['米', 'metre', 'metres', 'meter', 'meters'],
];
/** Counting words: they say nothing about a pack. */
const pieces = ['个', '件', '台', '只', '支', '张', '本', '条', '把', '块', '片', '根', '副', '辆', '部'];
const pieceWords = ['pc', 'pcs', 'piece', 'pieces', 'ea', 'each', 'unit', 'units'];

const byLength = (a: string, b: string) => b.length - a.length;
const all = [...packs.flat(), ...pieces, ...pieceWords].sort(byLength);
const isHan = (word: string): boolean => han.test(word);

/** A pattern of one unit; Latin ones end with the word, and `打九折` is a discount. */
export const unitPattern = `(?:${all.filter(isHan).join('|').replace('打', '打(?! ?[\\d.一二三四五六七八九]{0,4}折)')}|(?:${all.filter((u) => !isHan(u)).join('|')})(?![A-Za-z]))`;

/** Dozens are counted as twelve, unless the product is sold by the dozen. */
export const dozen = packs[0]!;

/** Signs by which goods are sold; typed behind a number they may be something else: `3M China`. */
const signs: Readonly<Record<string, string>> = { m: '米', l: '升', t: '吨' };

function packOf(unit: string): readonly string[] | undefined {
  const word = unit.toLowerCase();
  return packs.find((p) => p.includes(Object.hasOwn(signs, word) ? signs[word]! : word));
}

/** Whether a unit as typed is another pack than that by which a product is sold: boxes of what is sold by the piece. */
export function isOtherPack(typed: string, sold: string): boolean {
  const pack = packOf(typed);
  return pack !== undefined && pack !== packOf(sold);
}
