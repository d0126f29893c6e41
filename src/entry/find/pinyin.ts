import { han } from '../plain.ts';

/** One syllable as it is typed in full and by its initial; a Latin word stands for itself in both. */
export type Syllable = { full: string; initial: string };

const runs = /\p{Script=Han}+|[^\p{Script=Han}\s]+/gu;

/**
 * The syllables of a text in plain form. The dictionary is loaded at the first Chinese character, since it takes longer
 * than the rest of the start.
 */
export async function syllables(plainText: string): Promise<Syllable[]> {
  if (!han.test(plainText)) return [];
  const { pinyin } = await import('pinyin-pro');
  const read = (run: string) => pinyin(run, { toneType: 'none', type: 'array', v: true, nonZh: 'removed' });
  return (plainText.match(runs) ?? []).flatMap((run) =>
    han.test(run) ? read(run).map((full) => ({ full, initial: full.slice(0, 1) })) : [{ full: run, initial: run }],
  );
}
