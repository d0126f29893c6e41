import type { Card } from '../chat/card.ts';
import type { Form, FormValues } from '../chat/form.ts';
import type { CalendarDate } from '../dates.ts';
import type { Desk } from '../desk.ts';
import type { Actor } from '../members/actor.ts';
import type { Person } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import type { Locale, TextKey } from '../text/index.ts';

/** What a command is run with: the desk, who asks, and what day it is. */
export type CommandContext = {
  readonly desk: Desk;
  readonly actor: Actor;
  readonly viewer: Viewer;
  readonly person: Person;
  readonly locale: Locale;
  /** The organisation's calendar date. */
  readonly today: CalendarDate;
  /** The id of the order whose thread the words were said in. */
  readonly threadOrder?: string;
  /** What was ticked on the card whose button was pressed, of what it offered; undefined where nothing can be ticked. */
  readonly ticked?: Ticked;
};

/** Values that a card offered to tick, and those that were ticked. */
export type Ticked = { readonly offered: readonly string[]; readonly checked: readonly string[] };

/** A command's answer: a card or a form. */
export type Reply =
  | { card: Card /** Takes the place of the card that was clicked. */; replace?: boolean }
  | { form: Form };

export type Input = Readonly<Record<string, unknown>>;

/**
 * A file that somebody sent to the desk, with what was written beside it, without the command's name, and the names of
 * others that came along.
 */
export type ReceivedFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly words: string;
  readonly others: readonly string[];
};

/** How a command takes files. */
export type FileDoor = {
  /** What files are called that it may take; without this any. No other is fetched for who may do no more. */
  readonly names?: RegExp;
  /** Words beside such a file are a command wherever they begin like one. */
  readonly wordsLead?: true;
  /** Whether a file is meant for it; without this it takes every file that no other command takes. */
  takes?(file: ReceivedFile): boolean | Promise<boolean>;
  run(file: ReceivedFile, context: CommandContext): Promise<Reply>;
};

/** A sub-command of `/order`. It has up to four doors: typed words, a button, a submitted form, and a file. */
export type Command = {
  /** The English name, which buttons carry. */
  readonly name: string;
  /** What people type, in either language; the first of each is shown. */
  readonly words: Readonly<Record<Locale, readonly string[]>>;
  /** What it does, in one line. */
  readonly does: TextKey;
  /** How it is typed, after the name. */
  readonly usage: Readonly<Record<Locale, string>>;
  /** Whether the person may do it anywhere at all; help shows only these. */
  may(person: Person): boolean;
  /** Whether help shows it, where it is not shown to all who may. */
  isUsual?(person: Person): boolean;
  /** It is of use only where people can reach the web console. */
  readonly needsConsole?: true;
  /** It changes nothing: when its process dies before the answer is brought, it is simply done again. */
  readonly reads?: true;
  /** Whether its answer is a form, as a rule: for typed words, or for what a button carries. */
  opensForm?(input: Input | 'typed'): boolean;
  /** Its words are given sign by sign as they were typed: a table keeps its own commas. */
  readonly verbatim?: true;
  /** Whether a whole text is meant for it, whatever word it begins with; it is given all of the text then. */
  takes?(text: string): boolean;
  typed(words: string, context: CommandContext): Promise<Reply>;
  pressed?(input: Input, context: CommandContext): Promise<Reply>;
  filled?(input: Input, values: FormValues, context: CommandContext): Promise<Reply>;
  /** What becomes of files that are sent to the desk. */
  readonly files?: FileDoor;
};
