/** Days that goods can take to come, at most; nothing is expected later either. */
export const longestLead = 1095;

/** Somebody else from whom a product can be bought, and the days that takes. */
export type OtherSupplier = { supplier: string; leadTimeDays?: number };

/** Something that is sold. Prices are in 1/10,000 of the major unit of the base currency; quantities in thousandths. */
export type Product = {
  _id: string;
  /** Unique, upper case. */
  sku: string;
  name: string;
  spec?: string;
  unit: string;
  category?: string;
  /** List price. Commercial class. */
  price: number;
  /** Cost class. */
  floorPrice?: number;
  /** Cost class. */
  cost?: number;
  /** What the market asks for it: the price that its own is compared with. Cost class. */
  referencePrice?: number;
  onHand: number;
  reserved: number;
  /** What orders have to send beyond what they hold. Kept by `src/stock/`, like what follows. */
  waiting?: number;
  /** Somebody said how much of it is there: from then on stock is kept of it. */
  counted?: boolean;
  /** Since when less is available than the reorder point, or than nothing. Indexed. */
  lowSince?: Date;
  /** Since when something of it is free while orders wait for it. Indexed. */
  restockedAt?: Date;
  reorderPoint?: number;
  leadTimeDays?: number;
  /** Whom it is bought from, as it was written. */
  supplier?: string;
  /** The supplier of that name. Indexed. */
  supplierId?: string;
  /** Whom else it could be bought from. */
  suppliers?: OtherSupplier[];
  /** What open purchases still have to bring, in thousandths. Kept by `src/purchases/`. */
  onOrder?: number;
  /** Smallest quantity of an order, in thousandths. */
  moq?: number;
  /** Lower-case words that find it: SKU, name parts, pinyin, initials. Indexed. */
  search: string[];
  active: boolean;
  /** SHA-256 of the file row that it was last loaded from: the same row again changes nothing. */
  importHash?: string;
  sample?: boolean;
  createdAt: Date;
  updatedAt: Date;
};

/** The other suppliers of a product besides one, and what is known of that one where it is among them. */
export function besides({ suppliers = [] }: Pick<Product, 'suppliers'>, id: string | undefined) {
  return {
    others: suppliers.filter(({ supplier }) => supplier !== id),
    known: suppliers.find(({ supplier }) => supplier === id),
  };
}
