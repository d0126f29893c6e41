import type { FastifyInstance } from 'fastify';
import type { Connection } from 'mongoose';
import { createCases } from './aftersales/service.ts';
import { apiRoutes } from './api/index.ts';
import { createRulePreview } from './approvals/preview.ts';
import { createRouting } from './approvals/reroute.ts';
import { createAudit } from './audit/service.ts';
import { type Completion, completionsFor } from './bot/complete.ts';
import { createBot } from './bot/index.ts';
import type { ChatAdapter } from './chat/adapter.ts';
import { type Address, platformOf } from './chat/address.ts';
import { createInbox } from './chat/inbox.ts';
import type { Bot, SentFile } from './chat/incoming.ts';
import { createOutbox } from './chat/outbox.ts';
import { createPosts } from './chat/posts.ts';
import { createRecovery, type Recovery } from './chat/recovery.ts';
import { createSay } from './chat/say.ts';
import { createSealer } from './chat/sealed.ts';
import type { Swept } from './chat/sweep.ts';
import type { Clock } from './clock.ts';
import { commands } from './commands/index.ts';
import type { Config } from './config.ts';
import { createCustomerDesk } from './customers/desk.ts';
import { createOffers } from './customers/offers.ts';
import { createCustomerProfiles } from './customers/profile.ts';
import type { Desk } from './desk.ts';
import { createBatch } from './entry/batch/service.ts';
import { createCustomerFinder, createProductFinder } from './entry/find/finder.ts';
import { createFeedback } from './feedback/service.ts';
import { createFiles } from './files/store.ts';
import type { Log } from './log.ts';
import { createMachinery } from './machinery/index.ts';
import { createAccess } from './members/access.ts';
import { createGuard } from './members/guard.ts';
import type { Member } from './members/member.ts';
import { createNewcomers } from './members/newcomers.ts';
import { createMembers } from './members/service.ts';
import { createWho } from './members/who.ts';
import { absenceRows } from './notices/absence-rows.ts';
import { noticesAfterCase } from './notices/after-case.ts';
import { type MoveMade, noticesAfterMove, noticesAfterPayment } from './notices/after-move.ts';
import { createAnswers } from './notices/answers.ts';
import { needlessOf } from './notices/needless.ts';
import { createSender } from './notices/send.ts';
import { createTrouble, tellDead } from './notices/trouble.ts';
import { createAssign } from './orders/assign.ts';
import { createDoubles } from './orders/doubles.ts';
import { createDrafts } from './orders/draft.ts';
import { createOrderFinder } from './orders/find.ts';
import { createMoves } from './orders/move.ts';
import { proveMoves } from './orders/proof.ts';
import type { Rules } from './orders/rules.ts';
import { handOverRows } from './orders/teams.ts';
import { createPayments } from './payments/service.ts';
import { createPrices } from './prices/service.ts';
import { createProducts } from './products/service.ts';
import { createRecommendations } from './recommendations/service.ts';
import { createPauses } from './reminders/pauses.ts';
import { createReminders, type Reminders } from './reminders/service.ts';
import { createReports } from './reports/service.ts';
import { createReviews } from './reviews/service.ts';
import { createRisks } from './risks/service.ts';
import { createServer } from './server/index.ts';
import { createMetrics } from './server/metrics.ts';
import { createSettings } from './settings/service.ts';
import { createGiveWay } from './stock/give-way.ts';
import { createStock } from './stock/service.ts';
import { createSupplied } from './suppliers/supplied.ts';
import { createRecurring } from './templates/recurring.ts';
import { createTemplates } from './templates/service.ts';

/** What a chat adapter is made from. */
export type AdapterKit = {
  desk: Desk;
  bot: Bot;
  config: Config;
  /** The active member behind a chat identity. */
  memberOf(identity: Address): Promise<Member | undefined>;
  complete(member: Member, text: string): Promise<Completion[]>;
};

