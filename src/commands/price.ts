import type { Customer } from '../customers/customer.ts';
import { DeskError } from '../errors.ts';
import { may, sees } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { priceWithCurrency } from '../money.ts';
import { type PriceCardOptions, priceCard } from '../prices/card.ts';
import { isListPrice, tierKey } from '../prices/entry.ts';
import { historyCard, mostHistory } from '../prices/history-card.ts';
import { isComing, quoteCard } from '../prices/quote-card.ts';
import type { SeenPrice } from '../prices/service.ts';
import { entryWords, whomWords } from '../prices/words.ts';
import type { Product } from '../products/product.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { exportable, exportList } from './exports/list.ts';
import { pricesExport } from './exports/prices.ts';
import { chooseCard } from './parts/choose.ts';
import { nearestText } from './parts/nearest.ts';
import { exampleOf } from './parts/order-argument.ts';
import { inputOf, priceForm, priceWarnings, readPriceForm, type WantedPrice } from './parts/price-form.ts';
import { type PriceWords, priceWords } from './parts/price-words.ts';

const readsPrices = (person: Person): boolean => sees(person, 'commercial') === 'full';

async function contextOf(product: Product, { desk, today }: CommandContext) {
  const [members, { currency, timezone: zone }] = await Promise.all([desk.members.all(), desk.settings.get()]);
  return { sku: product.sku, currency, members, today, zone };
}

/** The prices of a product, with what was just done. */
async function shown(
  product: Product,
  context: CommandContext,
  options: Partial<PriceCardOptions> = {},
): Promise<Reply> {
  const entries = await context.desk.prices.of(context.person, product._id);
  const card = priceCard(context.viewer, product, entries, { ...(await contextOf(product, context)), ...options });
  const reply = { card, replace: options.note !== undefined || options.page !== undefined };
  return exportable(reply, { command: 'price', input: { sku: product.sku, export: true } }, context);
}

async function history(product: Product, page: number, context: CommandContext): Promise<Reply> {
  const { desk, person, viewer } = context;
  const [moves, ended] = await Promise.all([
    desk.prices.moves(person, product._id, mostHistory),
    desk.prices.ended(person, product._id, mostHistory),
  ]);
  return {
    card: historyCard(viewer, product, { moves, ended }, { ...(await contextOf(product, context)), page }),
    replace: true,
  };
}

type Meant = { product: Product; customer?: Customer; words: PriceWords };

/** The prices that typed words are about: of a customer, of a tier, else those for everybody; from a quantity on. */
function isMeant({ customer, tier, from }: SeenPrice, { customer: buyer, words }: Meant): boolean {
  const isWhose = buyer
    ? customer === buyer._id
    : words.tier !== undefined
      ? tier !== undefined && tierKey(tier) === tierKey(words.tier)
      : words.from === undefined || (!customer && !tier);
  return isWhose && (words.from === undefined || from === words.from);
}

/** What somebody pays now, and from each quantity on. */
async function quote({ product, customer, words }: Meant, context: CommandContext): Promise<Reply> {
  const { desk, person, viewer, today, locale } = context;
  const whom = customer ? { customer: customer._id, tier: customer.tier } : { tier: words.tier };
  const [steps, all] = await Promise.all([
    desk.prices.steps(product, whom, today),
    desk.prices.of(person, product._id),
  ]);
  const coming = all.filter((e) => isComing(e, today) && isMeant(e, { product, customer, words }));
  const who = customer?.name ?? whomWords(locale, { tier: words.tier });
  return { card: quoteCard(viewer, product, { who, steps, coming }, await contextOf(product, context)) };
}

function checkMaySet({ person }: CommandContext): void {
  if (may(person, 'price.set')) return;
  throw new DeskError('error.not_allowed', { who: { text: 'entry.who.manager' } }, { loudness: 'warn' });
}

/** The prices of which one is to end: each has its button. */
async function choose(meant: Meant, context: CommandContext): Promise<Reply> {
  checkMaySet(context);
  const { product, customer, words } = meant;
  const all = await context.desk.prices.of(context.person, product._id);
  const entries = all.filter((entry) => isMeant(entry, meant));
  const isList = !customer && words.tier === undefined && words.from === undefined;
  if (entries.length === 0)
    throw new DeskError(isList ? 'error.price_list_stays' : 'error.price_none', { sku: product.sku });
  const options = { ...(await contextOf(product, context)), choosing: true };
  return { card: priceCard(context.viewer, product, entries, options) };
}

