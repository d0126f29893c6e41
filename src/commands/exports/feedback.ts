import type { Feedback } from '../../feedback/feedback.ts';
import type { FeedbackOf } from '../../feedback/find.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { columnsFor } from './columns.ts';
import type { ListExport } from './list.ts';

/** What customers said, newest first: of a customer, of a product, or all. */
export const feedbackExport = (
  of: FeedbackOf,
  what: string | undefined,
  { desk, locale }: CommandContext,
): ListExport<Feedback> => ({
  list: 'feedback',
  ...(what && { what }),
  columns(reader) {
    const { text, number, minute } = columnsFor<Feedback>(reader);
    return [
      minute('export.at', ({ at }) => at),
      text('export.customer_code', ({ customerSnapshot }) => customerSnapshot.code),
      text('field.customer', ({ customerSnapshot }) => customerSnapshot.name),
      text('field.order_no', ({ orderName }) => orderName),
      text('feedback.label.kind', ({ kind }) => t(locale, `feedback.kind.${kind}`)),
      number('feedback.label.score', ({ score }) => score),
      text('feedback.label.text', (one) => one.text),
      text('label.product', ({ lines = [] }) => lines.map(({ sku }) => sku).join(' · ')),
      text('feedback.case', (one) => one.case?.number),
      number('audit.field.photos', ({ photos }) => photos?.length),
      text('export.by', ({ by }) => reader.memberName(by)),
    ];
  },
  rows: ({ person }) => desk.feedback.each(person, of),
});
