// What a line says of where its price comes from.
import { parseDecimal } from './money.js';

/**
 * The words, as a key and its values, for a price that a person typed, with what the price list says instead; no key where
 * none was typed, or what was typed is what the list says: then it is the list's, as the desk files it.
 */
export function priceSource({ price, listPrice, listSource }) {
  const [typed, listed] = [price, listPrice].map((text) => parseDecimal(text, 4));
  if (price === '' || (listed !== undefined && typed === listed)) return {};
  if (listPrice === '') return { key: 'line_typed' };
  if (listSource === '') return { key: 'line_typed_list', values: { price: listPrice } };
  return { key: 'line_typed_source', values: { price: listPrice, source: listSource } };
}
