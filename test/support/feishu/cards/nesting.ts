import { inWords, type Report } from './rule.ts';
import type { Place } from './walk.ts';

/*
 * Who may stand in whom: the paragraph on nesting of each component's page.
 */

const containers = new Set(['column_set', 'form', 'interactive_container', 'collapsible_panel']);
const tagsOf = (place: Place): string[] => place.around.map((a) => inWords(a.tag));

/** containers/*: at most five containers in each other. A column counts with its column_set. */
const deepest = 5;

function stands(place: Place, report: Report): void {
  const tag = inWords(place.element.tag);
  const around = tagsOf(place);
  /** containers/form-container and content-components/table: at the root of the card only. */
  if ((tag === 'form' || tag === 'table') && around.length > 0)
    report(`${tag} must be at the root of the card`, place.at);
  /** content-components/chart: at the root, in columns, in a panel; containers/form-container: not in a form. */
  if (tag === 'chart' && around.some((a) => a === 'form' || a === 'interactive_container'))
    report('chart must not be in a form or an interactive_container', place.at);
  /** interactive-components/multi-select-dropdown-menu, multi-select-user-picker: in a form only. */
  if (tag.startsWith('multi_select_') && !around.includes('form')) report(`${tag} must be in a form`, place.at);
  const depth = [...around, tag].filter((t) => containers.has(t)).length;
  if (containers.has(tag) && depth > deepest) report(`containers nest at most ${deepest} deep`, place.at);
}

export function nestsWell(places: readonly Place[], report: Report): void {
  for (const place of places) stands(place, report);
}
