import type { Stage } from './acts.ts';
import { isObject } from './cards/rule.ts';
import { refuseBadCard } from './content.ts';
import type { Seen } from './desk-line.ts';
import { Refusal } from './refusal.ts';
import type { Json } from './types.ts';
import type { Update } from './updates.ts';

/** card-callback-communication: what the client shows for a moment. */
export type Toast = { type?: string; content?: string; i18n?: Json };

/** How a click was answered. `error` is the code that the person sees instead. */
export type Answered = { toast?: Toast; card?: Json; error?: number };

const kinds = ['info', 'success', 'error', 'warning'];
const mostBytes = 30_000;

function toastOf(value: unknown): Toast | undefined {
  if (!isObject(value)) return undefined;
  const { type, content, i18n, ...more } = value;
  if (Object.keys(more).length > 0 || (type !== undefined && !kinds.includes(type as string))) return undefined;
  if (typeof content !== 'string' && !isObject(i18n)) return undefined;
  return value as Toast;
}

type Read = { toast?: Toast; card?: Json; problem?: { code: number; says: string } };

/** 200671, 200672: the answer itself. */
function read(seen: Seen): Read {
  if (seen.failure === 'timeout') return { problem: { code: 200341, says: 'no answer within 3 s' } };
  if (seen.failure === 'connection') return { problem: { code: 200342, says: 'no connection' } };
  if (seen.failure) return { problem: { code: 200671, says: `HTTP ${seen.status}` } };
  const wrong = (says: string) => ({ problem: { code: 200672, says } });
  if (!isObject(seen.json)) return wrong(`the answer is no JSON object: ${seen.text.slice(0, 200)}`);
  const { toast, card, ...more } = seen.json;
  if (Object.keys(more).length > 0) return wrong(`unknown: ${Object.keys(more).join(', ')}`);
  if (toast !== undefined && !toastOf(toast)) return wrong(`toast: ${JSON.stringify(toast)}`);
  if (card !== undefined && !isObject(card)) return wrong('card is an object');
  return { toast: toastOf(toast), card };
}

/** 200673, 200830: the card in it. */
function cardOf({ core }: Stage, { type, data }: Json): { card?: Json; problem?: Read['problem'] } {
  const wrong = (says: string, code = 200673) => ({ problem: { code, says } });
  if (type !== 'raw' || !isObject(data)) return wrong('only { type: raw, data: a card } is taken here');
  if (data.schema !== '2.0') return wrong('a card of 2.0 stays one', 200830);
  if (Buffer.byteLength(JSON.stringify(data)) > mostBytes) return wrong('the card is larger than 30 KB');
  try {
    refuseBadCard(core, data);
  } catch (error) {
    if (error instanceof Refusal) return wrong(error.message);
    throw error;
  }
  return { card: data };
}

/** Takes the desk's answer to a click: shows its toast and its card, or complains. */
export function take(stage: Stage, seen: Seen, update: Update): Answered {
  const { core } = stage;
  const answer = read(seen);
  const { card, problem = answer.problem } = answer.card ? cardOf(stage, answer.card) : {};
  if (update.before) {
    core.messages.show(update.message, update.before);
    core.complaints.push('a card was updated before its callback was answered: Feishu puts the old one back');
  }
  update.answered = true;
  if (problem) {
    core.complaints.push(`card callback: ${problem.code}: ${problem.says}`);
    return { error: problem.code };
  }
  if (card) core.messages.show(update.message, card);
  return { ...(answer.toast ? { toast: answer.toast } : {}), ...(card ? { card } : {}) };
}
