import { describe, expect, test } from '@jest/globals';
import type { Message } from '../../support/feishu/types.ts';
import { wordsOf } from '../../support/feishu/words.ts';
import { openFeishuDesk } from '../../support/feishu-desk.ts';
import { until } from '../../support/until.ts';
import { inputsIn, optionsIn } from './support/filled.ts';

/** What real clients may do in either way. */
const clients = [
  {},
  { emptyFieldsSent: true },
  { submitWithoutValue: true },
  { emptyFieldsSent: true, submitWithoutValue: true },
];

describe.each(clients)('a salesperson whose Feishu behaves so: %j', (unsure) => {
  test('types an order in words, chooses among several products, sees the total and files it', async () => {
    const { desk, company, users, close } = await openFeishuDesk({ feishuOptions: { unsure } });
    try {
      for (const size of ['M8', 'M10'])
        await desk.desk.products.create(desk.actor(company.ada), {
          sku: `BOLT-${size}`,
          name: `Bolt ${size} <at id=all></at>`,
          price: 2_5000,
        });
      const { anna } = users;
      await anna.write('/order new');
      const open = (): Message | undefined => anna.shown().direct.findLast((m) => m.sender.sender_type === 'app');
      const form = async () => (await until('a form', 8_000, () => open())) as Message;
      const cellOf = async (cell: string) => {
        const found = inputsIn((await form()).card as never).find((e) => String(e.name).includes(`~${cell}~`));
        if (!found) throw new Error(`no ${cell}`);
        return found;
      };
      const fill = async (entries: Record<string, string>) => anna.fill(await form(), entries);

      await fill({ customer: 'acm', [String((await cellOf('sku')).name)]: 'bolt', notes: 'first\nsecond' });
      await anna.click(await form(), 'Look up, recalculate');
      expect(wordsOf(await form())).toContain('“bolt” is several');
      expect(optionsIn(await cellOf('pick')).sort()).toEqual(['BOLT-M10', 'BOLT-M8']);

      await fill({
        [String((await cellOf('pick')).name)]: 'BOLT-M8',
        [String((await cellOf('quantity')).name)]: '400',
        [String((await cellOf('discount')).name)]: '10%',
      });
      await anna.click(await form(), 'Look up, recalculate');
      expect(wordsOf(await form())).toContain('Total: CNY 900.00');
      expect(wordsOf(await form())).not.toContain('is several');

      await anna.click(await form(), 'Add a line');
      await anna.click(
        await form(),
        String(`form~${/form~([\w-]+)~send/.exec(JSON.stringify(await form()))?.[1]}~send`),
      );
      const filed = await until('the order', 8_000, () => /SO-\d+/.exec(wordsOf(open() as Message))?.[0]);
      expect(filed).toMatch(/^SO-/);
      const shown = wordsOf(open() as Message);
      for (const words of ['Acme', 'BOLT-M8', '900.00', 'second']) expect(shown).toContain(words);
      expect(anna.shown().direct.flatMap((m) => m.called)).toEqual([]);
    } finally {
      await close();
    }
  }, 60_000);
});
