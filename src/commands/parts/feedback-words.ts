import type { FileRef } from '../../chat/card.ts';
import { typed } from '../../entry/plain.ts';
import { type FeedbackKind, feedbackKinds } from '../../feedback/feedback.ts';
import { texts } from '../../text/index.ts';

/** What was typed of a feedback, and the photo that came along. */
export type FeedbackWords = { kind?: FeedbackKind; score?: number; text?: string; photo?: FileRef };

const kindWords: ReadonlyMap<string, FeedbackKind> = new Map(
  feedbackKinds.flatMap((kind) => {
    const { en, zh } = texts[`feedback.kind.${kind}`];
    return [
      [en, kind],
      [zh, kind],
    ] as const;
  }),
);
const kindPattern = new RegExp(`^(?<kind>${[...kindWords.keys()].join('|')})(?=[\\s:,]|$)[\\s:,]*`, 'iu');
const scorePattern = /^(?<score>[1-5])(?:\s?(?:\/\s?5|分|stars?|★))?(?=[\s,:]|$|\p{Script=Han})[\s,:]*/iu;

/** Reads `4 nice packaging`, `complaint too late`, `投诉 送货太晚`: the kind and the score in any order, then the text. */
export function readFeedback(words: string): FeedbackWords {
  let left = typed(words);
  const said: FeedbackWords = {};
  for (let n = 0; n < 2; n += 1) {
    const kind = said.kind ? undefined : kindPattern.exec(left);
    const score = said.score ? undefined : scorePattern.exec(left);
    if (kind) said.kind = kindWords.get(kind.groups!.kind!.toLowerCase());
    else if (score) said.score = Number(score.groups?.score);
    left = left.slice((kind ?? score)?.[0].length ?? 0);
  }
  return { ...said, ...(left && { text: left }) };
}

/** Where the words about a customer begin: at a kind or a score behind its name. */
export function saidAt(words: string): number | undefined {
  const starts = [...words.matchAll(/(?<=\s)\S/gu)].map((m) => m.index);
  return starts.find((at) => kindPattern.test(words.slice(at)) || scorePattern.test(words.slice(at)));
}

/** What a list is asked of: `product A100`, `产品 A100`; undefined where the words ask for no list. */
export function listWords(words: string): { product: string } | { customer: string } | undefined {
  const found = /^(?:(?<product>product|sku|产品)|(?<customer>customer|客户))\s+(?<rest>.+)$/iu.exec(
    typed(words),
  )?.groups;
  if (!found) return undefined;
  return found.product ? { product: found.rest! } : { customer: found.rest! };
}
