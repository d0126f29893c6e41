/** What is reminded of, as keys, buttons and settings name it. */
export const kindNames = [
  'delivery',
  'payment',
  'milestone',
  'reservation',
  'case',
  'follow_up',
  'silent',
  'price',
] as const;
export type KindName = (typeof kindNames)[number];