export type AppParts = {
  connection: Connection;
  config: Config;
  log: Log;
  clock: Clock;
  /** One maker for each chat that is connected. */
  adapters: readonly ((kit: AdapterKit) => ChatAdapter)[];
};

/** The desk put together: tests use the same door as `main.ts`. */
export type App = {
  desk: Desk;
  bot: Bot;
  reminders: Reminders;
  /** Finishes what was acknowledged and not answered. */
  recover: Recovery;
  adapters: readonly ChatAdapter[];
  /** The HTTP server, not yet listening. `schedulerReady` says whether the timetable runs. */
  server(schedulerReady: () => boolean): Promise<FastifyInstance>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** Wires services, commands, bot and adapters by hand. */
export function createApp({ connection, config, log, clock, adapters: makers }: AppParts): App {
  proveMoves();
  const adapters: ChatAdapter[] = [];
  const adapter = (platform: string) => adapters.find((a) => a.platform === platform);

  const audit = createAudit({ connection });
  const members = createMembers({
    connection,
    audit,
    clock,
    defaults: async () => ({ locale: config.locale, timezone: config.timezone }),
    hooks: {
      teamsChanged: (member, session) => handOverRows(connection, member, session),
      async absenceChanged(before, after, session, cause) {
        const rows = absenceRows(before, after, cause, { members: await members.all(), directOf });
        await outbox.add(rows, cause.now, session);
      },
    },
  });
  const guard = createGuard({ audit, admins: members.admins });
  const { currency, timezone, locale } = config;
  const settings = createSettings({ connection, audit, guard, defaults: { currency, timezone, locale } });
  const sealer = createSealer(connection);
  const posts = createPosts(connection);
  const files = createFiles({
    connection,
    clock,
    mayReadOwner: async (person, { id }) => (await desk.feedback.byId(person, id)) !== undefined,
  });
  const reports = createReports({ connection, clock, settings, saveFile: files.save, log });

  /** A member's direct conversations on the chats that are connected. */
  const directOf = (member: Member): Address[] =>
    adapters.flatMap((a) => {
      const own = member.identities.filter((i) => platformOf(i) === a.platform);
      const fallback = a.ownAddress ? [a.ownAddress(member._id)] : [];
      return (own.length > 0 ? own : fallback).map((identity) => a.direct(identity));
    });

  const pauses = createPauses(connection);
  const sender = createSender({
    connection,
    pauses,
    log,
    clock,
    members,
    settings,
    sealer,
    posts,
    adapter,
    directOf,
    outbox: () => outbox,
    newcomer: (identity) => desk.newcomers.get(identity),
    recap: (viewer, row) =>
      reports.recap(viewer.person, row.data?.team as string | undefined, viewer.locale, String(row.data?.week)),
    batch: {
      posted: (id, member) => desk.batch.drawing.posted(id, member),
      digest: (viewer, row) => desk.batch.drawing.digest(viewer, row),
    },
  });
  const needless = (rows: readonly Swept[]) => needlessOf(posts, rows);
  const dead = { onDead: (row: Parameters<typeof tellDead>[0]) => tellDead(row, tellTrouble) };
  const outbox = createOutbox({ connection, log, clock, ...sender, needless, ...dead });
  const tellTrouble = createTrouble({ outbox, members, directOf, clock });
  const hasThreads = (conversation: Address) => adapter(platformOf(conversation))?.threads === true;
  const rulesNow = async () => ({ members: await members.all(), settings: await settings.get() });
  const world = async (rules?: Rules) => ({ ...(rules ?? (await rulesNow())), directOf, hasThreads });
  const notice = async (made: MoveMade, rules?: Rules) => noticesAfterMove(made, await world(rules));
  const giveWay = createGiveWay({ connection, members, audit, outbox, directOf });
  const move = createMoves({ connection, settings, members, audit, outbox, log, giveWay, notices: notice });
  const payments = createPayments({
    connection,
    settings,
    audit,
    outbox,
    notices: async (made) => noticesAfterPayment(made, await world()),
  });

  const cases = createCases({
    connection,
    settings,
    members,
    audit,
    outbox,
    notices: async (made) => noticesAfterCase(made, await world()),
  });
  const assign = createAssign({ connection, audit, settings, members, outbox, notices: notice });
  const findCustomer = createCustomerFinder({ connection });
  const findProduct = createProductFinder({ connection });
  const recommendations = createRecommendations({ connection, log });
  const profiles = createCustomerProfiles({ connection, recommendations });
  const prices = createPrices({ connection, settings, audit, guard });
  const drafts = createDrafts({ connection, settings, audit, log });
  const desk: Desk = {
    connection,
    clock,
    log,
    publicUrl: config.publicUrl,
    settings,
    previewRules: createRulePreview({ connection, settings, members }),
    members,
    newcomers: createNewcomers({ connection, members, settings, outbox, directOf, clock }),
    ...createAccess({ connection, audit, guard, members }),
    audit,
    customers: createCustomerDesk({ connection, log, audit, settings, members, assign, outbox, directOf }),
    products: createProducts({ connection, audit, giveWay }),
    prices,
    profiles,
    offers: createOffers({ profiles, findCustomer, findProduct, prices, settings }),
    findCustomer,
    findProduct,
    ...createSupplied({ connection, audit, guard, settings, stock: () => desk.stock }),
    orders: createOrderFinder(connection),
    drafts,
    doubles: createDoubles({ connection, members }),
    batch: createBatch({
      connection,
      clock,
      log,
      settings,
      members,
      findCustomer,
      findProduct,
      audit,
      drafts,
      move,
      notices: notice,
      outbox,
      files,
      directOf,
    }),
    templates: createTemplates({ connection, audit }),
    recurring: createRecurring({ connection, log, settings, members, audit, drafts, outbox, directOf }),
    move,
    stock: createStock({ connection, log, members, audit, outbox, directOf, giveWay }),
    routing: createRouting({ connection, log, audit, settings, members, outbox, directOf }),
    assign,
    payments,
    cases,
    recommendations,
    feedback: createFeedback({ connection, audit, cases, outbox }),
    reports,
    reminders: createReminders({ connection, log, settings, members, outbox, directOf, pauses }),
    pauses,
    reviews: createReviews({ connection, log, settings, members, outbox, directOf }),
    risks: createRisks({ connection, log, settings, members, outbox, directOf }),
    files,
    sealer,
    inbox: createInbox(connection, clock),
    posts,
    answers: createAnswers({ connection, posts, clock, outbox }),
    outbox,
    ...createMachinery({ connection, audit, guard, outbox }),
    tellTrouble,
    hasConsole: config.console,
    say: createSay({ adapter, sealer, clock }),
  };

  const { memberOf, meet } = createWho({ members, adapter, log, newcomers: desk.newcomers });
  const fetchFile = async (sent: SentFile) => adapter(platformOf(sent.from))?.fetchFile?.(sent);
  const bot = createBot({ desk, commands, memberOf: ({ from }) => meet(from), fetchFile });
  const complete = (member: Member, text: string) => completionsFor(desk, commands, member, text);
  adapters.push(...makers.map((make) => make({ desk, bot, config, memberOf, complete })));

  return {
    desk,
    bot,
    recover: createRecovery({ inbox: desk.inbox, bot, adapters, clock }),
    reminders: desk.reminders,
    adapters,
    server: (schedulerReady) =>
      createServer({
        log,
        adapters,
        api: apiRoutes(desk),
        metrics: createMetrics({ outbox, adapters, timetable: desk.timetable, reports, clock }),
        metricsToken: config.metricsToken,
        ready: async () => schedulerReady() && (await connection.db?.command({ ping: 1 }))?.ok === 1,
      }),
    async start() {
      await members.ensureAdmins(config.admins as Address[]);
      for (const a of adapters) await a.start?.();
    },
    async stop() {
      await desk.batch.stop();
      await desk.recommendations.stop();
      await outbox.stop();
      for (const a of adapters) await a.stop?.();
      await reports.close();
    },
  };
}
