/** Stands for what is hidden. */
export const hiddenMark = '•••';

/**
 * Contact data for those who may not read it: a long number keeps its last two digits, so that two people can tell that
 * they speak of the same one; anything else is hidden.
 */
export function masked(value: unknown): unknown {
  if (value === undefined || value === null || value === '') return value;
  const text = String(value);
  const digits = text.replace(/\D/g, '');
  return digits.length >= 7 && /^[\d\s()+.-]+$/.test(text) ? `${hiddenMark}${digits.slice(-2)}` : hiddenMark;
}

/** Whether a value was masked: it must not be written back. */
export const isMasked = (value: unknown): boolean => typeof value === 'string' && value.startsWith(hiddenMark);
