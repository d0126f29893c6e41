import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import { parted } from '../database/parted.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import type { CalendarDate } from '../dates.ts';
import { searchWords } from '../entry/find/words.ts';
import { idOfKey } from '../entry/id-of-key.ts';
import { plain } from '../entry/plain.ts';
import { DeskError, FieldErrors } from '../errors.ts';
import { may } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { personOf } from '../members/member.ts';
import { wholeRate } from '../orders/currency.ts';
import { offersOf } from '../orders/offers.ts';
import { createTemplateFinder, type Known } from './find.ts';
import { checkedLines, checkedName, checkRecurring, checkWords, mostTemplates, type TemplateInput } from './input.ts';
import { templateModel } from './model.ts';
import type { Recurrence } from './recurrence.ts';
import { checkedRule, scheduled } from './schedule.ts';
import { holderOf, judged, type Schedule, type Template } from './template.ts';
import { templateFacts } from './trail.ts';

type Deps = { connection: Connection; audit: Pick<Audit, 'changed' | 'has'> };

/** What is done with templates, as it stands on the audit trail. */
type Deed = 'save' | 'edit' | 'share' | 'repeat' | 'pause' | 'resume' | 'skip' | 'delete';

const notYours = (name: string): DeskError => new DeskError('error.template_not_yours', { name }, { loudness: 'warn' });

