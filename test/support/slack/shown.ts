import type { Core } from './core.ts';
import type { Message, View } from './types.ts';

/** What one person sees that others do not. Messages are as they are now, views change as the desk changes them. */
export type Shown = {
  /** Ephemeral messages, in whatever channel, oldest first. */
  ephemeral: Message[];
  /** The conversation with the app, oldest first. */
  direct: Message[];
  /** The view on top of the open modal. */
  modal?: View;
  /** All views of the modal, the top one last. */
  stack: View[];
  home?: View;
};

export function shownTo(core: Core, userId: string): Shown {
  const person = core.workspace.person(userId);
  if (!person) throw new Error(`nobody is called ${userId} in the local Slack`);
  return {
    ephemeral: structuredClone(core.messages.whispered(userId)),
    direct: structuredClone(core.messages.of(core.workspace.direct(person).id)),
    modal: core.views.top(userId),
    stack: [...core.views.stack(userId)],
    home: core.views.home(userId),
  };
}
