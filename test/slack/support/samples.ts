/** Small valid parts of Block Kit, to be made wrong in one place. */

export const text = (n: number): string => 'x'.repeat(n);
export const listOf = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

export const plain = (words: string) => ({ type: 'plain_text', text: words });
export const mrkdwn = (words: string) => ({ type: 'mrkdwn', text: words });

export const section = (more: object = {}) => ({ type: 'section', text: mrkdwn('words'), ...more });
export const header = (words = 'head') => ({ type: 'header', text: plain(words) });
export const context = (...elements: object[]) => ({ type: 'context', elements });
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
export const image = (more: object = {}) => ({
  type: 'image',
  alt_text: 'a picture',
  image_url: 'https://x.example/a.png',
  ...more,
});
export const input = (more: object = {}) => ({
  type: 'input',
  label: plain('Label'),
  element: { type: 'plain_text_input' },
  ...more,
});
export const option = (value: string, words = 'words') => ({ text: plain(words), value });
export const menu = (more: object) => ({ type: 'static_select', ...more });
export const select = (n: number) => menu({ options: listOf(n, (i) => option(`v${i}`)) });
export const cellsOf = (n: number, words = 'x') => listOf(n, () => ({ type: 'raw_text', text: words }));
export const table = (rows: object[][]) => ({ type: 'table', rows });
export const richText = (...elements: object[]) => ({ type: 'rich_text', elements });
export const chartOf = (more: object) => ({
  type: 'data_visualization',
  title: 'chart',
  chart: { type: 'pie', segments: [{ label: 'x', value: 1 }] },
  ...more,
});

export const modal = (more: object = {}) => ({ type: 'modal', title: plain('Title'), blocks: [section()], ...more });
export const home = (more: object = {}) => ({ type: 'home', blocks: [section()], ...more });
