import type { Card, Field } from '../../../chat/card.ts';
import type { Viewer } from '../../../members/viewer.ts';
import { t } from '../../../text/index.ts';
import type { Work } from '../work.ts';
import { amountFor } from './items.ts';

/** What a card about a table in work is about, so that it is kept true. */
export const subjectOf = ({ _id: id, revision }: Work) => ({
  kind: 'batch' as const,
  id,
  view: 'batch' as const,
  revision,
});

/** How far the filing of a table is, with a way to stop it. */
export function progressCard(viewer: Viewer, work: Work, currency: string): Card {
  const { locale } = viewer;
  const { name, done, orders, filed, total } = work;
  const percent = orders > 0 ? Math.floor((done * 100) / orders) : 0;
  const title = t(locale, 'batch.running.title', { name });
  const amount = amountFor(viewer, total, currency);
  const fields: Field[] = [
    // How many they are is not known before all of it is checked anew.
    ...(orders > 0
      ? [{ label: t(locale, 'batch.running.done'), value: t(locale, 'batch.running.of', { done, orders, percent }) }]
      : []),
    { label: t(locale, 'batch.done.filed'), value: String(filed) },
    ...(amount === undefined ? [] : [{ label: t(locale, 'batch.done.total'), value: amount }]),
  ];
  const intent = (input: object) => ({ command: 'import', input: { work: work._id, ...input } });
  return {
    subject: subjectOf(work),
    title,
    badge: { label: `${percent} %`, tone: 'info' },
    tone: 'info',
    blocks: [
      { kind: 'text', text: t(locale, work.stop ? 'batch.running.stopping' : 'batch.running.text') },
      { kind: 'fields', fields },
      {
        kind: 'buttons',
        buttons: [
          { label: t(locale, 'batch.look'), intent: intent({ look: true }) },
          ...(work.stop
            ? []
            : [
                {
                  label: t(locale, 'batch.cancel'),
                  style: 'danger' as const,
                  intent: intent({ cancel: true }),
                  confirm: t(locale, 'batch.running.confirm_stop'),
                },
              ]),
        ],
      },
    ],
    summary: `${title} · ${percent} %`,
  };
}

/** A table of which nothing is filed yet, to be looked at again. */
export function unfiledCard({ locale }: Viewer, work: Work): Card {
  const title = t(locale, 'batch.title', { name: work.name });
  const look = {
    label: t(locale, 'batch.check'),
    intent: { command: 'import', input: { work: work._id, look: true } },
  };
  return {
    subject: subjectOf(work),
    title,
    tone: 'warn',
    blocks: [
      { kind: 'text', text: t(locale, 'batch.nothing_filed.other'), tone: 'warn' },
      { kind: 'buttons', buttons: [look] },
    ],
    summary: title,
  };
}

/** A table that was given up before anything was filed. */
export function forgottenCard({ locale }: Viewer, work: Work): Card {
  const title = t(locale, 'batch.forgotten.title', { name: work.name });
  const text = t(locale, 'batch.forgotten.text');
  return { subject: subjectOf(work), title, tone: 'neutral', blocks: [{ kind: 'text', text }], summary: title };
}
