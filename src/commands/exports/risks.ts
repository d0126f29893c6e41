import { sees } from '../../members/ability.ts';
import { type Order, orderName } from '../../orders/order.ts';
import { askedFor } from '../../risks/cards/list-card.ts';
import type { RiskQuery } from '../../risks/list.ts';
import type { KeptRisk } from '../../risks/risk.ts';
import { riskWords } from '../../risks/words.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { columnsFor } from './columns.ts';
import type { ListExport } from './list.ts';

type Row = { order: Order; risk: KeptRisk };

/** What may go wrong with open orders, a row for each risk, as far as the reader reads of it. */
export const risksExport = (query: RiskQuery, { desk, viewer, locale, today }: CommandContext): ListExport<Row> => ({
  list: 'risks',
  ...(query.kind && { what: t(locale, `risk.${query.kind}`) }),
  columns(reader) {
    const { text, date, day, money } = columnsFor<Row>(reader);
    const own = { ...viewer, person: reader.person };
    const currency = ({ order }: Row) => order.currency;
    const stake = [
      text('audit.field.currency', currency),
      money('risk.stake', currency, ({ risk }) => risk.market?.atStake),
    ];
    return [
      text('field.order_no', ({ order }) => orderName(order)),
      text('field.status', ({ order }) => t(locale, `state.${order.state}`)),
      text('export.customer_code', ({ order }) => order.customerSnapshot.code),
      text('field.customer', ({ order }) => order.customerSnapshot.name),
      text('field.owner', ({ order }) => reader.memberName(order.owner)),
      text('field.team', ({ order }) => reader.teamName(order.team)),
      date('label.promised', ({ order }) => order.promisedDate),
      text('export.risk', ({ risk }) => t(locale, `risk.${risk.kind}`)),
      text('export.level', ({ risk }) => t(locale, `risk.level.${risk.level}`)),
      text('export.why', ({ risk, order }) => riskWords(own, risk, order, today)),
      day('export.since', ({ risk }) => risk.since),
      ...(sees(reader.person, 'cost') === 'none' ? [] : stake),
    ];
  },
  async *rows({ person }) {
    for await (const order of desk.risks.each(person, query))
      for (const risk of askedFor({ ...viewer, person }, order, query)) yield { order, risk };
  },
});
