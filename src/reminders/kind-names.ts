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

/** Kinds that a member may want none of: not what the member noted. */
export type MutableKind = Exclude<KindName, 'follow_up'>;
export const mutableKinds = kindNames.filter((name): name is MutableKind => name !== 'follow_up');
