import { describe, expect, test } from '@jest/globals';
import { findCommand, unknownCommand, withoutSlash } from '../../src/bot/find-command.ts';
import { plainValues, storable, tidy } from '../../src/bot/values.ts';
import type { Incoming } from '../../src/chat/incoming.ts';
import { commands } from '../../src/commands/index.ts';
import type { FieldErrors } from '../../src/errors.ts';

const found = (text: string) => {
  const hit = findCommand(text, commands);
  return hit && [hit.command.name, hit.words];
};

describe('which command is meant', () => {
  test.each([
    ['/order ship SO-1 SF 12', ['ship', 'SO-1 SF 12']],
    ['ship SO-1', ['ship', 'SO-1']],
    ['SHIP so-1', ['ship', 'so-1']],
    ['／ＯＲＤＥＲ　发货　SO-1', ['ship', 'SO-1']],
    ['订单 发货 SO-1', ['ship', 'SO-1']],
    ['/订单 退回修改 SO-1', ['return', 'SO-1']],
    ['退回 SO-1', ['return', 'SO-1']],
    ['received SO-1', ['deliver', 'SO-1']],
    ['', ['day', '']],
    ['/order', ['day', '']],
    ['orders', ['list', '']],
    ['order', ['day', '']],
    ['订单列表', ['list', '']],
    ['订单：列表', ['list', '']],
    ['订单，列表', ['list', '']],
    ['訂單 列表', ['list', '']],
    ['/订单新建 HX A100x2', ['new', 'HX A100x2']],
    ['新建订单', ['new', '']],
    ['新建订单 HX A100x2', ['new', 'HX A100x2']],
    ['订单 新建HX A100x2', ['new', 'HX A100x2']],
    ['order: list', ['list', '']],
  ])('“%s”', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test.each(['shipp', 'shipSO-1', '__proto__', '.', '发'])('“%s” is no command', (text) => {
    expect(found(text)).toBeUndefined();
  });

  test('every word of every command is found, with the slash and without (订单 alone is the desk itself)', () => {
    for (const c of commands)
      for (const word of [...c.words.en, ...c.words.zh].filter((w) => w !== '订单')) {
        expect([word, found(word)?.[0]]).toEqual([word, c.name]);
        expect(withoutSlash(`/order ${word}`)).toBe(word);
      }
  });

  test.each([
    ['shpi SO-1', 'en', '/order ship'],
    ['aproved', 'en', '/order approve'],
    ['谢谢', 'zh', '/order 帮助'],
    ['你能做什么？', 'zh', '/order 帮助'],
    ['thanks', 'zh', '/order 帮助'],
    ['a100 什么时候发货', 'en', '/order help'],
  ] as const)(
    '“%s” in %s is answered with “%s”, which is a slip of the same writing or help',
    (text, locale, expected) => {
      const error = unknownCommand(
        text,
        commands,
        { id: 'x', roles: ['sales', 'manager', 'operations'], teams: [] },
        locale,
      );
      expect(error.sentence(locale)).toContain(`“${expected}”`);
    },
  );

  test('somebody without a role is pointed to help', () => {
    const error = unknownCommand('shpi', commands, { id: 'x', roles: [], teams: [] }, 'en');
    expect(error.sentence('en')).toMatch(/help/);
  });
});

describe('what a form sends', () => {
  const form = (...fields: string[]) => ({
    fields,
    choices: [{ field: 'multi', label: 'Several', values: ['x', 'y'] }],
  });
  const three = form('notes', 'lines', 'multi');
  test('texts, numbers, lists and lines are read; what belongs to no field is left out', () => {
    const lines = [{ sku: 'A', quantity: 3, price: null, evil: {} }];
    expect(plainValues({ notes: 'a\u0000b\ud800', lines, multi: ['x', 'y'], other: 'z' }, three)).toEqual({
      notes: 'ab',
      lines: [{ sku: 'A', quantity: '3', price: undefined, discount: undefined }],
      multi: ['x', 'y'],
    });
  });

  test.each([{}, true, () => 1, [[7], 'x'], [7], [{ sku: {} }], Symbol('x')])('%p is refused at its field', (value) => {
    try {
      plainValues({ notes: value }, three);
      throw new Error('it was taken');
    } catch (error) {
      expect((error as FieldErrors).errors.map((e) => [e.code, e.field])).toEqual([
        ['error.value_unreadable', 'notes'],
      ]);
    }
  });

  test.each([undefined, null, 'text', 7, []])('%p instead of values is an empty form', (values) => {
    expect(plainValues(values, form('notes'))).toEqual({ notes: undefined });
  });

  test.each([['x'], ['x', 'z'], 'z', ['y', '']])('of %j only what the form offers is taken', (value) => {
    const isOffered = [value].flat().every((one) => ['x', 'y'].includes(one));
    const read = () => plainValues({ multi: value }, three);
    if (isOffered) expect(read()).toMatchObject({ multi: value });
    else expect(read).toThrow();
  });

  test('names of every object are no values, and are not kept', () => {
    const values = JSON.parse(
      '{"__proto__": "x", "$where": "x", "a.b": "x", "a\\u0000": "x", "notes": "ok", "lines": {"a": 1}}',
    );
    const incoming = {
      kind: 'submit',
      form: 'f',
      values,
      from: 'rec:x',
      conversation: 'rec:x',
      key: 'k',
    } as unknown as Incoming;
    expect(storable(incoming)).toMatchObject({ values: { notes: 'ok' } });
    expect(Object.keys((storable(incoming) as { values: object }).values)).toEqual(['notes']);
    expect(plainValues(values, form('constructor', 'toString'))).toEqual({
      constructor: undefined,
      toString: undefined,
    });
  });

  test('a command keeps its words and loses what nobody types', () => {
    const said = { kind: 'command', text: 'find a\u0007b\nc', from: 'rec:x', conversation: 'rec:x', key: 'k' } as const;
    expect(tidy(said)).toMatchObject({ text: 'find ab\nc' });
  });
});
