import type { LineValue } from '../../chat/form.ts';
import type { CommandContext, Input } from '../command.ts';
import { offeredLines } from './offered.ts';

const isLine = (line: unknown): line is { sku: string; quantity: number } => {
  const { sku, quantity } = (line ?? {}) as { sku?: unknown; quantity?: unknown };
  return typeof sku === 'string' && Number.isInteger(quantity) && Number(quantity) > 0;
};

/** The lines that a button proposes for a new order, quantities in thousandths; each as it can be had now. */
export async function proposedLines({ lines }: Input, context: CommandContext): Promise<LineValue[]> {
  return Array.isArray(lines) ? offeredLines(lines.filter(isLine), context) : [];
}
