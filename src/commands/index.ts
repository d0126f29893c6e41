import { actions } from '../orders/moves.ts';
import { again } from './again.ts';
import { assign } from './assign.ts';
import { audit } from './audit.ts';
import { away } from './away.ts';
import { afterSales } from './case.ts';
import { change } from './change.ts';
import type { Command } from './command.ts';
import { consoleLink } from './console.ts';
import { customer } from './customer.ts';
import { customersTable } from './customers.ts';
import { day } from './day.ts';
import { decide } from './decide.ts';
import { edit } from './edit.ts';
import { feedback } from './feedback.ts';
import { find } from './find.ts';
import { helpCommand } from './help.ts';
import { importOrders } from './import.ts';
import { list } from './list.ts';
import { me } from './me.ts';
import { moveCommand, type PlainAction } from './move.ts';
import { newOrder } from './new.ts';
import { pay } from './pay.ts';
import { pending } from './pending.ts';
import { price } from './price.ts';
import { product } from './product.ts';
import { recap } from './recap.ts';
import { remind } from './remind.ts';
import { report } from './report.ts';
import { risk } from './risk.ts';
import { sample } from './sample.ts';
import { settings } from './settings.ts';
import { ship } from './ship.ts';
import { shortage } from './shortage.ts';
import { show } from './show.ts';
import { stock } from './stock.ts';
import { submit } from './submit.ts';
import { supplier } from './supplier.ts';
import { team } from './team.ts';
import { template } from './template.ts';
import { token } from './token.ts';

/** Every sub-command of `/order`, in help order. A new one is a file and a line here. */
export const commands: readonly Command[] = [
  day,
  pending,
  newOrder,
  again,
  template,
  importOrders,
  show,
  list,
  find,
  edit,
  decide,
  ...actions.map((action) => {
    if (action === 'change') return change;
    if (action === 'ship') return ship;
    if (action === 'shortage') return shortage;
    return action === 'submit' ? submit : moveCommand(action satisfies PlainAction);
  }),
  pay,
  assign,
  afterSales,
  feedback,
  customer,
  customersTable,
  product,
  price,
  stock,
  risk,
  supplier,
  audit,
  remind,
  report,
  recap,
  me,
  away,
  team,
  settings,
  token,
  consoleLink,
  sample,
  helpCommand(() => commands),
];
