import pLimit from 'p-limit';
import { DeliveryError } from '../chat/adapter.ts';
import { isAddress } from '../chat/address.ts';
import type { Card, SealedCard } from '../chat/card.ts';
import { inboxKey } from '../chat/inbox.ts';
import type { Answer, Bot, Delivery, Incoming, SentFile } from '../chat/incoming.ts';
import type { Taken } from '../chat/leases.ts';
import { noted } from '../chat/noted.ts';
import type { Command, CommandContext, Reply } from '../commands/command.ts';
import { dateAt } from '../dates.ts';
import type { Desk } from '../desk.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import { attempt } from '../members/attempt.ts';
import { type Member, personOf } from '../members/member.ts';
import { viewerOf } from '../members/viewer.ts';
import { type Locale, t } from '../text/index.ts';
import { choicesFor } from './choices.ts';
import { failureCard, fieldSentences, isExpected, readable } from './failure.ts';
import { commandBeside, type Said, takerOf, takersOf } from './file-taker.ts';
import { findCommand, takingAll, unknownCommand } from './find-command.ts';
import { tickedOf } from './ticked.ts';
import { plainValues, storable, tidy } from './values.ts';

/** How many are worked on at once for chats that are acknowledged first; the rest wait, stored and acknowledged. */
const atOnce = 8;

/** A card of sentences only needs no sealing, so that it can be answered without the database. */
const withoutButtons = (card: Card): SealedCard => ({
  ...card,
  blocks: card.blocks.flatMap((b) => (b.kind === 'text' ? [b] : [])),
});

/** One go at an incoming, and what was learnt of it: whether its command changes nothing. */
type Run = { delivery?: Delivery; isDeadly: boolean; onlyReads?: boolean };

type Deps = {
  desk: Desk;
  commands: readonly Command[];
  memberOf(incoming: Incoming): Promise<Member | undefined>;
  /** The bytes of a file that a chat has; undefined where it gives none. */
  fetchFile?(sent: SentFile): Promise<Uint8Array | undefined>;
};

