import type { FeedbackKind } from './feedback.ts';
import { contrasts, doubtful, praise, suggesting, trouble, wholes } from './sort-words.ts';

/** What a text sounds like, and the words by which it was told; without a kind it is left to the person. */
export type Sorted = { kind?: FeedbackKind; words: string[] };

type Sense = 'praise' | 'trouble';
type Hit = { sense: Sense; word: string; at: number };

const simple = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/[’‘]/g, "'").replace(/\s+/g, ' ').trim();

const isHan = (word: string): boolean => /\p{Script=Han}/u.test(word);
const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A word, in English whole and with its endings, in Chinese wherever it stands. Longer words go first. */
const patternOf = (words: readonly string[]): RegExp => {
  const sorted = [...words].sort((a, b) => b.length - a.length);
  const chinese = sorted.filter(isHan).map(escaped);
  const english = sorted.filter((word) => !isHan(word)).map(escaped);
  return new RegExp([`\\b(?:${english.join('|')})\\b`, `(?:${chinese.join('|')})`].join('|'), 'gu');
};

const patterns = {
  wholePraise: patternOf(wholes.praise),
  wholeTrouble: patternOf(wholes.trouble),
  praise: patternOf(praise),
  trouble: patternOf(trouble),
};

const englishNo =
  /(?:\b(?:not|no|never|without|hardly|nothing|neither|nor|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|won't|can't|couldn't|wouldn't|hasn't|haven't)\b)(?: [a-z'-]+){0,2} ?$/;
const chineseNo = /(?:不|没|没有|无|未|别|毫无|并非)(?:太|是|很|够|算|怎么|那么|要|再|有|什么|任何|出现){0,2}$/u;

/** Whether a word is denied by what stands right before it. */
const isDenied = (before: string): boolean => chineseNo.test(before) || englishNo.test(before);

/** The words that a text has of a list; each is taken out of it, so that it is not read twice. */
function take(text: string, pattern: RegExp, senseOf: (before: string) => Sense): { left: string; hits: Hit[] } {
  const hits: Hit[] = [];
  const left = text.replace(pattern, (word: string, at: number) => {
    hits.push({ sense: senseOf(text.slice(0, at)), word, at });
    return ' '.repeat(word.length);
  });
  return { left, hits };
}

/** What speaks for and against, where it stands; what is denied says the opposite. */
function hitsIn(text: string): Hit[] {
  const deny =
    (sense: Sense) =>
    (before: string): Sense =>
      isDenied(before) ? (sense === 'praise' ? 'trouble' : 'praise') : sense;
  const wholePraise = take(text, patterns.wholePraise, () => 'praise');
  const wholeTrouble = take(wholePraise.left, patterns.wholeTrouble, () => 'trouble');
  const bad = take(wholeTrouble.left, patterns.trouble, deny('trouble'));
  const good = take(bad.left, patterns.praise, deny('praise'));
  return [wholePraise, wholeTrouble, bad, good].flatMap(({ hits }) => hits).sort((a, b) => a.at - b.at);
}

/** The last place at which a text turns: `nice, but late`. */
function turnIn(text: string): number {
  const places = [...text.matchAll(patternOf(contrasts))].map((match) => match.index);
  return places.at(-1) ?? -1;
}

/**
 * Sorts free text by a rule that can be read: words of wishing make a suggestion, words of trouble a complaint, words of
 * praise a satisfaction; a denied word says the opposite. Of a text with both what follows `but` counts, if it is trouble;
 * anything else with both, and what sounds like mockery, is left undecided. It only offers: a person decides.
 */
export function sortFeedback(said: string): Sorted {
  const text = simple(said);
  if (text === '' || doubtful.some((pattern) => pattern.test(text))) return { words: [] };
  const wishes = suggesting.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
  const hits = hitsIn(text);
  const wordsOf = (sense: Sense) => hits.filter((hit) => hit.sense === sense).map(({ word }) => word);
  const [bad, good] = [wordsOf('trouble'), wordsOf('praise')];
  if (bad.length > 0 && good.length > 0 && wishes.length === 0) {
    const turn = turnIn(text);
    const after = hits.filter(({ at }) => turn >= 0 && at > turn);
    const isTrouble = after.length > 0 && after.every(({ sense }) => sense === 'trouble');
    return isTrouble ? { kind: 'complaint', words: after.map(({ word }) => word) } : { words: [] };
  }
  if (bad.length > 0) return { kind: 'complaint', words: bad };
  if (wishes.length > 0) return { kind: 'suggestion', words: wishes };
  return good.length > 0 ? { kind: 'satisfaction', words: good } : { words: [] };
}
