import { type Document, decodePlain, decodeTyped, encode } from './codec.ts';
import { decodeSome } from './part.ts';

/** One document: its bytes, and its decoded forms made when first asked for. */
export class Row {
  readonly key: Buffer | undefined;
  #bytes: Uint8Array | undefined;
  #plain: Document | undefined;

  constructor(bytes: Uint8Array | undefined, plain?: Document, key?: Buffer) {
    this.#bytes = bytes;
    this.#plain = plain;
    this.key = key;
  }

  static of(document: Document): Row {
    return new Row(undefined, document);
  }

  get bytes(): Uint8Array {
    this.#bytes ??= encode(this.#plain as Document);
    return this.#bytes;
  }

  /** Plain numbers: what filters, sorts and mingo read. Must not be changed. */
  get plain(): Document {
    this.#plain ??= decodePlain(this.#bytes as Uint8Array);
    return this.#plain;
  }

  /** Some fields in plain form, or all of them where they have been decoded already. Must not be changed. */
  some(names: ReadonlySet<string>): Document {
    return this.#plain ?? decodeSome(this.#bytes as Uint8Array, names);
  }

  /** Numbers with their BSON types, decoded anew: the caller may change it. */
  typed(): Document {
    return decodeTyped(this.bytes);
  }
}
