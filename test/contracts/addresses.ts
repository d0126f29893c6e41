import { expect } from '@jest/globals';
import { orderModel } from '../../src/orders/model.ts';
import { type Locale, type TextKey, t } from '../../src/text/index.ts';
import type { ChatHouse } from './chat.ts';
import type { Plays } from './tables.ts';

/** What every chat does with orders of which nobody knows where they go. */
export function addressScenarios(locale: Locale, house: () => ChatHouse, { usual }: Plays): void {
  const say = (key: TextKey, values = {}) => t(locale, key, values);

  usual('where an order goes is asked before it is filed, at the field or when its draft is submitted', async () => {
    const { anna } = house().people;
    const { desk, company } = house();
    const customer = 'Nowhere Ltd';
    await desk.desk.customers.create(desk.actor(company.anna), { code: 'NOWHERE', name: customer });
    await desk.desk.customers.create(desk.actor(company.anna), { code: 'UNKNOWN', name: 'Unknown Ltd' });
    const found = (poNo: string) => orderModel(desk.connection).find({ poNo }).lean();
    const open = (words: string) => anna.say(`/order ${locale === 'zh' ? '新建' : 'new'} ${words}`);
    await open('NOWHERE B200x1 po GOES-1');
    expect((await anna.fill()).words).toContain(say('error.no_address', { customer }));
    expect(await found('GOES-1')).toEqual([]);
    await anna.fill({ shipTo: '5 Dock Road' });
    expect(await found('GOES-1')).toMatchObject([{ state: 'approved', shipTo: '5 Dock Road' }]);

    await open('UNKNOWN B200x2 po GOES-2');
    await anna.fill({ next: 'draft' });
    const asked = await anna.press(say('action.submit'));
    expect(asked.words).toContain(say('address.type'));
    expect((await anna.press(say('address.type'))).kind).toBe('form');
    await anna.fill({ shipTo: locale === 'zh' ? '自提' : 'collected' });
    expect(await found('GOES-2')).toMatchObject([
      { state: 'approved', shipTo: locale === 'zh' ? '自提' : 'collected' },
    ]);
  });
}
