import type { Card } from '../../chat/card.ts';
import { redact } from '../../members/ability.ts';
import type { Viewer } from '../../members/viewer.ts';
import { t } from '../../text/index.ts';
import { withContent } from '../content.ts';
import { type ChangeContent, type Order, orderName } from '../order.ts';
import { differenceBlocks } from './difference-blocks.ts';
import { openButton } from './open-button.ts';
import { linesTable, moneyFields } from './parts.ts';

/** A version that is no longer in force, and what replaced it. */
export function versionCard(
  viewer: Viewer,
  order: Order,
  version: number,
  { content, next }: { content: ChangeContent; next: ChangeContent },
): Card {
  const { locale, person } = viewer;
  const then = redact(person, 'Order', { ...withContent(order, content), paid: 0 });
  const title = t(locale, 'card.version.title', { order: orderName(order), n: version });
  return {
    title,
    blocks: [
      { kind: 'text', text: t(locale, 'card.version.text'), style: 'quiet' },
      ...differenceBlocks(viewer, order, content, next),
      { kind: 'fields', fields: moneyFields(viewer, then).slice(0, 1) },
      ...linesTable(viewer, then),
      { kind: 'buttons', buttons: [openButton(locale, order)] },
    ],
    summary: title,
  };
}
