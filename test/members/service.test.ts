import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { auditModel } from '../../src/audit/model.ts';
import { type Audit, createAudit } from '../../src/audit/service.ts';
import type { Address } from '../../src/chat/address.ts';
import { fixedClock } from '../../src/clock.ts';
import type { Cause } from '../../src/members/actor.ts';
import { type Member, personOf } from '../../src/members/member.ts';
import { memberModel, teamModel } from '../../src/members/model.ts';
import { createMembers, type Members } from '../../src/members/service.ts';
import { createSignIn, type SignIn } from '../../src/members/sign-in.ts';

const clock = fixedClock('2026-03-02T01:00:00Z');
const handed: string[] = [];
let connection: Connection;
let audit: Audit;
let members: Members;
let signIn: SignIn;
let keys = 0;

const desk = (key = `desk-${++keys}`): Cause => ({ from: 'desk:test', key, now: clock() });
const by = (member: Member, key = `key-${++keys}`) => ({
  member,
  from: member.identities[0] ?? ('console:x' as Address),
  key,
  now: clock(),
});

beforeAll(async () => {
  connection = await mongoose.createConnection(process.env.TEST_MONGODB_URI!, { dbName: 'test_members' }).asPromise();
  await connection.dropDatabase();
  for (const model of [memberModel, teamModel, auditModel]) await model(connection).init();
  audit = createAudit({ connection });
  members = createMembers({
    connection,
    audit,
    clock,
    defaults: async () => ({ locale: 'zh', timezone: 'Asia/Shanghai' }),
    hooks: {
      teamsChanged: async (m) => void handed.push(`${m.name}:${m.teams.join('+')}`),
      deactivated: async (m) => void handed.push(`${m.name} left`),
    },
  });
  signIn = createSignIn(connection);
});

let adam: Member;
beforeEach(async () => {
  for (const name of ['members', 'teams', 'audit', 'sessions', 'signins'])
    await connection.collection(name).deleteMany({});
  handed.length = 0;
  adam = await members.create(desk(), { name: 'Adam', roles: ['admin'], identities: ['console:adam'] });
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const code = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => ({ code: 'no error' }),
    (e) => e,
  );
  return error.code ?? String(error);
};

