import type { ChartSpec } from './chart.ts';

/**
 * The neutral card. Every text in it is plain text: adapters escape it for their platform, so that nothing a user typed
 * can mention, link or format. `Button` says what it means (`intent`); `SealedButton` is what an adapter gets: an
 * opaque id, the meaning stays on our side and is checked again when it is clicked.
 */
export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad';

/** What a button or form does: run a command with an input, for the person who clicks. */
export type Intent = { command: string; input: Readonly<Record<string, unknown>> };

export type Button = {
  label: string;
  intent: Intent;
  style?: 'primary' | 'danger' | 'plain';
  /** A question that is asked before the click counts. */
  confirm?: string;
};
export type SealedButton = Omit<Button, 'intent'> & { id: string };

export type Field = { label: string; value: string; tone?: Tone };
export type Column = { label: string; align?: 'left' | 'right' };
export type Step = { label: string; state: 'done' | 'current' | 'todo' | 'stopped' };

/** A file kept by the desk; an adapter reads its bytes through `files.read(id)`. */
export type FileRef = { id: string; name: string; mime: string };

/** One thing to tick; `value` is what the desk knows it by. */
export type Check = { value: string; label: string; detail?: string; tone?: Tone };

/** Things to tick at once: as many as the chat with the fewest takes in one group. */
export const mostChecks = 10;

export type Block<B = Button> =
  | { kind: 'text'; text: string; style?: 'strong' | 'quiet'; tone?: Tone }
  | { kind: 'fields'; fields: Field[] }
  | { kind: 'table'; columns: Column[]; rows: string[][]; caption?: string }
  /** One entry per record: a line of text, quiet details, and its own buttons. */
  | { kind: 'list'; items: { text: string; detail?: string; tone?: Tone; buttons?: B[] }[]; empty?: string }
  | { kind: 'progress'; steps: Step[] }
  /**
   * Boxes to tick, at most `mostChecks`, below a label; ticking changes nothing. Its own buttons bring along what is
   * ticked then, and those of other blocks do not.
   */
  | { kind: 'checks'; label: string; choices: Check[]; checked: string[]; buttons: B[] }
  /** A picture; `chart` is the same as data, for chats that draw charts themselves. */
  | { kind: 'image'; file: FileRef; alt: string; chart?: ChartSpec }
  | { kind: 'file'; file: FileRef; label: string }
  | { kind: 'buttons'; buttons: B[] }
  | { kind: 'divider' };

/**
 * What a card shows, so that it can be drawn anew when that changes: an order in one of its views, or a table in work, at a
 * revision.
 */
export type Subject =
  | { kind: 'order'; id: string; view: 'order' | 'decision'; revision: number }
  | { kind: 'batch'; id: string; view: 'batch'; revision: number };

export type CardOf<B> = {
  subject?: Subject;
  title: string;
  /** The state or kind, shown as a badge beside the title. */
  badge?: { label: string; tone: Tone };
  tone?: Tone;
  blocks: Block<B>[];
  /** One plain line for notifications and screen readers. */
  summary: string;
};

/** A card as the core makes it. */
export type Card = CardOf<Button>;
/** A card as an adapter gets it. */
export type SealedCard = CardOf<SealedButton>;
