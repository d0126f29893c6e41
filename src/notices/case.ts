import type { Connection } from 'mongoose';
import { caseCard } from '../aftersales/card.ts';
import { type Case, judged } from '../aftersales/case.ts';
import { caseModel } from '../aftersales/model.ts';
import type { Card } from '../chat/card.ts';
import type { OutboxRow } from '../chat/outbox-row.ts';
import { dateAt } from '../dates.ts';
import { mayRead } from '../members/ability.ts';
import type { Member } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import { nameOf } from '../orders/cards/words.ts';
import type { Settings } from '../settings/settings.ts';
import { t } from '../text/index.ts';

type Deps = {
  connection: Connection;
  clock: () => Date;
  members: { all(): Promise<Member[]> };
  settings: { get(): Promise<Settings> };
};

/** Tells whoever sees to a case what somebody did to it, with the case as it is now; undefined when it is not theirs to see. */
export async function drawCase(
  { connection, clock, members, settings }: Deps,
  viewer: Viewer,
  { data = {} }: Pick<OutboxRow, 'data'>,
): Promise<Card | undefined> {
  const it = await caseModel(connection).findById(String(data.case)).lean<Case>();
  if (!it || !mayRead(viewer.person, 'Case', judged(it))) return undefined;
  const [all, { timezone: zone }] = await Promise.all([members.all(), settings.get()]);
  const card = caseCard(viewer, it, { members: all, today: dateAt(clock(), zone), zone });
  const who = nameOf(all, String(data.by), viewer.locale);
  const text = t(viewer.locale, 'card.told.text', { who, action: { text: `did.${String(data.deed)}` } });
  return { ...card, blocks: [{ kind: 'text', text, style: 'strong' }, ...card.blocks] };
}
