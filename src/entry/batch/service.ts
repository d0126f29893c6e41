import type { ClientSession } from 'mongoose';
import type { Audit } from '../../audit/service.ts';
import type { Card } from '../../chat/card.ts';
import type { NewOutboxRow } from '../../chat/outbox-row.ts';
import type { Clock } from '../../clock.ts';
import { DeskError } from '../../errors.ts';
import type { Files } from '../../files/store.ts';
import { newId } from '../../id.ts';
import type { Log } from '../../log.ts';
import type { Actor } from '../../members/actor.ts';
import { type Member, personOf } from '../../members/member.ts';
import { type Viewer, viewerOf } from '../../members/viewer.ts';
import type { DirectOf } from '../../notices/recipients.ts';
import { createBulkFiling } from '../../orders/bulk/file.ts';
import type { Drafts } from '../../orders/draft.ts';
import type { Moves } from '../../orders/move.ts';
import type { Action } from '../../orders/moves.ts';
import type { Order } from '../../orders/order.ts';
import type { Answers } from './answers.ts';
import { type PlanNotes, planCard } from './cards/plan.ts';
import { createDrawing } from './draw.ts';
import { createFiling, type Ended } from './filing.ts';
import { createKept } from './kept.ts';
import { createCodesOf, createLookup, type LookupDeps } from './lookup.ts';
import { createFileOne } from './one.ts';
import { type Asked, createPlanner, type Plan, rightOf } from './plan.ts';
import { headersOf, rowOf, type Table } from './read.ts';
import { createRemembered } from './remembered.ts';
import { digestRows } from './tell.ts';
import { createWorks, isOver, newWork, type Which, type Work } from './work.ts';

type Deps = LookupDeps & {
  clock: Clock;
  log: Log;
  members: { all(): Promise<Member[]>; version(): Promise<number> };
  audit: Pick<Audit, 'recordAll'>;
  drafts: Pick<Drafts, 'create'>;
  move: Moves;
  notices(move: { before: Order; after: Order; action: Action; actor: Actor }): Promise<NewOutboxRow[]>;
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void>; kick(): void };
  files: Files;
  directOf: DirectOf;
};

type Notes = Omit<PlanNotes, 'work' | 'rejected'>;

/** Ms that a person waits for the result; what takes longer goes on by itself, and its progress is shown. */
const patienceMs = 2_000;

/** Waits for a run for a while; undefined when it takes longer. */
async function soon(run: Promise<Ended>): Promise<Ended | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  return Promise.race([run, late]).finally(() => clearTimeout(timer));
}

/**
 * Orders from a table: a dry run, and the filing through the same doors as a form, each order under a key of its own. A
 * filing is a stored piece of work, which outlives its process.
 */
