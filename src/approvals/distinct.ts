/** Something that is asked of one of some people. */
type Asked = { readonly people: readonly string[] };

/**
 * Gives each of these a person of its own as far as that is possible, and says which are left without one: two steps are
 * two people. Each that finds its people taken asks them whether another could take their place (Kuhn's matching).
 */
export function withoutSomebody<A extends Asked>(all: readonly A[]): A[] {
  const taken = new Map<string, A>();

  function finds(one: A, seen: Set<string>): boolean {
    for (const person of one.people) {
      if (seen.has(person)) continue;
      seen.add(person);
      const other = taken.get(person);
      if (other && !finds(other, seen)) continue;
      taken.set(person, one);
      return true;
    }
    return false;
  }

  return all.filter((one) => !finds(one, new Set()));
}
