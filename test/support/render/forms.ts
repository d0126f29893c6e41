import type { Form, FormField, LineValue, SealedForm } from '../../../src/chat/form.ts';
import type { CommandContext } from '../../../src/commands/command.ts';
import { caseForm } from '../../../src/commands/parts/case-form.ts';
import { orderForm } from '../../../src/commands/parts/order-form.ts';
import { channelForm } from '../../../src/commands/parts/settings-channel.ts';
import { settingsForm } from '../../../src/commands/parts/settings-form.ts';
import { settingsSchema } from '../../../src/settings/settings.ts';
import type { Locale } from '../../../src/text/index.ts';
import { line, order, today } from './company.ts';
import { longNote, nasty, nastyName } from './nasty.ts';

/** A form as an adapter gets it. */
export const sealed = ({ intent: _, ...form }: Form): SealedForm => ({ ...form, id: 'f00dfeedf00dfeed' });
export const contextIn = (locale: Locale) => ({ locale }) as CommandContext;
const intent = { command: 'new', input: {} };

export const lineValue = (n: number): LineValue => ({
  sku: line(n).sku,
  quantity: `${n}`,
  price: n % 2 === 0 ? '12.50' : undefined,
  label: `${line(n).sku} · ${line(n).name}`,
  listPrice: '13.00',
});
export const newOrder = (count: number, locale: Locale = 'en', title = 'New order') =>
  sealed(
    orderForm(
      contextIn(locale),
      {
        customer: { code: 'A<B>', name: nastyName },
        lines: Array.from({ length: count }, (_, n) => lineValue(n)),
        requestedDate: '2026-12-01',
        poNo: nastyName,
        paymentDays: 30,
        notes: longNote(2000),
        unknown: [...nasty],
      },
      { title, intent, currency: 'CNY', asksToSubmit: true },
    ),
  );
export const form = (fields: FormField[], more: Partial<SealedForm> = {}): SealedForm => ({
  id: 'f1',
  title: 'Form',
  submit: 'Save',
  fields,
  ...more,
});

/** The form of a case about an order of so many lines, all of them with the customer. */
function caseOf(count: number, locale: Locale): SealedForm {
  const lines = Array.from({ length: count }, (_, n) => line(n, { delivered: 12_000_000 }));
  const said = {
    kind: 'return' as const,
    text: longNote(2000),
    parts: lines.map((_, index) => ({ index, quantity: 1 })),
  };
  return sealed(caseForm({ ...order('delivered', 1), lines }, [], said, { locale, today, caseDays: 7, members: [] }));
}

/** Every form of the desk, filled with the longest and nastiest that it takes. */
export function deskForms(locale: Locale): [name: string, form: SealedForm][] {
  const settings = settingsSchema.parse({ company: nastyName, currency: 'CNY', timezone: 'UTC', locale: 'en' });
  const teams = (n: number) => Array.from({ length: n }, (_, i) => ({ _id: `t${i}`, name: `${i} ${nastyName}` }));
  const ship: SealedForm = form([
    { kind: 'text', name: 'carrier', label: 'Carrier', maxLength: 60 },
    { kind: 'date', name: 'eta', label: 'ETA' },
    ...Array.from(
      { length: 200 },
      (_, n): FormField => ({
        kind: 'number',
        name: `line${n}`,
        label: `${line(n).sku} · ${line(n).name}`,
        value: `${n}.5`,
      }),
    ),
  ]);
  const reason = { name: 'reason', label: 'Reason', multiline: true, required: true, maxLength: 500 };
  return [
    ['a new order', newOrder(0, locale)],
    ['a new order of 200 lines', newOrder(200, locale)],
    ['an order with a long name', newOrder(2, locale, `Edit SO-000042 ${nastyName}`)],
    ['the settings', sealed(settingsForm(settings, contextIn(locale)))],
    ['a channel', sealed(channelForm(teams(3), contextIn(locale)))],
    ['a channel of a company without teams', sealed(channelForm([], contextIn(locale)))],
    ['a channel of a company with 230 teams', sealed(channelForm(teams(230), contextIn(locale)))],
    ['a shipment of 200 lines', ship],
    ...[2, 12, 200].map((n): [string, SealedForm] => [`a case of ${n} lines`, caseOf(n, locale)]),
    ['a reason of a move', form([{ kind: 'text', ...reason, value: longNote(3000) }])],
    ['nothing at all', form([])],
  ];
}