describe('members', () => {
  test('a new member has the language and time zone of the company, and is found by the chat identity', async () => {
    const anna = await members.create(by(adam), { name: 'Anna', roles: ['sales'], identities: ['slack:T1:U1'] });
    expect(anna).toMatchObject({ locale: 'zh', timezone: 'Asia/Shanghai', active: true, digestHour: 9 });
    expect(await members.find('slack:T1:U1')).toEqual(anna);
    expect(await members.find('slack:T1:U2')).toBeUndefined();
  });

  test('the same deed twice makes one member', async () => {
    const draft = { name: 'Anna', identities: ['slack:T1:U1' as const] };
    const once = await members.create(by(adam, 'same'), draft);
    expect((await members.create(by(adam, 'same'), draft))._id).toBe(once._id);
    const twins = await Promise.all([1, 2, 3].map(() => members.create(by(adam, 'at once'), { name: 'Bob' })));
    expect(new Set(twins.map((m) => m._id)).size).toBe(1);
    expect((await members.all()).map((m) => m.name)).toEqual(['Adam', 'Anna', 'Bob']);
  });

  test('two members without a chat identity can live side by side, but an identity has one owner', async () => {
    await members.create(by(adam), { name: 'Imported One' });
    const two = await members.create(by(adam), { name: 'Imported Two' });
    expect(await code(members.create(by(adam), { name: 'Thief', identities: ['console:adam'] }))).toBe(
      'error.identity_taken',
    );
    expect(await code(members.link(by(adam), two._id, 'console:adam'))).toBe('error.identity_taken');
    expect((await members.link(by(adam), two._id, 'console:two')).identities).toEqual(['console:two']);
    expect((await members.unlink(by(adam), two._id, 'console:two')).identities).toEqual([]);
  });

  test('nobody but an admin changes roles, and the attempt is on the audit trail', async () => {
    const mia = await members.create(by(adam), { name: 'Mia', roles: ['manager'] });
    expect(await code(members.update(by(mia), mia._id, { roles: ['admin'] }))).toBe('error.not_allowed');
    expect((await members.get(mia._id))?.roles).toEqual(['manager']);
    const [line] = await audit.of(personOf(adam), { kind: 'Member', id: mia._id });
    expect(line).toMatchObject({ by: mia._id, action: 'member.edit', refused: 'error.not_allowed' });
  });

  test('a change of roles counts with the next request, is on the trail, and moves the version', async () => {
    const anna = await members.create(by(adam), { name: 'Anna', roles: ['sales'], identities: ['slack:T1:U1'] });
    const version = await members.version();
    await members.update(by(adam), anna._id, { roles: ['finance', 'sales'] });
    expect((await members.find('slack:T1:U1'))?.roles).toEqual(['sales', 'finance']);
    expect(await members.version()).toBe(version + 1);
    const [line] = await audit.of(personOf(adam), { kind: 'Member', id: anna._id });
    expect(line).toMatchObject({ before: { roles: ['sales'] }, after: { roles: ['sales', 'finance'] } });
    await members.update(by(adam), anna._id, { roles: ['sales', 'finance'] });
    expect(await members.version()).toBe(version + 1);
  });

  test('a late repeat of an old change does not undo a newer one', async () => {
    const anna = await members.create(by(adam), { name: 'Anna', roles: ['sales'] });
    await members.update(by(adam, 'old'), anna._id, { roles: ['manager'] });
    await members.update(by(adam, 'new'), anna._id, { roles: ['sales'] });
    await members.update(by(adam, 'old'), anna._id, { roles: ['manager'] });
    expect((await members.get(anna._id))?.roles).toEqual(['sales']);
  });

  test('members set their own language and hours, and nothing else', async () => {
    const anna = await members.create(by(adam), { name: 'Anna', roles: ['sales'] });
    const after = await members.setOwn(by(anna), { locale: 'en', workHours: { start: 8, end: 16 } });
    expect(after).toMatchObject({ locale: 'en', workHours: { start: 8, end: 16 } });
    expect(await code(members.setOwn(by(anna), { timezone: 'Moon/Base' }))).toBe('error.timezone_unknown');
    expect(await code(members.setOwn(by(anna), { workHours: { start: 18, end: 9 } }))).toBe('error.member_value');
    expect(await code(members.setOwn(by(anna), { roles: ['admin'] } as never))).toBe('error.member_value');
    expect(await members.get(anna._id)).toMatchObject({ roles: ['sales'], locale: 'en' });
  });

  test('the last admin cannot leave, and of two who demote each other at once one stays', async () => {
    expect(await code(members.deactivate(by(adam), adam._id))).toBe('error.last_admin');
    expect(await code(members.update(by(adam), adam._id, { roles: [] }))).toBe('error.last_admin');
    const ada = await members.create(by(adam), { name: 'Ada', roles: ['admin'] });
    const done = await Promise.all([
      code(members.update(by(adam), ada._id, { roles: ['sales'] })),
      code(members.update(by(ada), adam._id, { roles: ['sales'] })),
    ]);
    expect(done.sort()).toEqual(['error.last_admin', 'no error']);
    expect(await members.withRole('admin')).toHaveLength(1);
  });

  test('a manager without a team manages every team', async () => {
    const east = await members.createTeam(by(adam), { name: 'East' });
    const west = await members.createTeam(by(adam), { name: 'West', timezone: 'Asia/Shanghai' });
    await members.create(by(adam), { name: 'Mia', roles: ['manager'], teams: [east._id] });
    await members.create(by(adam), { name: 'Wu', roles: ['manager'], teams: [west._id] });
    await members.create(by(adam), { name: 'Chen', roles: ['manager'] });
    expect((await members.managersOf(east._id)).map((m) => m.name)).toEqual(['Chen', 'Mia']);
    expect((await members.managersOf()).map((m) => m.name)).toEqual(['Chen']);
    expect(await code(members.createTeam(by(adam), { name: 'East' }))).toBe('error.team_taken');
    expect(await code(members.updateTeam(by(adam), west._id, { name: 'East' }))).toBe('error.team_taken');
    expect(await code(members.create(by(adam), { name: 'X', teams: ['nowhere'] }))).toBe('error.team_not_found');
  });

  test('whoever moves to another team hands the rows over in the same transaction', async () => {
    const east = await members.createTeam(by(adam), { name: 'East' });
    const anna = await members.create(by(adam), { name: 'Anna', roles: ['sales'] });
    await members.update(by(adam), anna._id, { teams: [east._id] });
    expect(handed).toEqual([`Anna:${east._id}`]);
  });

  test('the first admins are made once, and a restart does not undo what was changed in chat', async () => {
    expect(await members.ensureAdmins(['console:adam', 'slack:T1:U9'])).toHaveLength(1);
    const nine = (await members.find('slack:T1:U9'))!;
    expect(nine.roles).toEqual(['admin']);
    await members.update(by(adam), nine._id, { roles: ['sales'] });
    expect(await members.ensureAdmins(['console:adam', 'slack:T1:U9'])).toEqual([]);
    expect((await members.get(nine._id))?.roles).toEqual(['sales']);
  });
});

