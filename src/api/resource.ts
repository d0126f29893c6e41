import type { z } from 'zod';
import type { CalendarDate } from '../dates.ts';
import type { Desk } from '../desk.ts';
import type { MadeFile } from '../files/sheet-files.ts';
import type { Actor } from '../members/actor.ts';
import type { DeedName } from '../members/deeds.ts';
import type { Person } from '../members/member.ts';
import type { Locale } from '../text/index.ts';

/** What a call is answered with: the desk, whose token it came with, in which language, and what day it is. */
export type ApiContext = {
  readonly desk: Desk;
  readonly actor: Actor;
  readonly person: Person;
  readonly locale: Locale;
  /** The organisation's calendar date. */
  readonly today: CalendarDate;
};

/** What can be read from the API at one path. It asks the same services as the commands do, so the same rights count. */
type Reading<Q extends z.ZodObject> = {
  /** Below `/api/v1`. */
  readonly path: `/${string}`;
  /** Its name in the OpenAPI document. */
  readonly operation: string;
  /** What it gives, in a sentence. */
  readonly does: string;
  /** What may stand behind the `?`. */
  readonly query: Q;
  /** The right that it takes, and what a refused attempt is called on the audit trail. */
  readonly deed: DeedName;
} & (
  | { readonly answer: z.ZodType; get(query: z.output<Q>, context: ApiContext): Promise<object> }
  | { readonly files: readonly string[]; get(query: z.output<Q>, context: ApiContext): Promise<MadeFile> }
);

/** A resource of the API. A new one is a file in `resources/` and a line in its list. */
// biome-ignore lint/suspicious/noExplicitAny: each resource is called with what its own `query` has read, and with nothing else
export type Resource = Reading<any>;

/** Keeps what `query` reads and what `get` is given the same. */
export const resource = <Q extends z.ZodObject>(reading: Reading<Q>): Resource => reading;
