import type { Button } from '../../chat/card.ts';
import { turnButtons } from '../../chat/turn-buttons.ts';
import { may } from '../../members/ability.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Reply } from '../command.ts';
import { exportable } from '../exports/list.ts';

const pageSize = 20;

/** The customers that the person reads, by name, and the ways to make more. */
export async function customerList(skip: number, context: CommandContext, replace: boolean): Promise<Reply> {
  const { desk, person, locale } = context;
  const { customers, more } = await desk.customers.page(person, { skip, limit: pageSize });
  const make: Button[] = may(person, 'customer.create')
    ? [
        { label: t(locale, 'form.customer.title'), intent: { command: 'customer', input: {} } },
        { label: t(locale, 'customers.table.help'), intent: { command: 'customers', input: {} } },
      ]
    : [];
  const buttons = [
    ...turnButtons(locale, { skip, size: pageSize, more }, (to) => ({
      command: 'customer',
      input: { step: 'list', skip: to },
    })),
    ...make,
  ];
  const items = customers.map(({ code, name, tier, region }) => ({
    text: name,
    detail: [code, tier, region].filter(Boolean).join(' · '),
    buttons: [{ label: t(locale, 'word.open'), intent: { command: 'customer', input: { code } } }],
  }));
  const title = t(locale, 'customer.list');
  const reply = {
    card: {
      title,
      blocks: [
        { kind: 'list' as const, items, empty: t(locale, 'customer.list.empty') },
        ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
      ],
      summary: title,
    },
    replace,
  };
  return exportable(reply, { command: 'customer', input: { step: 'export' } }, context);
}
