import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { commands } from '../../src/commands/index.ts';
import { type Role, roles } from '../../src/members/member.ts';
import { actions, moveOf, targetsOf } from '../../src/orders/moves.ts';
import { type State, states } from '../../src/orders/order.ts';
import { type TextKey, texts } from '../../src/text/index.ts';

const en = (key: TextKey): string => texts[key].en;
const both = (key: TextKey): string => `${texts[key].en} · ${texts[key].zh}`;
const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const whoMay = (may: (person: { id: string; roles: Role[]; teams: string[] }) => boolean): string => {
  const able = roles.filter((role) => may({ id: 'x', roles: [role], teams: [] }));
  return able.length === roles.length ? 'everybody' : able.join(', ');
};

/** Every command of the desk, drawn from the list of commands. */
export function commandsTable(): string {
  return table(
    ['command', 'words', '中文', 'what it does', '作用', 'who'],
    commands.map((c) => [
      code(`/order ${c.words.en[0]} ${c.usage.en}`.trim()),
      c.words.en.map(code).join(' '),
      `${c.words.zh.map(code).join(' ')}${c.usage.zh ? ` ${code(c.usage.zh)}` : ''}`,
      en(c.does),
      texts[c.does].zh,
      whoMay(c.isUsual ?? c.may),
    ]),
  );
}

/** Every move of an order, drawn from the table of moves. */
export function movesTable(): string {
  /** The states of a move, together where the same people may make it. */
  const froms = (action: (typeof actions)[number]) => {
    const groups = new Map<string, string[]>();
    for (const [state, who] of Object.entries(moveOf(action).from))
      groups.set(who.join(', '), [...(groups.get(who.join(', ')) ?? []), en(`state.${state as State}`)]);
    return [...groups];
  };
  const rest = { back: 'where it was held', same: 'where it is' };
  const to = (action: (typeof actions)[number]) => {
    const { to: ends, orTo = {} } = moveOf(action);
    const others = Object.values(orTo).flat();
    return [...new Set([...ends, ...others])]
      .map((s) => (s === 'back' || s === 'same' ? rest[s] : en(`state.${s}`)))
      .join(' or ');
  };
  return table(
    ['move', 'from', 'to', 'who', 'reason'],
    actions.flatMap((a) =>
      froms(a).map(([who, states]) => [
        both(`action.${a}`),
        states.join(', '),
        to(a),
        who,
        moveOf(a).reason ? 'required' : '',
      ]),
    ),
  );
}

/** The states and moves as a mermaid diagram, drawn from the table of moves. */
export function stateDiagram(): string {
  const arrows = new Map<string, string[]>();
  for (const action of actions.filter((a) => !moveOf(a).aside))
    for (const from of Object.keys(moveOf(action).from) as State[])
      for (const to of moveOf(action).aside ? [] : targetsOf(action, from)) {
        const arrow = `${from} --> ${to}`;
        arrows.set(arrow, [...(arrows.get(arrow) ?? []), action]);
      }
  const lines = [...arrows].map(([arrow, made]) => `  ${arrow}: ${made.join(', ')}`);
  const names = states.map((s) => `  ${s}: ${both(`state.${s}`)}`);
  return ['```mermaid', 'stateDiagram-v2', '  [*] --> draft', ...names, ...lines, '  completed --> [*]', '```'].join(
    '\n',
  );
}

/** The part of a document between its marks. `UPDATE_DOCS=1` writes what it should be. */
export function drawnPart(file: string, name: string, drawn: string): string {
  const [begin, end] = [`<!-- ${name}: drawn from the code, checked by a test -->`, `<!-- end of ${name} -->`];
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
  if (process.env.UPDATE_DOCS && start >= 0 && stop > start)
    writeFileSync(file, `${text.slice(0, start + begin.length)}\n\n${drawn}\n\n${text.slice(stop)}`);
  if (start < 0 || stop < start) return `no part “${name}” in ${file}`;
  return readFileSync(file, 'utf8').split(begin)[1]?.split(end)[0]?.trim() ?? '';
}
