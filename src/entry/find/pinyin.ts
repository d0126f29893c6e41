import { han } from '../plain.ts';

/**
 * One syllable as it is typed in full and by its initial; a Latin word stands for itself in both. `others` are the readings
 * that the character has elsewhere (`zhong` of 重 in 重庆), and `u` for the `v` that stands for ü.
 */
export type Syllable = { full: string; initial: string; others: readonly string[] };

const runs = /\p{Script=Han}+|[^\p{Script=Han}\s]+/gu;
/** Rarer readings than these are not typed. */
const mostOthers = 2;

const withU = (reading: string): string[] => (reading.includes('v') ? [reading.replace('v', 'u')] : []);

function syllable(full: string, readings: readonly string[]): Syllable {
  const elsewhere = readings.filter((one) => one !== full).slice(0, mostOthers);
  const others = [...withU(full), ...elsewhere.flatMap((one) => [one, ...withU(one)])];
  return { full, initial: full.slice(0, 1), others: [...new Set(others)].filter((one) => one !== full) };
}

/**
 * The syllables of a text in plain form. The dictionary is loaded at the first Chinese character, since it takes longer
 * than the rest of the start.
 */
export async function syllables(plainText: string): Promise<Syllable[]> {
  if (!han.test(plainText)) return [];
  const { pinyin, polyphonic } = await import('pinyin-pro');
  const options = { toneType: 'none', type: 'array', v: true } as const;
  const read = (run: string): Syllable[] => {
    const all = polyphonic(run, options);
    return pinyin(run, { ...options, nonZh: 'removed' }).map((full, i) => syllable(full, all[i] ?? []));
  };
  return (plainText.match(runs) ?? []).flatMap((run) =>
    han.test(run) ? read(run) : [{ full: run, initial: run, others: [] }],
  );
}
