import type { Button } from '../../chat/card.ts';
import type { FormValues } from '../../chat/form.ts';
import { DeskError } from '../../errors.ts';
import { may, sees } from '../../members/ability.ts';
import { decimalText, priceWithCurrency, quantityScale } from '../../money.ts';
import type { Purchase } from '../../purchases/purchase.ts';
import type { SeenPurchase } from '../../purchases/read.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Input, Reply } from '../command.ts';
import { checkBuyer, purchaseForm, readExpected, readReceipt, readUnitCost } from './supplier-forms.ts';
import { type Done, shownSupplier } from './supplier-sheet.ts';

const steps = ['receive', 'move', 'cost'] as const;
type Step = (typeof steps)[number];

/** Whether a step is a deed about a purchase that has a form. */
export const isPurchaseStep = (step: unknown): step is Step => steps.some((one) => one === step);

/** The card of the purchase's supplier, with what was just done. */
async function shown({ supplier }: Pick<Purchase, 'supplier'>, context: CommandContext, done: Done): Promise<Reply> {
  const found = (await context.desk.suppliers.byIds(context.person, [supplier])).get(supplier);
  if (!found) throw new DeskError('error.purchase_gone');
  return shownSupplier(found, context, done);
}

/** Offers to make what was paid the cost of the product, where it is another one; it is never done by itself. */
async function costOffer({ _id, sku, product, unitCost }: SeenPurchase, context: CommandContext): Promise<Button[]> {
  const { desk, person, locale } = context;
  if (unitCost === undefined || !may(person, 'product.price') || sees(person, 'cost') !== 'full') return [];
  const [{ currency }, there] = await Promise.all([desk.settings.get(), desk.products.get(person, sku)]);
  if (there._id !== product || there.cost === unitCost) return [];
  const price = priceWithCurrency(unitCost, currency);
  return [
    {
      label: t(locale, 'purchase.to_cost', { price, sku }),
      intent: { command: 'supplier', input: { purchase: _id, step: 'to_cost' } },
    },
  ];
}

/** Makes what was paid the cost of the product. */
async function toCost(purchase: SeenPurchase, context: CommandContext): Promise<Reply> {
  const { desk, actor, locale, person } = context;
  if (!may(person, 'product.price'))
    throw new DeskError('error.not_allowed', { who: { text: 'entry.who.manager' } }, { loudness: 'warn' });
  const { sku, unitCost } = purchase;
  if (unitCost === undefined) throw new DeskError('error.purchase_no_cost');
  await desk.products.update(actor, sku, { cost: unitCost });
  const { currency } = await desk.settings.get();
  const price = priceWithCurrency(unitCost, currency);
  return shown(purchase, context, { said: t(locale, 'purchase.done_to_cost', { sku, price }) });
}

async function cancel(purchase: SeenPurchase, context: CommandContext): Promise<Reply> {
  const { desk, actor, locale } = context;
  await desk.purchases.cancel(actor, purchase._id);
  return shown(purchase, context, { said: t(locale, 'purchase.done_cancel', { sku: purchase.sku }) });
}

/** What a button of a purchase asks for: its form, or that it is done. */
export async function purchasePressed(id: string, { step }: Input, context: CommandContext): Promise<Reply> {
  const purchase = await context.desk.purchases.get(context.person, id);
  if (step === 'cancel') return cancel(purchase, context);
  if (step === 'to_cost') return toCost(purchase, context);
  if (!isPurchaseStep(step)) throw new DeskError('error.button_gone');
  if (step === 'cost' && !may(context.person, 'purchase.cost'))
    throw new DeskError('error.not_allowed', { who: { text: 'entry.who.finance' } }, { loudness: 'warn' });
  if (step !== 'cost') checkBuyer(context);
  return { form: await purchaseForm(step, purchase, context) };
}

/** Does what the form of a purchase says. */
export async function purchaseFilled(
  { purchase: id, step, seen }: Input & { purchase: string; step: Step },
  values: FormValues,
  context: CommandContext,
): Promise<Reply> {
  const { desk, actor, person, locale, today } = context;
  const { sku } = await desk.purchases.get(person, id);
  const deeds = {
    async receive() {
      const part = readReceipt(values, today);
      await desk.purchases.receive(actor, id, { ...part, ...(typeof seen === 'number' && { seen }) });
      return t(locale, 'purchase.done_receive', { sku, quantity: decimalText(part.quantity, quantityScale) });
    },
    async move() {
      const { expectedOn: date } = await desk.purchases.move(actor, id, readExpected(values, today));
      return t(locale, 'purchase.done_move', { sku, date });
    },
    async cost() {
      await desk.purchases.setCost(actor, id, readUnitCost(values));
      return t(locale, 'purchase.done_cost', { sku });
    },
  };
  const said = await deeds[step]();
  const after = await desk.purchases.get(person, id);
  return shown(after, context, { said, next: step === 'move' ? [] : await costOffer(after, context) });
}
