import type { Connection } from 'mongoose';
import { caseModel } from '../aftersales/model.ts';
import { customerModel } from '../customers/model.ts';
import { type Feedback, judged as judgedFeedback } from '../feedback/feedback.ts';
import { feedbackModel } from '../feedback/model.ts';
import type { Judged, Kind } from '../members/kinds.ts';
import { orderModel } from '../orders/model.ts';
import { judgedPrice } from '../prices/entry.ts';
import { priceModel } from '../prices/model.ts';
import { productModel } from '../products/model.ts';
import { purchaseModel } from '../purchases/model.ts';
import { supplierModel } from '../suppliers/model.ts';
import { templateModel } from '../templates/model.ts';
import type { FindJudged } from './entry.ts';

/** Finds what rights look at in a record of a database connection. */
export function createFindJudged(connection: Connection): FindJudged {
  const fields = 'owner createdBy team state number turns';

  /** A price for one customer is read with the customer. */
  async function priceFacts(id: string): Promise<Judged | undefined> {
    const price = await priceModel(connection).findById(id, 'customer').lean();
    if (!price?.customer) return price ? judgedPrice(price) : undefined;
    return (await customerModel(connection).findById(price.customer, 'owner team').lean<Judged>()) ?? undefined;
  }

  /** Records that nobody owns: all that counts is whether they are there. */
  async function ownerless(kind: Kind, id: string): Promise<Judged | undefined> {
    const isThere = {
      Product: () => productModel(connection).exists({ _id: id }),
      Supplier: () => supplierModel(connection).exists({ _id: id }),
      Purchase: () => purchaseModel(connection).exists({ _id: id }),
    };
    if (!Object.hasOwn(isThere, kind)) return undefined;
    return (await isThere[kind as keyof typeof isThere]()) ? {} : undefined;
  }

  const templateFacts = async (id: string): Promise<Judged | undefined> =>
    (await templateModel(connection).findById(id, 'owner scope team').lean<Judged>()) ?? undefined;

  async function feedbackFacts(id: string): Promise<Judged | undefined> {
    const found = await feedbackModel(connection).findById(id, 'by orderOwner team').lean<Feedback>();
    return found ? judgedFeedback(found) : undefined;
  }

  return async ({ kind, id }) => {
    if (kind === 'Order') return (await orderModel(connection).findById(id, fields).lean<Judged>()) ?? undefined;
    if (kind === 'Customer')
      return (await customerModel(connection).findById(id, 'owner team').lean<Judged>()) ?? undefined;
    if (kind === 'Case')
      return (await caseModel(connection).findById(id, 'owner orderOwner team').lean<Judged>()) ?? undefined;
    if (kind === 'Feedback') return feedbackFacts(id);
    if (kind === 'Price') return priceFacts(id);
    if (kind === 'Template') return templateFacts(id);
    return ownerless(kind, id);
  };
}
