import type { Connection } from 'mongoose';
import type { Block, Button, Card } from '../chat/card.ts';
import type { OutboxRow } from '../chat/outbox-row.ts';
import { may, mayRead } from '../members/ability.ts';
import type { Member } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import { nameOf } from '../orders/cards/words.ts';
import { stopWords, templateIntent } from '../templates/card.ts';
import type { LeftOut } from '../templates/make.ts';
import { templateModel } from '../templates/model.ts';
import { judged, type StopReason, stopReasons, type Template } from '../templates/template.ts';
import { leftWords } from '../templates/words.ts';
import { listed, t } from '../text/index.ts';

/** What can be done about a template, by whoever may. */
function buttonsOf({ locale, person }: Viewer, template: Template): Block[] {
  if (!mayRead(person, 'Template', judged(template)) || !may(person, 'template.edit', judged(template))) return [];
  const input = { template: template._id };
  const button = (label: string, step: 'show' | 'resume' | 'pause' | 'edit'): Button => ({
    label,
    intent: templateIntent(step, input),
  });
  const { schedule } = template;
  return [
    {
      kind: 'buttons',
      buttons: [
        button(t(locale, 'template.edit'), 'edit'),
        ...(schedule?.stopped ? [button(t(locale, 'template.resume'), 'resume')] : []),
        ...(schedule && !schedule.stopped && !schedule.paused ? [button(t(locale, 'template.pause'), 'pause')] : []),
        button(t(locale, 'word.open'), 'show'),
      ],
    },
  ];
}

/**
 * Tells that a recurring template makes nothing: it has stopped, or no line of it can be ordered. A manager reads the name
 * and whose it is, and no more of what is not theirs.
 */
export async function drawTemplate(
  connection: Connection,
  viewer: Viewer,
  { data = {} }: Pick<OutboxRow, 'data'>,
  members: readonly Member[],
): Promise<Card | undefined> {
  const template = await templateModel(connection).findById(String(data.template)).lean<Template>();
  if (!template?.active) return undefined;
  const { locale } = viewer;
  const { name } = template;
  const isStop = data.event === 'stopped';
  const why = stopReasons.find((reason) => reason === data.why) ?? ('rights' satisfies StopReason);
  const owner = nameOf(members, template.owner, locale);
  const left = ((Array.isArray(data.left) ? data.left : []) as LeftOut[]).map((one) => leftWords(locale, one));
  const title = isStop
    ? t(locale, 'template.stopped.title', { name })
    : t(locale, 'template.empty.title', { name, date: String(data.date) });
  const text = isStop
    ? t(locale, 'template.stopped.text', { why: stopWords(locale, why, owner) })
    : t(locale, 'template.empty.text', { left: listed(locale, left) });
  return {
    title,
    tone: 'warn',
    blocks: [{ kind: 'text', text }, ...buttonsOf(viewer, template)],
    summary: title,
  };
}