/** Makes, changes and deletes templates. Each deed is one transaction with its line of the audit trail. */
export function createTemplates({ connection, audit }: Deps) {
  const templates = templateModel(connection);
  const finder = createTemplateFinder(connection);
  const subject = (id: string) => ({ kind: 'Template' as const, id });

  /** What was entered, checked and looked up. */
  async function entered(input: TemplateInput, session: ClientSession) {
    checkWords(input);
    const skus = input.lines.map((l) => l.sku);
    const name = checkedName(input.name);
    const { customer, paymentDays, notes } = input;
    const known = { customer, lines: checkedLines(input.lines, await offersOf(connection, skus, wholeRate, session)) };
    return { ...known, name, nameKey: plain(name), search: await searchWords('', name), paymentDays, notes };
  }

  /** The customer that a template is for. Throws `error.customer_not_found` where the person may not see them. */
  const buyerOf = async (actor: Actor, id: string | undefined, session: ClientSession) =>
    id === undefined ? undefined : finder.customer(personOf(actor.member), id, session);

  /** Throws where the owner or the team has so many already that nobody would find one among them. */
  async function checkRoom(holder: string, session: ClientSession): Promise<void> {
    const count = await templates.countDocuments({ holder }).session(session);
    if (count >= mostTemplates) throw new DeskError('error.template_many', { most: mostTemplates });
  }

  const taken = (name: string) => (error: unknown) => {
    throw isDuplicate(error, 'holder') ? new DeskError('error.template_taken', { name }, { field: 'name' }) : error;
  };

  /** Puts a change on a template, if nobody was faster. */
  async function put(before: Template, set: Partial<Template>, session: ClientSession): Promise<void> {
    const parts = parted(set);
    const { matchedCount } = await templates.updateOne(
      { _id: before._id, revision: before.revision },
      { $set: parts.set, $unset: parts.unset, $inc: { revision: 1 } },
      { session },
    );
    if (matchedCount !== 1) throw new DeskError('error.template_changed', { name: before.name });
  }

  /** One deed with a template of which the person may read and change everything. The same key again does nothing. */
  async function change(
    actor: Actor,
    id: string,
    deed: Deed,
    decide: (before: Template, session: ClientSession) => Promise<Partial<Template>> | Partial<Template>,
  ): Promise<Known> {
    const person = personOf(actor.member);
    return transact(connection, async (session) => {
      const action = `template.${deed}`;
      const isRepeat = await audit.has(actor, action, subject(id), session);
      if (isRepeat && deed === 'delete') return { template: await gone(id, session) };
      const known = await finder.byId(person, id, session);
      if (isRepeat) return known;
      const { template: before } = known;
      if (!may(person, 'template.edit', judged(before))) throw notYours(before.name);
      const set = await decide(before, session);
      const after = { ...before, ...set };
      const isSame = after.customer === before.customer;
      const customer = isSame ? known.customer : await buyerOf(actor, after.customer, session);
      const [was, is] = [templateFacts(before, known.customer), templateFacts(after, customer)];
      if (!(await audit.changed(actor, action, subject(id), was, is, session))) return known;
      await put(before, { ...set, updatedAt: actor.now }, session);
      return { template: { ...after, updatedAt: actor.now, revision: before.revision + 1 }, customer };
    });
  }

  const gone = async (id: string, session: ClientSession): Promise<Template> =>
    (await templates.findById(id, null, { session }).lean<Template>()) as Template;

  async function insert(actor: Actor, _id: string, input: TemplateInput, session: ClientSession): Promise<void> {
    const own = { owner: actor.member._id, scope: 'own' as const };
    const holder = holderOf(own);
    const fields = await entered(input, session);
    const customer = await buyerOf(actor, input.customer, session);
    await checkRoom(holder, session);
    const at = { createdAt: actor.now, updatedAt: actor.now };
    const fresh: Template = { ...fields, ...own, ...at, _id, holder, active: true, revision: 0 };
    await templates.create([fresh], { session });
    await audit.changed(actor, 'template.save', subject(_id), {}, templateFacts(fresh, customer), session);
  }

  const schedule = (actor: Actor, id: string, deed: Deed, of: (before: Schedule) => object) =>
    change(actor, id, deed, (before) => {
      if (!before.schedule) throw new DeskError('error.template_no_schedule', { name: before.name });
      // A field that is taken away must not be kept as an empty one.
      return { schedule: parted({ ...before.schedule, ...of(before.schedule) }).set as Schedule };
    });

  return {
    all: finder.all,
    byId: (person: Parameters<typeof finder.byId>[0], id: string) => finder.byId(person, id),
    find: finder.find,
    /** Keeps a template of one's own. The same key again gives the one that is there. Throws `FieldErrors`. */
    async save(actor: Actor, input: TemplateInput): Promise<Known> {
      const person = personOf(actor.member);
      if (!may(person, 'template.create'))
        throw new DeskError('error.not_allowed', { who: 'admin' }, { loudness: 'warn' });
      const id = idOfKey(actor.key);
      if (!(await templates.exists({ _id: id })))
        await transact(connection, (session) => insert(actor, id, input, session)).catch((error) => {
          if (!isDuplicate(error, '_id')) taken(checkedName(input.name))(error);
        });
      return finder.byId(person, id);
    },
    /** Changes what a form showed at a revision: of two people the second reads that somebody was faster. */
    edit: (actor: Actor, id: string, revision: number, input: TemplateInput): Promise<Known> =>
      change(actor, id, 'edit', async (before, session) => {
        if (before.revision !== revision) throw new DeskError('error.template_changed', { name: before.name });
        const fields = await entered(input, session);
        if (before.schedule) checkRecurring(fields);
        return fields;
      }).catch(taken(input.name)),
    /** Gives a template to a team of one's own, or takes it back to be one's own. */
    share: (actor: Actor, id: string, team: string | undefined): Promise<Known> =>
      change(actor, id, 'share', async (before, session) => {
        const scope = team === undefined ? ('own' as const) : ('team' as const);
        const after = { scope, team, owner: before.owner };
        if (!may(personOf(actor.member), 'template.edit', after)) throw notYours(before.name);
        const holder = holderOf(after);
        if (holder !== before.holder) await checkRoom(holder, session);
        return { scope, team, holder };
      }).catch(async (error) => taken((await templates.findById(id).lean<Template>())?.name ?? '')(error)),
    /** Sets when it makes drafts by itself; without a rule it makes none any more. */
    repeat: (actor: Actor, id: string, revision: number, rule: Recurrence | undefined, today: CalendarDate) =>
      change(actor, id, 'repeat', (before) => {
        if (before.revision !== revision) throw new DeskError('error.template_changed', { name: before.name });
        if (!rule) return { schedule: undefined };
        checkComplete(before);
        return { schedule: scheduled(checkedRule(rule, before.schedule, today), before.schedule, actor.now) };
      }),
    pause: (actor: Actor, id: string): Promise<Known> => schedule(actor, id, 'pause', () => ({ paused: true })),
    /** Goes on from now: what lay in between is not made up for. */
    resume: (actor: Actor, id: string): Promise<Known> =>
      schedule(actor, id, 'resume', ({ paused, stopped, since }) => ({
        paused: undefined,
        stopped: undefined,
        ...(paused || stopped ? { since: actor.now, nextAt: actor.now } : { since }),
      })),
    /** Leaves one occurrence out. */
    skip: (actor: Actor, id: string, date: CalendarDate): Promise<Known> =>
      schedule(actor, id, 'skip', ({ skipped }) => ({ skipped: [...new Set([...skipped, date])].sort().slice(-50) })),
    /** It is not offered any more; orders that were made from it stay. */
    remove: (actor: Actor, id: string): Promise<Known> =>
      change(actor, id, 'delete', ({ _id }) => ({ active: false, holder: `gone:${_id}`, schedule: undefined })),
  };
}
export type Templates = ReturnType<typeof createTemplates>;

/** A template that cannot make drafts by itself says why, in one sentence: the form of the schedule has no lines. */
function checkComplete(template: Template): void {
  try {
    checkRecurring(template);
  } catch (error) {
    if (!(error instanceof FieldErrors)) throw error;
    const missing = template.lines.filter((l) => !l.quantity).map((l) => l.sku);
    if (!template.customer || missing.length === 0) throw error.errors[0];
    throw new DeskError('error.template_quantities', { name: template.name, skus: { list: missing } });
  }
}
