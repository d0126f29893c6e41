import type { z } from 'zod';
import type { Address } from '../../src/chat/address.ts';
import type { SealedForm } from '../../src/chat/form.ts';
import type { Answer, Bot, Incoming } from '../../src/chat/incoming.ts';
import { DeskError } from '../../src/errors.ts';
import { personOf } from '../../src/members/member.ts';
import type { Files, Track } from './deps.ts';
import type { Change, Messages } from './messages.ts';
import type { ConsoleMessage } from './model.ts';
import { type bodies, commandText } from './parse.ts';
import { answerKey, isFor, type PageMessage, renderMessage, sayKey } from './render.ts';
import type { Viewer, Viewers } from './viewer.ts';

/** What the page gets back: messages to show, a form to open, or sentences at the fields of the open form. */
export type Reply = { messages: PageMessage[]; open?: string; errors?: Record<string, string> };

type Body<K extends keyof typeof bodies> = z.output<(typeof bodies)[K]>;
type Place = { conversation: Address; key: string };

/** What a person says and does in the console: stored, handed to the bot, and the answer stored. */
export type Talk = ReturnType<typeof createTalk>;

/** The console's conversations over the stored messages and the bot. */
export function createTalk(deps: {
  messages: Pick<Messages, 'add' | 'change' | 'byKey' | 'byId' | 'byForm'>;
  viewers: Pick<Viewers, 'mayRead'>;
  files: Pick<Files, 'ref'>;
  bot: Bot;
  track: Track;
}) {
  const { messages, viewers, bot } = deps;

  /** Private answers are marked where others read too; a form is always its person's own. */
  const onlyFor = (viewer: Viewer, place: Place, isPrivate: boolean): Address | undefined =>
    isPrivate && place.conversation !== viewer.direct ? viewer.address : undefined;

  async function tracked(viewer: Viewer, message: ConsoleMessage): Promise<ConsoleMessage> {
    const ref = { conversation: message.conversation, message: message._id };
    const shared = message.onlyFor === undefined && message.conversation !== viewer.direct;
    if (message.card) await deps.track(ref, message.card, shared ? undefined : viewer.member._id);
    return message;
  }

  /** Stores an answer as a new message. */
  async function post(viewer: Viewer, place: Place, answer: Answer & { kind: 'card' | 'form' }) {
    const content =
      answer.kind === 'card'
        ? { card: answer.card, onlyFor: onlyFor(viewer, place, answer.private) }
        : { form: answer.form, onlyFor: viewer.address };
    const { conversation, key } = place;
    const stored = await messages.add({
      conversation,
      author: 'desk',
      key: answerKey(viewer.address, key),
      ...content,
    });
    return tracked(viewer, stored);
  }

  /** Puts an answer where a message stands. */
  async function replace(viewer: Viewer, place: Place, target: ConsoleMessage, content: Change) {
    const replacedBy = answerKey(viewer.address, place.key);
    const stored = await messages.change(target._id, { ...content, replacedBy });
    if (!stored) throw new DeskError('error.console_message');
    return tracked(viewer, stored);
  }

  const reply = (viewer: Viewer, shown: ConsoleMessage[], open?: SealedForm): Reply => ({
    messages: shown.map((message) => renderMessage(message, viewer)),
    ...(open ? { open: shown.at(-1)!._id } : {}),
  });

  /** The answer that a key already has, so that a repeated call does nothing twice. */
  async function answered(viewer: Viewer, key: string): Promise<ConsoleMessage | undefined> {
    return messages.byKey(answerKey(viewer.address, key));
  }

  /** Answers a command or click; `own` is the person's words, shown before the answer. */
  async function answer(viewer: Viewer, place: Place, given: Answer, own: ConsoleMessage[]): Promise<Reply> {
    if (given.kind === 'errors') return { ...reply(viewer, own), errors: given.errors };
    if (given.kind === 'choices') return reply(viewer, own);
    const stored = await post(viewer, place, given);
    return reply(viewer, [...own, stored], stored.form);
  }

  /** A message that the viewer may read, in a conversation that the viewer may read. */
  async function readableMessage(viewer: Viewer, message: ConsoleMessage | undefined, conversation: Address) {
    if (!message || message.conversation !== conversation || !isFor(message, viewer))
      throw new DeskError('error.console_message');
    return message;
  }

  /** What a person said, for the bot: a command, or a file with the words beside it. */
  function saidTo(own: ConsoleMessage, from: Address, others?: string[]): Incoming {
    const at = { from, conversation: own.conversation, key: own.key };
    const text = commandText(own.text ?? '');
    if (!own.file) return { ...at, kind: 'command', text };
    return {
      ...at,
      kind: 'file',
      file: own.file.id,
      name: own.file.name,
      words: own.text ?? '',
      ...(others && { others }),
    };
  }

  /** A person's words or file, private in a channel until an answer for all makes them public. */
  async function say(viewer: Viewer, body: Body<'say'>): Promise<Reply> {
    await viewers.mayRead(viewer, body.conversation);
    const file = body.file === undefined ? undefined : await deps.files.ref(body.file, personOf(viewer.member));
    const own = await messages.add({
      conversation: body.conversation,
      author: viewer.address,
      authorName: viewer.member.name,
      ...(body.text !== '' && { text: body.text }),
      ...(file && { file }),
      key: sayKey(viewer.address, body.key),
      onlyFor: onlyFor(viewer, body, true),
    });
    const known = await answered(viewer, body.key);
    if (known) return reply(viewer, [own, known], known.form);
    const given = await bot(saidTo(own, viewer.address, body.others));
    const open = given.kind === 'card' && !given.private && own.onlyFor !== undefined;
    const shown = open ? ((await messages.change(own._id, { onlyFor: null })) ?? own) : own;
    return answer(viewer, { ...body, conversation: own.conversation }, given, [shown]);
  }

  /** A click. An answer that replaces takes the card's place, unless a private answer would so be shown to all. */
  async function click(viewer: Viewer, body: Body<'click'>): Promise<Reply> {
    await viewers.mayRead(viewer, body.conversation);
    const target = await readableMessage(viewer, await messages.byId(body.message), body.conversation);
    const key = answerKey(viewer.address, body.key);
    if (target.replacedBy === key) return reply(viewer, [target]);
    const known = await answered(viewer, body.key);
    if (known) return reply(viewer, [known], known.form);
    const given = await bot({
      kind: 'click',
      from: viewer.address,
      conversation: body.conversation,
      key,
      button: body.button,
      ...(body.checked && { checked: body.checked }),
    });
    const own = target.onlyFor !== undefined || body.conversation === viewer.direct;
    if (given.kind === 'card' && given.replace && (own || !given.private))
      return reply(viewer, [await replace(viewer, body, target, { card: given.card })]);
    return answer(viewer, body, given, []);
  }

  /** A filled-in form. Its answer takes the form's place. */
  async function submit(viewer: Viewer, body: Body<'submit'>): Promise<Reply> {
    await viewers.mayRead(viewer, body.conversation);
    const target = await messages.byForm(body.form);
    if (target) await readableMessage(viewer, target, body.conversation);
    const key = answerKey(viewer.address, body.key);
    if (target && target.replacedBy === key) return reply(viewer, [target], target.form);
    const { conversation, form, values } = body;
    const given = await bot({ kind: 'submit', from: viewer.address, conversation, key, form, values });
    if (!target || (given.kind !== 'card' && given.kind !== 'form')) return answer(viewer, body, given, []);
    const content: Change =
      given.kind === 'form'
        ? { form: given.form }
        : { card: given.card, onlyFor: onlyFor(viewer, body, given.private) ?? null };
    const stored = await replace(viewer, body, target, content);
    return reply(viewer, [stored], stored.form);
  }

  /** Choices of a search field; nothing is stored. */
  async function choices(viewer: Viewer, body: Body<'choices'>) {
    await viewers.mayRead(viewer, body.conversation);
    const { conversation, key, source, query } = body;
    const given = await bot({ kind: 'choices', from: viewer.address, conversation, key, source, query, for: body.for });
    return { choices: given.kind === 'choices' ? given.choices : [] };
  }

  return { say, click, submit, choices };
}
