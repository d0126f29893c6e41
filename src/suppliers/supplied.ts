import { createSupplierFinder } from '../entry/find/finder.ts';
import { createPurchases } from '../purchases/service.ts';
import { createSuppliers } from './service.ts';

/** Suppliers and what is bought from them, put together for the desk. */
export const createSupplied = (
  deps: Parameters<typeof createSuppliers>[0] & Parameters<typeof createPurchases>[0],
) => ({
  suppliers: createSuppliers(deps),
  findSupplier: createSupplierFinder(deps),
  purchases: createPurchases(deps),
});
