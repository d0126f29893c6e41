// From times to a table: percentiles of a cell, medians of the rounds, and the goals.

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const quantile = (numbers, q) => {
  const all = sorted(numbers);
  return all[Math.min(all.length - 1, Math.floor(all.length * q))] ?? Number.NaN;
};
const median = (numbers) => quantile(numbers, 0.5);

/** What is kept of one cell. */
export const figuresOf = ({ acknowledged, answered, ...rest }) => ({
  ack50: quantile(acknowledged, 0.5),
  ack99: quantile(acknowledged, 0.99),
  post50: quantile(answered, 0.5),
  post99: quantile(answered, 0.99),
  requests: answered.length,
  ...rest,
});

const summed = new Set(['failed', 'stray', 'requests']);

/** One row from the cells of all rounds: medians, and sums of what must be nought. */
export const rowOf = (cells) =>
  Object.fromEntries(
    Object.keys(cells[0]).map((name) => {
      const all = cells.map((cell) => cell[name]);
      return [name, summed.has(name) ? all.reduce((a, b) => a + b, 0) : median(all)];
    }),
  );

const columns = [
  ['ack p50', 'ack50', 1],
  ['ack p99', 'ack99', 1],
  ['post p50', 'post50', 1],
  ['post p99', 'post99', 1],
  ['answers/s', 'perSecond', 0],
  ['CPU ms each', 'eachMs', 2],
  ['load CPU %', 'share', 0],
  ['Slack CPU %', 'slackShare', 0],
  ['requests', 'requests', 0],
  ['failed', 'failed', 0],
  ['stray', 'stray', 0],
];
const shown = (row, [title, name, digits]) =>
  (title.endsWith('%') ? row[name] * 100 : row[name]).toFixed(digits).padStart(title.length);

/** A table of rows that are known by contender and concurrency. */
export function tableOf(rows) {
  const head = `| ${'contender'.padEnd(18)} | at once | ${columns.map(([title]) => title).join(' | ')} |`;
  const line = head.replace(/[^|]/g, '-');
  const body = rows.map(({ contender, concurrent, ...row }) => {
    const values = columns.map((column) => shown(row, column));
    return `| ${contender.padEnd(18)} | ${String(concurrent).padStart(7)} | ${values.join(' | ')} |`;
  });
  return [head, line, ...body].join('\n');
}

const verdict = (isMet, words) => `${isMet ? 'met   ' : 'MISSED'}  ${words}`;

/** The desk beside the others, and whether each goal was met. */
export function goalsOf(rows) {
  const find = (contender, concurrent) => rows.find((r) => r.contender === contender && r.concurrent === concurrent);
  const lines = [];
  for (const desk of rows.filter((r) => r.contender === 'desk')) {
    const [bare, chat] = ['bare Bolt', 'chat'].map((name) => find(name, desk.concurrent));
    const at = `at ${desk.concurrent}`;
    if (desk.concurrent === 16)
      lines.push(verdict(desk.ack99 < 50, `${at}: acknowledgement p99 ${desk.ack99.toFixed(1)} ms (goal < 50)`));
    const ratios = [bare, chat].map((other) => (other ? desk.perSecond / other.perSecond : Number.NaN));
    if (bare) lines.push(verdict(ratios[0] >= 0.7, `${at}: desk / bare Bolt ${ratios[0].toFixed(2)} (goal ≥ 0.7)`));
    if (chat) lines.push(verdict(ratios[1] > 1, `${at}: desk / chat ${ratios[1].toFixed(2)} (goal > 1)`));
  }
  const lost = rows.reduce((sum, row) => sum + row.failed + row.stray, 0);
  lines.push(verdict(lost === 0, `every request was answered once (${lost} were not)`));
  return lines.join('\n');
}
