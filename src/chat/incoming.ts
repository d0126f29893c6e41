import type { Address } from './address.ts';
import type { SealedCard } from './card.ts';
import type { AskedFor, Choice, ChoiceSource, FormValues, SealedForm } from './form.ts';

type From = {
  /** The person. */
  from: Address;
  /** Where it happened; the answer goes there. */
  conversation: Address;
  /** The same thing sent twice has the same key: the chat's message or event id, or the page's own. */
  key: string;
  /** What the adapter needs to answer later, also after a restart; nobody else looks at it. */
  reply?: Readonly<Record<string, string>>;
};

/** What a chat can say to the desk: trusted (verified) and parsed. */
export type Incoming =
  /** `/order <text>`, or the same text to the bot. `order` is the id of the order whose thread it was said in. */
  | (From & { kind: 'command'; text: string; order?: string })
  /** `checked`: what is ticked on the card, by the values that it shows; a button that needs none brings none. */
  | (From & { kind: 'click'; button: string; checked?: string[] })
  | (From & { kind: 'submit'; form: string; values: FormValues })
  /**
   * A file was sent to the desk. `file` is the chat's own name of it: its bytes are fetched when it is worked on, so that
   * they can be fetched again (`ChatAdapter.fetchFile`). `words` were written beside it, `others` came along with it.
   */
  | (From & { kind: 'file'; file: string; name: string; words?: string; others?: string[] })
  /** A form asks for choices while the person fills it in; nothing is stored. */
  | (From & { kind: 'choices'; source: ChoiceSource; query: string; for?: AskedFor });

/** A file that somebody sent, still with the chat. */
export type SentFile = Incoming & { kind: 'file' };

/** The one answer to one incoming. `private` answers are seen by the person alone. */
export type Answer =
  | {
      kind: 'card';
      card: SealedCard;
      private: boolean /** Takes the place of the card that was clicked. */;
      replace?: boolean;
    }
  | { kind: 'form'; form: SealedForm }
  /** A submitted form is kept open with these sentences at its fields (`''` = the whole form). */
  | { kind: 'errors'; errors: Record<string, string> }
  | { kind: 'choices'; choices: Choice[] };

/** How a chat takes part that is acknowledged at once and answered later. */
export type Delivery = {
  /** The incoming is stored, so it may be acknowledged: from here on it is worked on, whatever happens. */
  stored(): void;
  /** The answer will be a form, if nothing goes wrong: a chat may open it empty and fill it. */
  formAhead?(): void;
  /** Brings the answer to the person; when it throws, or the process dies, it is tried again. */
  deliver(answer: Answer): Promise<void>;
};

/**
 * The bot, as adapters see it: one incoming in, one answer out. With a `delivery` it brings the answer itself, once; a
 * repeat is acknowledged and brings nothing. It throws only when a `delivery` could not be told that the incoming is kept.
 */
export type Bot = (incoming: Incoming, delivery?: Delivery) => Promise<Answer>;