/** The bot: one message in, one answer out. Once → who → which command → may they → run → reply. */
export function createBot({ desk, commands, memberOf, fetchFile }: Deps): Bot {
  const byName = new Map(commands.map((c) => [c.name, c]));
  const turn = pLimit(atOnce);

  async function contextOf(incoming: Incoming, member: Member, key: string): Promise<CommandContext> {
    const now = desk.clock();
    const { timezone } = await desk.settings.get();
    return {
      desk,
      actor: { member, from: incoming.from, key, now },
      viewer: viewerOf(member),
      person: personOf(member),
      locale: member.locale,
      today: dateAt(now, timezone),
      threadOrder: incoming.kind === 'command' ? incoming.order : undefined,
    };
  }

  /** Runs a command for whoever may. */
  function allowed<T>(command: Command, context: CommandContext, run: () => Promise<T>): Promise<T> {
    return attempt(desk.audit, context.actor, command.name, async () => {
      if (command.may(context.person)) return run();
      // An admin is the one who would be asked: no role is missing that could not be given.
      if (may(context.person, 'member.edit')) throw new DeskError('error.role_missing', {}, { loudness: 'warn' });
      throw new DeskError('error.not_allowed', { who: await desk.members.admins() }, { loudness: 'warn' });
    });
  }

  async function typed(incoming: Incoming & { kind: 'command' }, member: Member, run: Run): Promise<Reply> {
    const context = await contextOf(incoming, member, incoming.key);
    const found = takingAll(incoming.text, commands) ?? findCommand(incoming.text, commands);
    if (!found) throw unknownCommand(incoming.text, commands, context.person, context.locale);
    if (found.command.opensForm?.('typed')) run.delivery?.formAhead?.();
    run.onlyReads = found.command.reads === true;
    return allowed(found.command, context, () => found.command.typed(found.words, context));
  }

  async function clicked(incoming: Incoming & { kind: 'click' }, member: Member, run: Run): Promise<Reply> {
    const meaning = await desk.sealer.button(incoming.button, member._id);
    const command = meaning && byName.get(meaning.intent.command);
    if (!meaning || !command) throw new DeskError('error.button_gone');
    const { intent, offered } = meaning;
    const ticked = offered && tickedOf(offered, incoming.checked);
    if (command.opensForm?.(intent.input)) run.delivery?.formAhead?.();
    run.onlyReads = command.reads === true;
    const context = { ...(await contextOf(incoming, member, incoming.key)), ticked };
    return allowed(command, context, async () =>
      command.pressed ? command.pressed(intent.input, context) : command.typed('', context),
    );
  }

  /** Words that are a command which takes no files are done as if they had been typed alone; the file is said not to be used. */
  async function saidBeside(said: Said, name: string, context: CommandContext): Promise<Reply> {
    const reply = await allowed(said.command, context, () => said.command.typed(said.words, context));
    return noted(reply, t(context.locale, 'entry.file_unused', { name }));
  }

  /** A file is fetched from the chat only for somebody who may do something with files of its name. */
  async function sent(incoming: SentFile, member: Member): Promise<Reply> {
    const { name, words = '', others = [] } = incoming;
    const context = await contextOf(incoming, member, incoming.key);
    const said = commandBeside(words, name, commands);
    if (said && !said.command.files) return saidBeside(said, name, context);
    const takers = takersOf(name, said?.command, commands);
    const first = takers.find(({ command }) => command.may(context.person)) ?? takers.find(({ files }) => !files.takes);
    if (!first) throw new DeskError('error.file_unfit', { name });
    const bytes = await allowed(first.command, context, async () => fetchFile?.(incoming));
    if (!bytes) throw new DeskError('error.file_not_fetched', { name });
    const file = { name, words: (said?.words ?? words).trim(), others, bytes };
    const { command, files } = (await takerOf(file, takers)) ?? first;
    return allowed(command, context, async () => files.run(file, context));
  }

  async function submitted(incoming: Incoming & { kind: 'submit' }, member: Member): Promise<Answer> {
    const sealed = await desk.sealer.formIntent(incoming.form, member._id);
    const command = sealed && byName.get(sealed.intent.command);
    const filled = command?.filled;
    if (!sealed || !command || !filled) throw new DeskError('error.form_gone');
    const context = await contextOf(incoming, member, `form:${incoming.form}`);
    try {
      const values = plainValues(incoming.values, sealed);
      const reply = await allowed(command, context, async () => filled(sealed.intent.input, values, context));
      return await answer(reply, member);
    } catch (error) {
      if (!isExpected(error)) throw error;
      return { kind: 'errors', errors: fieldSentences(readable(error, desk.log), sealed.fields, member.locale) };
    }
  }

  async function answer(reply: Reply, member: Member): Promise<Answer> {
    const now = desk.clock();
    if ('form' in reply) return { kind: 'form', form: await desk.sealer.form(reply.form, member._id, now) };
    return {
      kind: 'card',
      card: await desk.sealer.card(reply.card, now, member._id),
      private: true,
      replace: reply.replace,
    };
  }

  async function failure(error: unknown, locale: Locale): Promise<Answer> {
    const card = failureCard(readable(error, desk.log), locale);
    return { kind: 'card', card: await desk.sealer.card(card, desk.clock()), private: true };
  }

  async function stranger(incoming: Incoming): Promise<Answer> {
    const { locale } = await desk.settings.get();
    const identity = isAddress(incoming.from) ? incoming.from : '?';
    const error = new DeskError('error.unknown_person', { admins: (await desk.members.admins()) || 'admin', identity });
    const card = { ...failureCard([error], locale), title: t(locale, 'card.stranger.title'), tone: 'info' as const };
    return { kind: 'card', card: await desk.sealer.card(card, desk.clock()), private: true };
  }

  async function work(incoming: Incoming, run: Run): Promise<Answer> {
    const member = await memberOf(incoming);
    if (!member) return stranger(incoming);
    try {
      if (incoming.kind === 'submit') return await submitted(incoming, member);
      if (incoming.kind === 'choices')
        return {
          kind: 'choices',
          choices: await choicesFor(desk, viewerOf(member), incoming.source, incoming.query, incoming.for),
        };
      if (incoming.kind === 'file') return await answer(await sent(incoming, member), member);
      return await answer(
        await (incoming.kind === 'click' ? clicked(incoming, member, run) : typed(incoming, member, run)),
        member,
      );
    } catch (error) {
      if (!isExpected(error)) throw error;
      if (incoming.kind === 'submit') return formFailure(error, member.locale);
      return failure(error, member.locale);
    }
  }

  const formFailure = (error: unknown, locale: Locale): Answer => ({
    kind: 'errors',
    errors: fieldSentences(readable(error, desk.log), [], locale),
  });

  async function once(incoming: Incoming, delivery?: Delivery): Promise<Answer> {
    const key = inboxKey(incoming);
    const taking = { open: delivery !== undefined, stored: delivery?.stored };
    const seen = await desk.inbox.take(key, storable(incoming), desk.clock(), taking);
    const stillTheirs = async (kept: Answer) => ((await memberOf(incoming)) ? kept : stranger(incoming));
    if (seen.kind === 'answered') return stillTheirs(seen.answer);
    if (seen.kind === 'working') throw new DeskError('error.still_working');
    const { taken } = seen;
    const run: Run = { delivery, isDeadly: seen.kind === 'deadly' };
    const done = seen.kind === 'undelivered' ? await stillTheirs(seen.answer) : await answered(taken, incoming, run);
    if (delivery) await bring(taken, done, delivery, run.onlyReads);
    return done;
  }

  /** Works, and keeps the answer. Who is answered later reads of our failures, too; others may send the same again. */
  async function answered(taken: Taken, incoming: Incoming, run: Run): Promise<Answer> {
    const { delivery, isDeadly } = run;
    const working = async () => {
      if (isDeadly) return last(incoming, new Error('each process that worked on it has died'));
      return delivery ? turn(() => work(incoming, run)) : work(incoming, run);
    };
    try {
      const done = await working().catch((error) => {
        if (delivery) return last(incoming, error);
        throw error;
      });
      // What changed nothing is kept when it is brought: until then it can be done again.
      if (!(delivery && run.onlyReads)) await desk.inbox.answered(taken, done, delivery !== undefined);
      return done;
    } catch (error) {
      await desk.inbox.release(taken).catch(() => {});
      throw error;
    }
  }

  /** Brings an answer to the person; what fails is tried again by the job that looks after the inbox. */
  async function bring(taken: Taken, done: Answer, { deliver }: Delivery, isUnkept = false): Promise<void> {
    try {
      await deliver(done);
      await desk.inbox.delivered(taken, isUnkept ? done : undefined);
    } catch (error) {
      if (isUnkept) await desk.inbox.answered(taken, done, true).catch(() => {});
      const outlook = error instanceof DeliveryError ? { retry: error.retry, afterMs: error.afterMs } : {};
      const again = await desk.inbox.undelivered(taken, desk.clock(), outlook).catch(() => true);
      desk.log.warn({ key: taken.key, again, error: String(error) }, 'an answer was not brought');
    }
  }

  /** What went wrong on our side is answered, too, and may be tried again under the same key. */
  async function last(incoming: Incoming, error: unknown): Promise<Answer> {
    const { locale } = await desk.settings.get().catch(() => ({ locale: 'en' as const }));
    if (incoming.kind === 'submit') return formFailure(error, locale);
    return { kind: 'card', card: withoutButtons(failureCard(readable(error, desk.log), locale)), private: true };
  }

  return async (given, delivery) => {
    const incoming = tidy(given);
    let isStored = false;
    const watched = delivery && {
      ...delivery,
      stored() {
        isStored = true;
        delivery.stored();
      },
    };
    try {
      return await (incoming.kind === 'choices' ? work(incoming, { isDeadly: false }) : once(incoming, watched));
    } catch (error) {
      // What could not be kept must not be acknowledged: the chat sends it again.
      if (delivery && !isStored) throw error;
      return last(incoming, error);
    }
  };
}
