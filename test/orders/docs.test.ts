import { expect, test } from '@jest/globals';
import { drawnPart, movesTable, stateDiagram } from '../support/documents.ts';

test.each([
  ['diagram', stateDiagram()],
  ['moves', movesTable()],
])('docs/orders.md shows the %s as the table of moves has it (UPDATE_DOCS=1 draws it anew)', (name, drawn) => {
  expect(drawnPart('docs/orders.md', name, drawn)).toBe(drawn);
});
