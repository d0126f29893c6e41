// Cards: one small function per kind of block. Every text goes in as text.

import { showImage } from './dialogs.js';
import { h } from './dom.js';
import { t } from './i18n.js';
import { icon } from './icons.js';
import { sideways } from './sideways.js';
import { room, whole } from './whole.js';

/** Where the bytes of a file are, for who may read it. */
export const fileUrl = (file) => `/console/files/${encodeURIComponent(file.id)}`;
const toned = (name, tone) => (tone && tone !== 'neutral' ? `${name} tone-${tone}` : name);

const button = (b, press) =>
  h(
    'button',
    {
      class: `button ${b.style ?? 'plain'}`,
      type: 'button',
      data: { button: b.id },
      on: { click: (e) => press(b, e.currentTarget) },
    },
    h('span', {}, b.label),
  );

const text = (block) => h('p', { class: toned(`text ${block.style ?? ''}`, block.tone) }, whole(block.text));

const fields = (block) =>
  h(
    'dl',
    { class: 'fields' },
    block.fields.map((field) =>
      h(
        'div',
        { class: room(field.value) },
        h('dt', {}, field.label),
        h('dd', { class: toned('', field.tone) }, whole(field.value)),
      ),
    ),
  );

function table(block) {
  const cell = (tag, value, index) =>
    h(
      tag,
      { class: block.columns[index]?.align === 'right' ? 'right' : '', scope: tag === 'th' ? 'col' : undefined },
      whole(value),
    );
  const label = block.caption ?? block.columns.map((c) => c.label).join(', ');
  return sideways(
    label,
    h(
      'table',
      {},
      block.caption ? h('caption', {}, block.caption) : null,
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          block.columns.map((c, i) => cell('th', c.label, i)),
        ),
      ),
      h(
        'tbody',
        {},
        block.rows.map((row) =>
          h(
            'tr',
            {},
            row.map((value, i) => cell('td', value, i)),
          ),
        ),
      ),
    ),
  );
}

function list(block, press) {
  if (block.items.length === 0) return h('p', { class: 'text quiet' }, block.empty ?? '');
  const item = (entry) =>
    h(
      'li',
      { class: toned('', entry.tone) },
      h(
        'div',
        { class: 'item-text' },
        h('span', {}, whole(entry.text)),
        entry.detail ? h('small', {}, whole(entry.detail)) : null,
      ),
      entry.buttons?.length
        ? h(
            'div',
            { class: 'item-buttons' },
            entry.buttons.map((b) => button(b, press)),
          )
        : null,
    );
  return h('ul', { class: 'items' }, block.items.map(item));
}

const progress = (block) =>
  h(
    'ol',
    { class: 'steps' },
    block.steps.map((step) =>
      h(
        'li',
        { class: step.state, 'aria-current': step.state === 'current' ? 'step' : undefined },
        h(
          'span',
          { class: 'dot' },
          step.state === 'done' ? icon('check') : step.state === 'stopped' ? icon('close') : null,
        ),
        h(
          'span',
          { class: 'step-label' },
          step.label,
          h('span', { class: 'hidden-text' }, ` (${t(`step_${step.state}`)})`),
        ),
      ),
    ),
  );

function image(block) {
  const source = fileUrl(block.file);
  return h(
    'button',
    {
      class: 'picture',
      type: 'button',
      'aria-label': t('enlarge', { alt: block.alt }),
      on: { click: () => showImage(source, block.alt) },
    },
    h('img', { src: source, alt: block.alt, loading: 'lazy' }),
  );
}

const file = (block) =>
  h(
    'a',
    {
      class: 'file',
      href: fileUrl(block.file),
      download: block.file.name,
      'aria-label': t('download', { name: block.file.name }),
    },
    icon('file'),
    h('span', { class: 'file-words' }, h('span', {}, block.label), h('small', {}, block.file.name)),
    icon('download'),
  );

const buttons = (block, press) =>
  h(
    'div',
    { class: 'buttons' },
    block.buttons.map((b) => button(b, press)),
  );

/** Boxes to tick, and the buttons that bring along what is ticked. */
function checks(block, press) {
  const [first] = block.buttons;
  const box = (choice) =>
    h('input', {
      type: 'checkbox',
      value: choice.value,
      checked: block.checked.includes(choice.value),
      data: { tick: `${first?.id} ${choice.value}` },
    });
  const boxes = block.choices.map(box);
  const row = (choice, i) =>
    h(
      'label',
      { class: toned('check', choice.tone) },
      boxes[i],
      h('span', {}, h('span', {}, whole(choice.label)), choice.detail ? h('small', {}, whole(choice.detail)) : null),
    );
  const ticked = () => boxes.filter((b) => b.checked).map((b) => b.value);
  return h(
    'fieldset',
    { class: 'ticks' },
    h('legend', { class: 'text strong' }, block.label),
    h('div', { class: 'checks' }, block.choices.map(row)),
    buttons(block, (b, element) => press(b, element, ticked())),
  );
}

const kinds = { text, fields, table, list, progress, checks, image, file, buttons, divider: () => h('hr') };

/**
 * A card as an element. `press(button, element, checked)` is called when one of its buttons is; `checked` is what is ticked
 * beside it, where something can be.
 */
export function renderCard(card, press) {
  const badge = card.badge && h('span', { class: toned('badge', card.badge.tone) }, card.badge.label);
  return h(
    'section',
    { class: toned('card', card.tone), 'aria-label': card.summary },
    h('header', {}, h('h3', {}, card.title), badge),
    card.blocks.map((block) => kinds[block.kind]?.(block, press) ?? null),
  );
}

/** Puts a newer card in the place of an older one; the focus, scrolled tables and what is ticked stay as they were. */
export function replaceCard(old, fresh) {
  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const ticks = new Map(all(old, '[data-tick]').map((box) => [box.dataset.tick, box.checked]));
  for (const box of all(fresh, '[data-tick]')) box.checked = ticks.get(box.dataset.tick) ?? box.checked;
  const scrolled = all(old, '.table-scroll').map((frame) => frame.scrollLeft);
  const focusable = 'button, a, input, .table-scroll';
  const index = all(old, focusable).indexOf(document.activeElement);
  const words = document.activeElement?.textContent;
  old.replaceWith(fresh);
  for (const [i, frame] of all(fresh, '.table-scroll').entries()) frame.scrollLeft = scrolled[i] ?? 0;
  if (index < 0) return;
  const candidates = all(fresh, focusable);
  const same = candidates.find((c) => c.textContent === words) ?? candidates[index] ?? candidates.at(-1);
  if (same) same.focus({ preventScroll: true });
  else {
    fresh.tabIndex = -1;
    fresh.focus({ preventScroll: true });
  }
}
