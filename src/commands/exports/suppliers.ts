import { rateOf } from '../../suppliers/rate.ts';
import type { SeenSupplier } from '../../suppliers/service.ts';
import type { CommandContext } from '../command.ts';
import { columnsFor } from './columns.ts';
import type { ListExport } from './list.ts';

/** Suppliers that one reading takes. */
const atOnce = 500;

/** Every supplier, by name. */
export const suppliersExport = ({ desk }: CommandContext): ListExport<SeenSupplier> => ({
  list: 'suppliers',
  columns(reader) {
    const { text, number, rate } = columnsFor<SeenSupplier>(reader);
    return [
      text('field.code', ({ code }) => code),
      text('field.name', ({ name }) => name),
      text('field.contact', ({ contacts }) => contacts[0]?.name),
      text('field.phone', ({ contacts }) => contacts[0]?.phone),
      text('field.email', ({ contacts }) => contacts[0]?.email),
      number('field.lead_time_days', ({ leadTimeDays }) => leadTimeDays),
      number('supplier.real_lead', ({ onTime }) => onTime?.leadDays),
      rate('supplier.rate', ({ onTime }) => rateOf(onTime)),
      rate('field.agreed_rate', ({ agreedRate }) => agreedRate),
      text('field.notes', ({ notes }) => notes),
    ];
  },
  async *rows({ person }) {
    for (let skip = 0; ; skip += atOnce) {
      const { shown, all } = await desk.suppliers.list(person, { skip, limit: atOnce });
      yield* shown;
      if (skip + atOnce >= all) return;
    }
  },
});
