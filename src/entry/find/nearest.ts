/** The nearest names, to choose from. */
export const nearestWords = (near: readonly { name: string }[]): { text: string } | { list: string[] } =>
  near.length ? { list: near.slice(0, 5).map((n) => n.name) } : { text: 'entry.nearest_none' };