describe('signing in to the console', () => {
  test('a link counts once, for ten minutes', async () => {
    const token = await signIn.issue(adam._id, clock());
    const clicks = await Promise.allSettled([1, 2, 3].map(() => signIn.redeem(token, clock())));
    expect(clicks.filter((c) => c.status === 'fulfilled')).toHaveLength(1);
    expect(await code(signIn.redeem(token, clock()))).toBe('error.sign_in_used');
    const late = await signIn.issue(adam._id, clock());
    expect(await code(signIn.redeem(late, new Date(clock().getTime() + 10 * 60_000)))).toBe('error.sign_in_used');
    expect(await code(signIn.redeem('guessed', clock()))).toBe('error.sign_in_used');
  });

  test('neither a token nor a session can be read out of the database', async () => {
    const token = await signIn.issue(adam._id, clock());
    const session = await signIn.open(adam._id, clock());
    const stored = JSON.stringify([
      await connection.collection('signins').find().toArray(),
      await connection.collection('sessions').find().toArray(),
    ]);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(session);
  });

  test('a session lives twelve hours after its last use', async () => {
    const at = (hours: number) => new Date(clock().getTime() + hours * 3_600_000);
    const session = await signIn.open(adam._id, at(0));
    expect(await signIn.check(session, at(11))).toBe(adam._id);
    expect(await signIn.check(session, at(22))).toBe(adam._id);
    expect(await signIn.check(session, at(35))).toBeUndefined();
    expect(await signIn.check('guessed', at(0))).toBeUndefined();
    await signIn.close(session);
    expect(await signIn.check(session, at(22))).toBeUndefined();
  });

  test('who is deactivated is out at once, and coming back does not revive old sessions', async () => {
    const anna = await members.create(by(adam), { name: 'Anna', roles: ['sales'], identities: ['slack:T1:U1'] });
    const session = await signIn.open(anna._id, clock());
    const token = await signIn.issue(anna._id, clock());
    const left = await members.deactivate(by(adam), anna._id);
    expect(personOf(left).roles).toEqual([]);
    expect(handed).toEqual(['Anna left']);
    expect(await members.find('slack:T1:U1')).toBeUndefined();
    expect(await signIn.check(session, clock())).toBeUndefined();
    await members.reactivate(by(adam), anna._id);
    expect(await signIn.check(session, clock())).toBeUndefined();
    expect(await code(signIn.redeem(token, clock()))).toBe('error.sign_in_used');
    expect((await members.names([anna._id, undefined])).get(anna._id)).toBe('Anna');
  });
});
