import type { FormField } from '../chat/form.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import { productCard } from '../products/card.ts';
import { readProduct } from '../products/input.ts';
import type { Product } from '../products/product.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { chooseCard, isWord } from './parts/choose.ts';
import { nearestText } from './parts/order-form.ts';
import { rowOf } from './parts/values.ts';

const makeWords = ['new', 'create', '新建', '新增'];

async function show(product: Product, { desk, viewer }: CommandContext): Promise<Reply> {
  const { currency } = await desk.settings.get();
  return { card: productCard(viewer, product, { currency }) };
}

const mayMake = ({ person }: Pick<CommandContext, 'person'>) =>
  may(person, 'product.edit') && may(person, 'product.price');
const columns = ['sku', 'name', 'unit', 'category', 'price', 'floor_price', 'cost', 'on_hand', 'supplier'] as const;
const numbers: readonly string[] = ['price', 'floor_price', 'cost', 'on_hand'];

function form(context: CommandContext): Reply {
  const { locale } = context;
  if (!mayMake(context))
    throw new DeskError('error.not_allowed', { who: { text: 'role.admin' } }, { loudness: 'warn' });
  const fields = columns.map(
    (name): FormField => ({
      kind: numbers.includes(name) ? 'number' : 'text',
      name,
      label: t(locale, `field.${name}`),
      required: name === 'sku' || name === 'name' || name === 'price',
    }),
  );
  return {
    form: {
      title: t(locale, 'form.product.title'),
      submit: t(locale, 'form.save'),
      intent: { command: 'product', input: {} },
      fields,
    },
  };
}

/** A product's card; `new` makes one. */
export const product: Command = {
  name: 'product',
  words: { en: ['product', 'sku'], zh: ['产品'] },
  does: 'does.product',
  usage: { en: 'A100 | new', zh: 'A100 | 新建' },
  may: (person) => person.roles.length > 0,
  async typed(words, context) {
    const text = words.trim();
    if (isWord(text, makeWords)) return form(context);
    if (text === '')
      throw new DeskError('error.words_left', {
        text,
        usage: t(context.locale, 'usage.hint', { example: '/order product A100' }),
      });
    const found = await context.desk.findProduct.find(context.person, text);
    if (found.exact) return show(found.exact, context);
    if (found.several.length === 0)
      throw new DeskError('error.product_not_found', { text, nearest: nearestText(found, context) });
    const entries = found.several.map((p) => ({ text: p.name, detail: p.sku, input: { product: p.sku } }));
    return { card: chooseCard(text, 'product', entries, context) };
  },
  async pressed(input, context) {
    if (!input.product) return form(context);
    return show(await context.desk.products.get(context.person, String(input.product)), context);
  },
  async filled(_input, values, context) {
    return show(await context.desk.products.create(context.actor, readProduct(rowOf(values))), context);
  },
};
