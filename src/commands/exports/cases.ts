import { type Case, stateKey } from '../../aftersales/case.ts';
import { type Redacted, redact, sees } from '../../members/ability.ts';
import { decimalText, quantityScale } from '../../money.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { columnsFor } from './columns.ts';
import type { ListExport } from './list.ts';

type Row = { it: Case; seen: Redacted<Case, 'Case'> };

/** The after-sales cases that are not closed, the first due first. */
export const casesExport = ({ desk, locale }: CommandContext): ListExport<Row> => ({
  list: 'cases',
  columns(reader) {
    const { text, date, day, money } = columnsFor<Row>(reader);
    const currency = ({ it }: Row) => it.currency;
    return [
      text('audit.field.case', ({ it }) => it.number),
      text('case.label.kind', ({ it }) => t(locale, `case.kind.${it.kind}`)),
      text('field.status', ({ it }) => t(locale, stateKey(it))),
      text('field.order_no', ({ it }) => it.orderName),
      text('export.customer_code', ({ it }) => it.customerSnapshot.code),
      text('field.customer', ({ it }) => it.customerSnapshot.name),
      text('case.label.parts', ({ it }) =>
        it.lines.map((line) => `${line.sku} ×${decimalText(line.quantity, quantityScale)}`).join(' · '),
      ),
      text('case.label.text', ({ it }) => it.text),
      text('case.label.owner', ({ it }) => reader.memberName(it.owner)),
      date('case.label.due', ({ it }) => it.dueDate),
      day('export.opened', ({ it }) => it.createdAt),
      ...(sees(reader.person, 'commercial') === 'none'
        ? []
        : [text('audit.field.currency', currency), money('audit.field.credit', currency, ({ seen }) => seen.credit)]),
    ];
  },
  async *rows({ person }) {
    for await (const it of desk.cases.eachWaiting(person)) yield { it, seen: redact(person, 'Case', it) };
  },
});
