import { listed, t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';

/** `Did you mean A, B?`, or what else to try. */
export function nearestText(
  found: { several: { name: string }[]; nearest: { name: string }[] },
  { locale }: Pick<CommandContext, 'locale'>,
): string {
  const names = [...found.several, ...found.nearest].slice(0, 3).map((x) => x.name);
  return names.length > 0
    ? t(locale, 'card.nearest', { names: listed(locale, names) })
    : t(locale, 'entry.nearest_none');
}
