import type { Intent } from './card.ts';

/** One choice of a select; `value` is what comes back. */
export type Choice = {
  value: string;
  label: string;
  detail?: string;
  /** Of a product: what the customer pays for it now, as a decimal text, for those who may read it. */
  price?: string;
  /** Where that price comes from, in words, where it is not the list price. */
  source?: string;
  /** Of a product: how much of it is available now, as a decimal text. */
  available?: string;
  /** Of a customer's usual item: the quantity that is usual, and the last price for those who may read it. */
  quantity?: string;
  lastPrice?: string;
};

/** One line of an order as typed into a form: texts, since the person may have typed anything. */
export type LineValue = {
  sku: string;
  quantity: string;
  price?: string;
  discount?: string;
  /** Shown in the line, not sent back: SKU and name, and the price where none is typed. */
  label?: string;
  listPrice?: string;
  /** Where that price comes from, in words, where it is not the list price. */
  listSource?: string;
  /** The quantity that this price is for, as it was typed; missing: the one that the line has. */
  pricedAt?: string;
  /** Not sent back either: the products that the typed word can mean, best first, while none is chosen. */
  choices?: Choice[];
  /** How much of the product was available when the form, or this line, was drawn. */
  available?: string;
  /** What the customer paid for it last. */
  lastPrice?: string;
  /** The product is not sold any more. */
  isGone?: boolean;
};

type Base = { name: string; label: string; required?: boolean; hint?: string; error?: string };

/** A field of a form. Values are what is shown at first; what comes back is text (lists for multi and lines). */
export type FormField = Base &
  (
    | { kind: 'text'; value?: string; multiline?: boolean; maxLength?: number }
    | { kind: 'number'; value?: string }
    /** `value` is YYYY-MM-DD. */
    | { kind: 'date'; value?: string }
    | { kind: 'select'; value?: string; choices: Choice[] }
    /** A select whose choices are asked for while typing (`Incoming` of kind `choices`); `source` says what is searched. */
    | { kind: 'search'; value?: string; valueLabel?: string; source: SearchSource }
    | { kind: 'multi'; value?: string[]; choices: Choice[] }
    | { kind: 'file'; accept: string[] }
    | {
        kind: 'lines';
        value: LineValue[];
        currency: string;
        /** The field of the customer whose prices the lines show: those of another one are asked for. */
        customer?: string;
        /**
         * What the customer of the field `of` usually takes, each to be taken with one act. Of another customer they are
         * asked for anew: choices of the source `usual`.
         */
        usual?: { of: string; items: Choice[] };
      }
  );

/** What a search field looks through; each is filtered by the person's rights. */
export type SearchSource = 'customer' | 'product' | 'member';

/** For whom, for how much and in which currency a product is looked up: texts as the form holds them. */
export type AskedFor = { customer?: string; quantity?: string; currency?: string };

/** What a form asks the desk for while it is filled in: a search, or the usual items of the customer that the query names. */
export type ChoiceSource = SearchSource | 'usual';

type FormBase = {
  title: string;
  submit: string;
  fields: FormField[] /** A sentence above the fields. */;
  note?: string;
};

/** A form as the core makes it: submitting it runs the command of `intent` with its input and the values. */
export type Form = FormBase & { intent: Intent };

/** A form as an adapter gets it. Its `id` makes a second submission the same deed. */
export type SealedForm = FormBase & { id: string };

/** What a submitted form brings, by field name. */
export type FormValues = Readonly<Record<string, string | string[] | LineValue[] | undefined>>;
