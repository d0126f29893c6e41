/** From where on a query is read in another way. They stand together so that a test can reach those ways with few keys. */
export const limits = {
  /** Ranges from which on a walk over all of them is worth it; fewer are asked for one by one. */
  manyRanges: 16,
  /** Keys between two ranges that are passed over before the walk begins anew at the next range. */
  mostPassed: 8,
  /** The most ranges that are made of points; the field that would make more is read as one stretch. */
  mostRanges: 5_000,
};
