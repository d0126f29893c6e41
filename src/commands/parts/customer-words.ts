import { typed } from '../../entry/plain.ts';

/** What is asked for about a customer that is named. */
export type CustomerStep = 'edit' | 'assign' | 'follow';
/** What was typed after the command: the customer's name, and what belongs to the step. */
export type CustomerWords = { step: CustomerStep; name: string; rest: string };

const patterns: readonly (readonly [CustomerStep, RegExp])[] = [
  ['edit', /^(?<name>.+?)\s*(?:(?<=\s)(?:edit|change)|修改|编辑)\s*$/iu],
  ['edit', /^(?:(?:edit|change)\s+|(?:修改|编辑)\s*)(?<name>.+)$/iu],
  [
    'assign',
    /^(?<name>.+?)\s*(?:(?<=\s)(?:assign|hand\s?over)(?:\s+to)?(?=\s|$)|(?:转交|移交)(?:给)?)\s*(?<rest>.*)$/iu,
  ],
  ['follow', /^(?<name>.+?)\s*(?:(?<=\s)follow[\s-]?up(?=\s|$)|跟进)\s*(?<rest>.*)$/iu],
];

/** Every way in which words can be read, those that name most of a step first. */
export function customerSteps(text: string): CustomerWords[] {
  return patterns.flatMap(([step, pattern]) => {
    const groups = pattern.exec(typed(text))?.groups;
    return groups ? [{ step, name: groups.name?.trim() ?? '', rest: groups.rest?.trim() ?? '' }] : [];
  });
}

/** The two names of `merge Acme Ltd into Acme`; undefined where the words ask for no merge, no names where they are missing. */
export function mergeWords(text: string): { from: string; into: string } | undefined {
  const words = /^(?:merge(?=\s|$)|合并)\s*(?<rest>.*)$/iu.exec(typed(text))?.groups?.rest;
  if (words === undefined) return undefined;
  const names =
    /^(?<from>.+)\s+into\s+(?<into>.+)$/iu.exec(words) ??
    /^(?<from>.+?)\s*(?:并入|合并到|合并至|合并入)\s*(?<into>.+)$/u.exec(words) ??
    /^(?<from>.+?)\s*(?:到|至|入)\s*(?<into>.+)$/u.exec(words);
  return { from: names?.groups?.from?.trim() ?? '', into: names?.groups?.into?.trim() ?? '' };
}

/** Takes `with orders` out of the words of a hand-over. */
export function withOrdersIn(words: string): { withOrders: boolean; rest: string } {
  const pattern =
    /\s*(?:\b(?:with|and)\s+(?:the\s+|its\s+|all\s+|open\s+)*orders\b|(?:连同|带上?|含|和|及)?(?:未完成)?订单(?:一起|一并)?)\s*/iu;
  return { withOrders: pattern.test(words), rest: words.replace(pattern, ' ').trim() };
}
