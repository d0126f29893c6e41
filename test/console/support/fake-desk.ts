import type { Address } from '../../../src/chat/address.ts';
import type { SealedCard } from '../../../src/chat/card.ts';
import type { Choice, FormValues } from '../../../src/chat/form.ts';
import type { Answer, Bot, Incoming } from '../../../src/chat/incoming.ts';
import { canary, decided, everyBlock, everyField } from './cards.ts';

const products: Choice[] = [
  { value: 'A100', label: 'A100', detail: 'Stainless bolt M8 × 40' },
  { value: 'A110', label: 'A110', detail: 'Stainless bolt M10 × 60' },
  { value: 'B200', label: 'B200', detail: '不锈钢螺母 M8' },
];
const customers: Choice[] = [
  { value: 'C-ACME', label: 'Acme Trading', detail: 'C-ACME · A' },
  { value: 'C-HUA', label: '华信贸易', detail: 'C-HUA · B' },
];

const matching = (all: Choice[], query: string) =>
  all.filter((c) => `${c.label} ${c.value} ${c.detail}`.toLowerCase().includes(query.toLowerCase()));

const plain = (text: string, badge?: SealedCard['badge']): SealedCard => ({
  title: text,
  badge,
  summary: text,
  blocks: [{ kind: 'text', text: `This is the answer to “${text}”.` }],
});

const card = (sealed: SealedCard, isPrivate = true, replace = false): Answer => ({
  kind: 'card',
  card: sealed,
  private: isPrivate,
  replace,
});

/** A form's refusals: the second line has no quantity, or the customer is unknown. */
function refusals(values: FormValues): Record<string, string> {
  const errors: Record<string, string> = {};
  if (values.customer === '') errors.customer = '“Customer” is missing. Please fill it in.';
  const lines = Array.isArray(values.lines) ? values.lines : [];
  for (const [i, line] of lines.entries())
    if (typeof line === 'object' && line.quantity === '')
      errors[`lines.${i}.quantity`] = 'How many? Write it like 20 or 2.5.';
  return errors;
}

/** A desk of few words, for tests of the console: it answers with every kind of block and field. */
export function createFakeDesk() {
  const heard: Incoming[] = [];
  let forms = 0;
  let hold: Promise<void> | undefined;

  function command(text: string, from: Address): Answer {
    if (text.startsWith('new')) return { kind: 'form', form: everyField(`form-${from}-${++forms}`) };
    if (text === 'blocks') return card(everyBlock());
    if (text === 'public') return card({ ...everyBlock(), title: 'SO-000124 · Acme Trading' }, false);
    if (text === 'canary') return card(everyBlock(canary));
    if (text === 'canary form') return { kind: 'form', form: everyField(`form-${from}-${++forms}`, canary) };
    if (text === 'long') return card({ ...plain('Long'), blocks: [{ kind: 'text', text: 'word '.repeat(900) }] });
    return card(plain(text || 'My day'));
  }

  function click(button: string, from: Address): Answer {
    if (button === 'b-edit') return { kind: 'form', form: everyField(`form-${from}-${++forms}`) };
    if (button === 'b-approve') return card(decided('SO-000123 · Acme Trading', from), false, true);
    if (button === 'b-reject') return card(plain('Rejected', { label: 'Rejected', tone: 'bad' }), true, true);
    return card(plain(`Clicked ${button}`));
  }

  const answer = (incoming: Incoming): Answer => {
    if (incoming.kind === 'command') return command(incoming.text, incoming.from);
    if (incoming.kind === 'click') return click(incoming.button, incoming.from);
    if (incoming.kind === 'file') return card(plain(`File ${incoming.name}`), incoming.name !== 'public.csv');
    if (incoming.kind === 'choices')
      return {
        kind: 'choices',
        choices: matching(incoming.source === 'customer' ? customers : products, incoming.query),
      };
    const errors = refusals(incoming.values);
    if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
    return card(decided('SO-000125 · Acme Trading', incoming.from), true);
  };

  const bot: Bot = async (incoming) => {
    heard.push(incoming);
    await hold;
    return answer(incoming);
  };

  return {
    bot,
    /** Everything that the desk was told. */
    heard,
    /** Keeps every answer back until the returned function is called. */
    holdAnswers(): () => void {
      let release = () => {};
      hold = new Promise((resolve) => {
        release = () => {
          hold = undefined;
          resolve();
        };
      });
      return release;
    },
    complete: async (_member: unknown, text: string) =>
      ['/order new', '/order list', '/order find', '/order report', '/order blocks']
        .filter((word) => word.startsWith(text))
        .map((word) => ({ value: `${word} `, label: word, detail: `what ${word.slice(7)} does` })),
  };
}