export function createBatch(deps: Deps) {
  const { connection, settings, members, files, outbox, clock, log } = deps;
  const works = createWorks(connection);
  const kept = createKept(files);
  const lookUp = createLookup(deps);
  const remembered = createRemembered(connection);
  const look = createPlanner({ lookUp, codesOf: createCodesOf(deps), settings, remembered });
  const drawing = createDrawing({ connection, clock, settings, members, works, kept });

  /** A table of which nothing has to be asked any more. */
  async function plan(actor: Actor, table: Table): Promise<Plan> {
    const seen = await look(actor, table);
    if ('asked' in seen) throw new DeskError('error.batch_asks', { name: table.name });
    return seen;
  }

  async function tableOf(work: Work, member: Member): Promise<Table> {
    const { name, bytes } = await files.read(work.file, personOf(member));
    return { name, bytes, answers: work.answers };
  }

  const headers = async ({ member }: Actor, work: Work) =>
    headersOf(await tableOf(work, member), (header) => remembered.of(member._id, header));

  /** Draws the verdicts on a table and keeps them as files, with the rows to correct where none is right. */
  async function drawn(viewer: Viewer, work: Work, planned: Plan, notes: Notes) {
    const whose = { member: work.member, locale: viewer.locale };
    const isHopeless = rightOf(planned).length === 0;
    const rejected = isHopeless ? await kept.rejected(planned, planned.verdicts, whose) : undefined;
    const long = planCard(viewer, planned, { ...notes, work, rejected });
    const totals = Object.fromEntries(rightOf(planned).map(({ unit, total }) => [rowOf(unit), total]));
    const items = await kept.card(work.member, { ...long, rights: await members.version(), totals });
    return { long, files: { rejected, items } };
  }

  const filing = createFiling({
    connection,
    clock,
    log,
    works,
    members,
    outbox,
    fileMany: createBulkFiling(deps),
    fileOne: createFileOne(deps),
    planFor: async (actor, work) => plan(actor, await tableOf(work, actor.member)),
    async keepResult(work, member, planned, left) {
      const wrong = left.filter((v) => v.kind === 'wrong').length;
      const rejected = await kept.rejected(planned, left, { member: member._id, locale: member.locale });
      const there = planned.verdicts.length - wrong - work.filed;
      const over: Work = { ...work, state: 'done', wrong, there, rejected };
      const long = await drawing.result(viewerOf(member), over, left);
      return { rejected, items: await kept.card(member._id, { ...long, rights: await members.version() }) };
    },
    keepRefusal: async (work, member, planned, refused) =>
      (await drawn(viewerOf(member), work, planned, { refused })).files,
    async shownTotals({ items }, member) {
      const card = items === undefined ? undefined : await kept.cardOf(items, personOf(member)).catch(() => undefined);
      return card?.totals ?? {};
    },
    tell: async (work, all) =>
      digestRows(work, { settings: await settings.get(), members: all, directOf: deps.directOf }),
  });

  /** A work of the person's own. Throws where there is none, or its button is somebody else's. */
  async function own(actor: Actor, id: string): Promise<Work> {
    const work = await works.find(id);
    if (work?.member !== actor.member._id) throw new DeskError('error.button_gone');
    return work;
  }

  return {
    /** What a table would do; nothing is stored. Throws a `DeskError` where it cannot be read as a whole. */
    plan,
    /** The same, or what has to be asked about it first. */
    look,
    own,
    kept,
    drawing,
    /** Keeps a table and begins to work on it. */
    async begin(actor: Actor, { name, bytes, answers = {} }: Table): Promise<Work> {
      const { id } = await kept.table(actor.member._id, name, bytes);
      const of = {
        _id: newId(),
        member: actor.member._id,
        from: actor.from,
        file: id,
        name,
        answers,
        at: actor.now,
      };
      return works.add(newWork(of));
    },
    /** Answers what was asked about a table, as long as nothing of it is filed. */
    async answer(actor: Actor, id: string, answers: Answers): Promise<Work> {
      await own(actor, id);
      const work = await works.change(id, ['open'], { answers });
      if (!work) throw new DeskError('error.batch_over');
      return work;
    },
    lookAt: async (actor: Actor, work: Work): Promise<Plan | Asked> => look(actor, await tableOf(work, actor.member)),
    /** The header line of a table in work, and what can be chosen for its columns. */
    headers,
    /** Names the columns of a table, for the next with the same header line; one without a header has no next. */
    async nameColumns(actor: Actor, work: Work, columns: Record<string, number>): Promise<void> {
      const { header } = await headers(actor, work);
      if (header) await remembered.keep(actor.member._id, header, columns, actor.now);
    },
    /** The first page of a dry run; the others are kept, so that its pages can be turned. */
    async verdicts(viewer: Viewer, work: Work, planned: Plan, notes: Notes): Promise<Card> {
      const { long, files: refs } = await drawn(viewer, work, planned, notes);
      await works.change(work._id, ['open'], refs);
      return drawing.paged(viewer, work, long);
    },
    /**
     * Files a table and waits a while for its end; what takes longer goes on by itself, and the person is told of it. All of
     * it is checked anew first. Asked again, it is the same filing.
     */
    async start(actor: Actor, id: string, which: Which): Promise<Ended> {
      const before = await own(actor, id);
      if (before.state === 'open')
        await works.change(id, ['open'], { state: 'running', which, leaseUntil: clock(), attempts: 0 });
      const ended = await soon(filing.run(id));
      if (ended && ended.work.state !== 'running') return ended;
      const work = await works.change(id, ['running'], { background: true });
      return { work: work ?? ((await works.find(id)) as Work) };
    },
    /** Gives a table up: before anything was filed it is forgotten, a filing stops after what it has in hand. */
    async cancel(actor: Actor, id: string): Promise<Work> {
      const work = await own(actor, id);
      if (isOver(work)) return work;
      const forgotten = await works.change(id, ['open'], { state: 'forgotten' });
      if (forgotten) {
        await files.remove(work.file);
        if (work.items) await files.remove(work.items);
        return forgotten;
      }
      const stopping = await works.change(id, ['running'], { stop: true });
      return stopping ?? ((await works.find(id)) as Work);
    },
    goOn: filing.goOn,
    stop: filing.stop,
    run: filing.run,
  };
}
export type Batch = ReturnType<typeof createBatch>;
