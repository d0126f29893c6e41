import { contentElements } from './content.ts';
import { inputElements } from './inputs.ts';
import {
  codes,
  either,
  flag,
  integer,
  inWords,
  isObject,
  list,
  object,
  oneOf,
  optional,
  type Rule,
  string,
  tagged,
} from './rule.ts';
import { behaviors, confirm, icon, multiUrl, panelTitle, tips } from './text.ts';
import {
  arrangement,
  color,
  common,
  horizontal,
  loosePadding,
  margin,
  padding,
  px,
  radius,
  spacing,
  vertical,
} from './values.ts';

/*
 * Containers: each page is under …/card-json-v2-components/containers/. Who may stand in whom is in nesting.ts.
 */

/** What 1.0 had and 2.0 refuses: card-json-v2-breaking-changes-release-notes. */
const oldTags = new Set(['action', 'note', 'actions', 'fallback_text']);

/** Any component, by its tag: component-json-v2-overview. */
export const element: Rule = (value, at, report) => {
  const tag = isObject(value) ? value.tag : undefined;
  if (typeof tag !== 'string') return report('missing property: tag', at);
  const rule = Object.hasOwn(elements, tag) ? elements[tag] : undefined;
  if (rule) return rule(value, at, report);
  if (oldTags.has(tag))
    return report(
      `cards of schema V2 no longer support this capability; ErrorValue: unsupported tag ${tag}`,
      at,
      codes.oldTag,
    );
  report(`not support tag: ${inWords(tag)}`, at);
};

const inside = list(element);
const backdrop = optional(color);
const click = optional(object({ multi_url: multiUrl }));

/** containers/column-set: column. */
const column = tagged('column', {
  ...common,
  ...arrangement,
  background_style: backdrop,
  width: optional(either(oneOf('auto', 'weighted'), px(16, 600))),
  weight: optional(integer(1, 5)),
  padding,
  action: click,
  elements: optional(inside),
});

/** containers/column-set. `corner_radius` is refused, as users report. */
const columnSet = tagged('column_set', {
  ...common,
  horizontal_spacing: spacing,
  horizontal_align: horizontal,
  flex_mode: optional(oneOf('none', 'stretch', 'flow', 'bisect', 'trisect')),
  background_style: backdrop,
  action: click,
  columns: list(column),
});

/** containers/form-container: what must be in it is looked at in forms.ts. */
const form = tagged('form', {
  ...common,
  ...arrangement,
  padding: loosePadding,
  name: string({ min: 1, max: 100 }),
  elements: inside,
});

/** containers/interactive-container. */
const interactiveContainer = tagged('interactive_container', {
  ...common,
  ...arrangement,
  width: optional(either(oneOf('fill', 'auto'), px(16, 999))),
  height: optional(either(oneOf('auto'), px(10, 999))),
  background_style: optional(either(oneOf('laser'), color)),
  has_border: optional(flag),
  border_color: optional(color),
  corner_radius: radius,
  padding: loosePadding,
  behaviors,
  hover_tips: tips,
  disabled: optional(flag),
  disabled_tips: tips,
  confirm,
  elements: inside,
});

const panelHeader = object({
  title: optional(panelTitle),
  background_color: backdrop,
  width: optional(oneOf('fill', 'auto', 'auto_when_fold')),
  vertical_align: vertical,
  padding: loosePadding,
  position: optional(oneOf('top', 'bottom')),
  icon: icon({ size: optional(string({ form: /^\d{1,3}px \d{1,3}px$/ })) }),
  icon_position: optional(oneOf('left', 'right', 'follow_text')),
  icon_expanded_angle: optional(oneOf(-180, -90, 90, 180)),
});

/** containers/collapsible-panel: its border has a color and a corner_radius, and nothing else. */
const collapsiblePanel = tagged('collapsible_panel', {
  ...common,
  ...arrangement,
  margin,
  padding,
  expanded: optional(flag),
  background_color: backdrop,
  header: panelHeader,
  border: optional(object({ color: optional(color), corner_radius: radius })),
  elements: optional(inside),
});

const elements: Readonly<Record<string, Rule>> = {
  ...contentElements,
  ...inputElements,
  column_set: columnSet,
  form,
  interactive_container: interactiveContainer,
  collapsible_panel: collapsiblePanel,
};
