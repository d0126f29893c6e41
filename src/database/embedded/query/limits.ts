/** From how many ranges on a query is read in another way. They stand together so that a test can reach those ways with few. */
export const limits = {
  /** Ranges from which on a walk over all of them is worth it; fewer are asked for one by one. */
  manyRanges: 16,
  /** The most ranges that are made of points; the field that would make more is read as one stretch. */
  mostRanges: 5_000,
};
