// Charts as a desk draws them, one of each kind and use; `n` makes each a little different.
const weeks = Array.from({ length: 12 }, (_, i) => `W${36 + i}`);
const amounts = weeks.map((_, i) => 100_000 + ((i * 7_919) % 90_000));
const counts = weeks.map((_, i) => 8 + ((i * 7) % 13));
const head = (title, n) => ({ title: `${title} ${n}`, locale: 'zh', whole: false });
const item = (label, value) => ({ label, value, text: `${Math.round(value / 1000)}K` });
const none = (length) => Array(length).fill(null);

export const chartsOf = (n = 0) => ({
  trend: {
    ...head('金额（CNY），按周', n),
    ...{ kind: 'trend', labels: weeks, name: '2026', values: amounts, texts: [] },
    before: { name: '2025', values: amounts.toReversed() },
  },
  'top customers': {
    ...head('金额（CNY），按客户', n),
    kind: 'bars',
    items: amounts.slice(0, 9).map((value, i) => item(`华信科技有限公司 ${i}`, value)),
  },
  aging: {
    ...head('应收（CNY），按逾期天数', n),
    ...{ kind: 'bars', darkening: true },
    items: ['未到期', '1–30天', '31–60天', '61–90天', '90天以上'].map((label, i) => item(label, amounts[i])),
  },
  distribution: {
    ...head('订单数，按金额（CNY）', n),
    kind: 'columns',
    items: ['1千以下', '1千–5千', '5千–1万', '1万–5万', '5万–10万', '10万以上'].map((label, i) => ({
      ...{ label, value: counts[i], text: `${counts[i]}` },
    })),
  },
  'by class': {
    ...head('金额（CNY），按周与规模', n),
    ...{ kind: 'stack', labels: weeks },
    series: ['大单', '中单', '小单'].map((name) => ({ name, values: amounts })),
  },
  'on time': {
    ...head('交付，按周', n),
    ...{ kind: 'stack', labels: weeks },
    series: [
      { name: '按时', values: counts },
      { name: '逾期', values: counts.map((_, i) => i % 3) },
    ],
    rate: {
      name: '按时率',
      values: counts.map((count, i) => (100 * count) / (count + (i % 3))),
      texts: counts.map((count, i) => `${Math.round((100 * count) / (count + (i % 3)))}%`),
    },
  },
  forecast: {
    ...head('金额（CNY），今后四周', n),
    ...{ kind: 'forecast', labels: weeks },
    past: { name: '实际', values: [...amounts.slice(0, 8), ...none(4)] },
    expected: {
      name: '预测',
      values: [...none(8), ...amounts.slice(8)],
      texts: weeks.map((_, i) => (i < 8 ? '' : '12万')),
    },
    band: {
      name: '八成可能的范围',
      low: [...none(8), ...amounts.slice(8).map((value) => value * 0.8)],
      high: [...none(8), ...amounts.slice(8).map((value) => value * 1.2)],
    },
  },
});
