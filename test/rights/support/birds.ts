/** Canaries of one company: none is there twice. */
export function createBirds() {
  let n = 0;
  return {
    /** A text canary that is nowhere else. */
    bird: (tag: string): string => {
      n += 1;
      return `zq${tag}${n}zq`;
    },
    /**
     * A number that is nowhere else, in 1/10,000: about a thousand. The steps between them grow, so that the median of two
     * orders is not what the one between them came to.
     */
    price: (): number => {
      n += 1;
      return 1000_0000 + n * 7_1939 + n * n * 31;
    },
    /** A phone number that is nowhere else. */
    phone: (): string => `139${String(10_000_000 + n * 7919)}`,
  };
}
export type Birds = ReturnType<typeof createBirds>;
