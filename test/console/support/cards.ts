import type { SealedCard } from '../../../src/chat/card.ts';
import type { SealedForm } from '../../../src/chat/form.ts';

/** A text that would do harm if it were taken as markup; every text of a card and form can carry it. */
export const canary = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>*[a](javascript:1)';

/** A card with every kind of block; `x` is put into every text. */
export const everyBlock = (x = ''): SealedCard => ({
  title: `SO-000123 · Acme Trading${x}`,
  badge: { label: `Approved${x}`, tone: 'good' },
  tone: 'info',
  summary: `SO-000123 of Acme Trading is approved${x}`,
  blocks: [
    { kind: 'text', text: `Anna Wang asks you to look at this order.${x}`, style: 'strong' },
    { kind: 'text', text: `Submitted today at 09:41, due tomorrow.${x}`, style: 'quiet' },
    {
      kind: 'fields',
      fields: [
        { label: `Customer${x}`, value: `Acme Trading Co.${x}` },
        { label: 'Total', value: 'CNY 12,480.00' },
        { label: 'Credit', value: 'over the limit', tone: 'bad' },
        { label: '交货日期', value: '2026-12-01', tone: 'warn' },
      ],
    },
    {
      kind: 'progress',
      steps: [
        { label: `Draft${x && '<b>x</b>'}`, state: 'done' },
        { label: 'Pending', state: 'done' },
        { label: 'Approved', state: 'current' },
        { label: 'Shipped', state: 'todo' },
        { label: 'Completed', state: 'todo' },
      ],
    },
    {
      kind: 'table',
      caption: `Lines${x}`,
      columns: [
        { label: `SKU${x}` },
        { label: 'Product' },
        { label: 'Quantity', align: 'right' },
        { label: 'Unit price', align: 'right' },
        { label: 'Discount', align: 'right' },
        { label: 'Amount', align: 'right' },
      ],
      rows: [
        [`A100${x}`, 'Stainless bolt M8 × 40, zinc plated', '1,000', 'CNY 9.5000', '5 %', 'CNY 9,025.00'],
        ['B200', '不锈钢螺母 M8', '2,500', 'CNY 1.3820', '–', 'CNY 3,455.00'],
      ],
    },
    { kind: 'divider' },
    {
      kind: 'list',
      items: [
        {
          text: `Delivery SO-000119 · Huaxin 华信${x}`,
          detail: `Tomorrow · 3 lines${x}`,
          tone: 'warn',
          buttons: [
            { id: 'b-show', label: `Show${x}` },
            { id: 'b-ship', label: 'Ship', style: 'primary' },
          ],
        },
        {
          text: 'Payment of Northwind',
          detail: '7 days overdue',
          tone: 'bad',
          buttons: [{ id: 'b-pay', label: 'Record payment' }],
        },
      ],
    },
    {
      kind: 'checks',
      label: `Small ones${x}`,
      choices: [
        { value: '0', label: `SO-000201 · Acme${x}`, detail: `CNY 10,000.00${x}` },
        { value: '1', label: 'SO-000202 · Huaxin 华信', detail: 'changed', tone: 'warn' },
        { value: '2', label: 'SO-000203 · Northwind' },
      ],
      checked: ['1'],
      buttons: [{ id: 'b-together', label: `Decide together${x}`, style: 'primary' }],
    },
    { kind: 'image', file: { id: 'chart', name: 'chart.png', mime: 'image/png' }, alt: `Sales by week${x}` },
    {
      kind: 'file',
      file: { id: 'report', name: `report${x}.csv`, mime: 'text/csv' },
      label: `All rows of this report${x}`,
    },
    {
      kind: 'buttons',
      buttons: [
        { id: 'b-approve', label: `Approve${x}`, style: 'primary' },
        { id: 'b-edit', label: 'Edit' },
        { id: 'b-slow', label: 'Recalculate' },
        { id: 'b-reject', label: 'Reject', style: 'danger', confirm: `Reject SO-000123 of Acme Trading?${x}` },
      ],
    },
  ],
});

/** A form with every kind of field; `x` is put into every text. */
export const everyField = (id: string, x = ''): SealedForm => ({
  id,
  title: `New order${x}`,
  submit: `Submit${x}`,
  note: `What is left out is asked for later.${x}`,
  fields: [
    {
      kind: 'search',
      name: 'customer',
      label: `Customer${x}`,
      required: true,
      source: 'customer',
      value: 'C-ACME',
      valueLabel: `Acme Trading${x}`,
    },
    {
      kind: 'lines',
      name: 'lines',
      label: `Lines${x}`,
      required: true,
      currency: 'CNY',
      value: [
        { sku: 'A100', quantity: '20', price: '9.5' },
        { sku: 'B200', quantity: '5', price: '12', discount: '10' },
      ],
    },
    {
      kind: 'date',
      name: 'requested',
      label: `Delivery date${x}`,
      hint: `The customer’s wish${x}`,
      value: '2026-12-01',
    },
    { kind: 'text', name: 'po', label: `PO number${x}`, maxLength: 40, value: x },
    {
      kind: 'select',
      name: 'terms',
      label: 'Payment terms',
      value: '30',
      choices: [
        { value: '30', label: `30 days${x}` },
        { value: '60', label: '60 days' },
      ],
    },
    { kind: 'number', name: 'freight', label: 'Freight', hint: 'In CNY' },
    {
      kind: 'multi',
      name: 'flags',
      label: 'Handling',
      value: ['fragile'],
      choices: [
        { value: 'fragile', label: `Fragile${x}` },
        { value: 'cold', label: 'Keep cold', detail: '2–8 °C' },
      ],
    },
    { kind: 'file', name: 'po_file', label: 'Customer’s PO', accept: ['.pdf', '.png'] },
    { kind: 'text', name: 'note', label: 'Note', multiline: true, value: `Deliver at gate 3${x}` },
  ],
});

/** What stands after a decision. */
export const decided = (title: string, by: string): SealedCard => ({
  title,
  badge: { label: 'Approved', tone: 'good' },
  tone: 'good',
  summary: `${title}: approved by ${by}`,
  blocks: [
    { kind: 'text', text: `Approved by ${by}.` },
    { kind: 'buttons', buttons: [{ id: 'b-edit', label: 'Edit' }] },
  ],
});
