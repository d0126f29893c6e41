type Json = Record<string, unknown>;

export const plain = (content: string) => ({ tag: 'plain_text', content });

/** A card of these elements. */
export const card = (...elements: Json[]) => ({
  schema: '2.0',
  config: { update_multi: true },
  header: { title: plain('Order'), template: 'blue' },
  body: { elements },
});

export const words = (content = 'hello') => ({ tag: 'div', text: plain(content) });
export const markdown = (content: string) => ({ tag: 'markdown', content });

export const button = (label: string, value: unknown = { id: label }, more: Json = {}) => ({
  tag: 'button',
  text: plain(label),
  behaviors: [{ type: 'callback', value }],
  ...more,
});

export const submit = (label = 'Save', more: Json = {}) =>
  button(label, { id: 'save' }, { name: `b_${label.toLowerCase()}`, form_action_type: 'submit', ...more });

export const input = (name: string, more: Json = {}) => ({ tag: 'input', name, label: plain(name), ...more });

export const options = (...values: string[]) => values.map((value) => ({ text: plain(`Option ${value}`), value }));

export const form = (...elements: Json[]) => ({ tag: 'form', name: 'f', elements });

export const table = (rows = 2, more: Json = {}) => ({
  tag: 'table',
  columns: [
    { name: 'sku', display_name: 'SKU', data_type: 'text' },
    { name: 'sum', display_name: 'Sum', data_type: 'number', format: { precision: 2, separator: true } },
    { name: 'state', data_type: 'options' },
  ],
  rows: Array.from({ length: rows }, (_, i) => ({ sku: `A${i}`, sum: i, state: [{ text: 'late', color: 'red' }] })),
  ...more,
});

export const columns = (...elements: Json[]) => ({
  tag: 'column_set',
  flex_mode: 'flow',
  columns: elements.map((element) => ({ tag: 'column', width: 'weighted', weight: 1, elements: [element] })),
});

export const panel = (...elements: Json[]) => ({
  tag: 'collapsible_panel',
  expanded: false,
  header: { title: plain('More') },
  border: { color: 'grey', corner_radius: '5px' },
  elements,
});

export const chart = (spec: Json = {}) => ({
  tag: 'chart',
  aspect_ratio: '16:9',
  chart_spec: {
    type: 'line',
    data: { values: [{ week: '1', amount: 3 }] },
    xField: 'week',
    yField: 'amount',
    ...spec,
  },
});

/** A picture of one pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