/** What typed words mean, once product and customer are known. */
async function meant(all: Meant, context: CommandContext): Promise<Reply> {
  const { product, customer, words } = all;
  const { price: amount, from, validFrom, validTo, tier, end: ends, unknown } = words;
  if (unknown.length > 0) {
    const example = exampleOf({ words: price.words, usage: examples }, context.locale);
    throw new DeskError('error.price_unclear', { words: unknown.join(' · '), example });
  }
  if (ends) return choose(all, context);
  const wanted: WantedPrice = { customer, tier, price: amount, from, validFrom, validTo };
  const isSet = amount !== undefined || from !== undefined || validFrom !== undefined || validTo !== undefined;
  if (isSet) {
    checkMaySet(context);
    return { form: await priceForm(product, wanted, context) };
  }
  return customer || tier !== undefined ? quote(all, context) : shown(product, context);
}

/** The product and the customer that words name; of several each has its button, which goes on from there. */
async function resolve(words: PriceWords, context: CommandContext): Promise<Reply> {
  const { desk, person } = context;
  const goods = await desk.findProduct.find(person, words.product);
  const choice = (name: string, code: string, more: object) => ({
    text: name,
    detail: code,
    input: { words: { ...words, ...more } },
  });
  if (!goods.exact && goods.several.length > 0)
    return {
      card: chooseCard(
        words.product,
        'price',
        goods.several.map((p) => choice(p.name, p.sku, { product: p.sku })),
        context,
      ),
    };
  const nearest = { text: words.product, nearest: nearestText(goods, context) };
  if (!goods.exact) throw new DeskError('error.product_not_found', nearest);
  if (words.customer === undefined) return meant({ product: goods.exact, words }, context);
  const buyers = await desk.findCustomer.find(person, words.customer);
  if (buyers.exact) return meant({ product: goods.exact, customer: buyers.exact, words }, context);
  if (buyers.several.length > 0)
    return {
      card: chooseCard(
        words.customer,
        'price',
        buyers.several.map((c) => choice(c.name, c.code, { customer: c.code })),
        context,
      ),
    };
  throw new DeskError('error.customer_not_found', { text: words.customer, nearest: nearestText(buyers, context) });
}

async function end(product: Product, id: string, context: CommandContext): Promise<Reply> {
  const { locale, desk, actor } = context;
  const ended = await desk.prices.end(actor, id);
  const { currency } = await desk.settings.get();
  return shown(product, context, {
    note: [t(locale, 'price.done.ended', { price: entryWords(locale, ended, currency) })],
  });
}

/** Sets what the form says: the list price itself, or a price of its own. */
async function set(product: Product, wanted: WantedPrice & { price: number }, context: CommandContext): Promise<Reply> {
  const { locale, desk, actor } = context;
  const { currency } = await desk.settings.get();
  const warnings = await priceWarnings(product, wanted, context);
  if (isListPrice(wanted)) {
    const after = await desk.products.update(actor, product.sku, { price: wanted.price });
    const price = priceWithCurrency(after.price, currency);
    return shown(after, context, { note: [t(locale, 'price.done.list', { price })], warnings });
  }
  const { entry, ended } = await desk.prices.set(actor, inputOf(product, wanted));
  const said = (one: typeof entry) => entryWords(locale, { ...one, buyer: wanted.customer }, currency);
  const note = [
    t(locale, 'price.done.set', { price: said(entry) }),
    ...ended.map((one) => t(locale, 'price.done.ended', { price: said(one) })),
  ];
  return shown(product, context, { note, warnings });
}

const productOf = (input: Input, { desk, person }: CommandContext): Promise<Product> =>
  desk.products.get(person, String(input.sku ?? ''));

const examples = {
  en: 'A100 Acme 9.20 from 100 2026-12-01..2027-01-31',
  zh: 'A100 华信 9.20 满100 2026-12-01..2027-01-31',
};

/** Shows what a product costs and whom, and sets prices: the list price, or one for a customer, a tier, a quantity, some days. */
export const price: Command = {
  name: 'price',
  words: { en: ['price', 'prices'], zh: ['调价', '价格'] },
  does: 'does.price',
  usage: { en: `A100 | A100 Acme | ${examples.en}`, zh: `A100 | A100 华信 | ${examples.zh}` },
  may: readsPrices,
  opensForm: (input) => input !== 'typed' && input.set === true,
  async typed(words, context) {
    if (words.trim() !== '') return resolve(priceWords(words, context.today), context);
    const hint = t(context.locale, 'usage.hint', { example: exampleOf(price, context.locale) });
    throw new DeskError('error.words_missing', { usage: hint });
  },
  async pressed(input, context) {
    if (input.words) return resolve(input.words as PriceWords, context);
    const product = await productOf(input, context);
    if (input.end) return end(product, String(input.end), context);
    if (input.export) return exportList(pricesExport(product, context), context);
    if (input.view === 'history') return history(product, Number(input.page), context);
    if (!input.set) return shown(product, context, input.page === undefined ? {} : { page: Number(input.page) });
    checkMaySet(context);
    return { form: await priceForm(product, {}, context) };
  },
  async filled(input, values, context) {
    checkMaySet(context);
    const product = await productOf(input, context);
    return set(product, await readPriceForm(values, context), context);
  },
};
