import type { Block, Button, Card } from '../chat/card.ts';
import { shortTimeAt } from '../dates.ts';
import type { Viewer } from '../members/viewer.ts';
import { type Order, orderName } from '../orders/order.ts';
import type { OrderVersion } from '../orders/versions.ts';
import { t } from '../text/index.ts';
import type { AuditEntry } from './entry.ts';
import type { AuditReader } from './reader.ts';
import { refusalWords } from './refusal.ts';
import { actionWords, changeWords, fromWords, subjectWords, whoWords } from './words.ts';

/** Lines that one page of the trail shows. */
export const auditPage = 15;

export type AuditOptions = Omit<AuditReader, 'locale'> & {
  /** The order that all lines are about; without one each line names what it is about. */
  about?: Order;
  versions?: readonly OrderVersion[];
  /** There are older lines; the button shows them, too. */
  more?: Button['intent'];
};

/** One line: when, who, what, to what, from where, before and after. */
function itemOf(viewer: Viewer, entry: AuditEntry, { about, ...options }: AuditOptions) {
  const { locale } = viewer;
  const reader = { ...options, locale };
  const at = shortTimeAt(entry.at, viewer.member?.timezone ?? options.settings.timezone);
  const subject = about ? undefined : subjectWords(entry, reader);
  const refused = entry.refused && t(locale, 'audit.refused', { why: refusalWords(locale, entry.refused) });
  const words = refused ? [refused] : changeWords(entry, reader);
  return {
    text: [at, whoWords(entry, reader), actionWords(locale, entry), subject].filter(Boolean).join(' · '),
    detail: [...words, fromWords(locale, entry)].join(' · '),
    ...(refused ? { tone: 'warn' as const } : {}),
  };
}

function versionsBlocks(
  { locale, member }: Viewer,
  order: Order,
  versions: readonly OrderVersion[],
  zone: string,
): Block[] {
  if (versions.length === 0) return [];
  const items = versions.map(({ version, at }) => ({
    text: t(locale, 'card.change.version', { n: version }),
    detail: t(locale, 'audit.until', { at: shortTimeAt(at, member?.timezone ?? zone) }),
    buttons: [{ label: t(locale, 'word.open'), intent: { command: 'audit', input: { order: order._id, version } } }],
  }));
  return [
    { kind: 'text', text: t(locale, 'audit.versions'), style: 'strong' },
    { kind: 'list', items },
  ];
}

/** The trail of an order, newest first, with its earlier versions; or the newest lines of the whole trail. */
export function auditCard(viewer: Viewer, entries: readonly AuditEntry[], options: AuditOptions): Card {
  const { locale } = viewer;
  const { about, versions = [], settings, more } = options;
  const title = about ? t(locale, 'audit.title', { order: orderName(about) }) : t(locale, 'audit.recent');
  const buttons: Button[] = more ? [{ label: t(locale, 'word.more'), intent: more }] : [];
  return {
    title,
    blocks: [
      { kind: 'list', items: entries.map((e) => itemOf(viewer, e, options)), empty: t(locale, 'audit.empty') },
      ...(about ? versionsBlocks(viewer, about, versions, settings.timezone) : []),
      ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
    ],
    summary: title,
  };
}
