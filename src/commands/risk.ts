import { DeskError } from '../errors.ts';
import { riskListCard } from '../risks/cards/list-card.ts';
import { kindsFor, type RiskQuery } from '../risks/list.ts';
import { type RiskName, riskKinds } from '../risks/risk.ts';
import { type Locale, listed, t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { exportable, exportList } from './exports/list.ts';
import { exportUnlessNamed } from './exports/named.ts';
import { risksExport } from './exports/risks.ts';

const pageSize = 10;

const kindWords: readonly [RiskName, readonly string[]][] = [
  ['credit', ['credit', '信用']],
  ['market', ['market', 'cost', '市场', '成本']],
  ['supply', ['supply', 'delivery', 'stock', '交付', '供应', '缺货']],
];
const allWords = ['', 'all', '全部'];

async function page(query: RiskQuery & { skip: number }, context: CommandContext, replace: boolean): Promise<Reply> {
  const { desk, person, viewer, today } = context;
  const { skip, ...asked } = query;
  const { currency: base } = await desk.settings.get();
  const found = await desk.risks.list(person, asked, { skip, limit: pageSize });
  const card = riskListCard(viewer, found, { query: asked, skip, size: pageSize, today, base });
  return exportable({ card, replace }, { command: 'risk', input: { ...asked, export: true } }, context);
}

/** The words for kinds of risk, as they are typed in a language. */
const kindsText = (kinds: readonly RiskName[], locale: Locale): string =>
  listed(
    locale,
    kinds.map((kind) => t(locale, `risk.word.${kind}`)),
  );

/** Reads a kind of risk, a customer, or a product's SKU. */
async function queryOf(words: string, { desk, person, locale }: CommandContext): Promise<RiskQuery> {
  const text = words.trim();
  if (allWords.includes(text.toLowerCase())) return {};
  const kind = kindWords.find(([, typed]) => typed.includes(text.toLowerCase()))?.[0];
  const readable = kindsFor(person);
  if (kind && readable.includes(kind)) return { kind };
  const [products, customers] = await Promise.all([
    desk.findProduct.find(person, text),
    desk.findCustomer.find(person, text),
  ]);
  if (products.exact) return { sku: products.exact.sku };
  if (customers.exact) return { customer: customers.exact._id };
  const kinds = kindsText(readable, locale);
  if (kind) throw new DeskError('error.risk_hidden', { text, kinds }, { loudness: 'warn' });
  throw new DeskError('error.risk_words', { text, kinds });
}

/** What a button carries, as far as it is a query. */
const readInput = ({ kind, customer, sku, skip }: Input): RiskQuery & { skip: number } => ({
  kind: riskKinds.find((one) => one === kind),
  ...(typeof customer === 'string' && { customer }),
  ...(typeof sku === 'string' && { sku }),
  skip: typeof skip === 'number' && skip > 0 ? skip : 0,
});

/** Lists what may go wrong with open orders, the worst first. */
export const risk: Command = {
  name: 'risk',
  reads: true,
  words: { en: ['risk', 'risks'], zh: ['风险'] },
  does: 'does.risk',
  usage: { en: '[credit | market | supply | Acme | A100] [export]', zh: '[信用 | 市场 | 交付 | 华信 | A100] [导出]' },
  may: (person) => person.roles.length > 0,
  async typed(words, context) {
    const { rest, exports } = await exportUnlessNamed(words, context);
    const query = await queryOf(rest, context);
    return exports ? exportList(risksExport(query, context), context) : page({ ...query, skip: 0 }, context, false);
  },
  pressed(input, context) {
    const { skip, ...query } = readInput(input);
    if (input.export) return exportList(risksExport(query, context), context);
    return page({ ...query, skip }, context, input.skip !== undefined);
  },
};
