import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';

type Import = { from: string; to: string; typeOnly: boolean };

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.ts'))
    .map((f) => join(folder, f));
const files = ['src', 'adapters', 'scheduler'].flatMap(filesUnder);
const textOf = new Map(files.map((f) => [f, readFileSync(f, 'utf8')]));

function importsOf(file: string): Import[] {
  const statements = (textOf.get(file) ?? '').matchAll(
    /^(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'|\b(?:import|require)\('([^']+)'\)/gm,
  );
  return [...statements].map(([, typeOnly, named, lazy]) => {
    const target = named ?? lazy ?? '';
    return {
      from: file,
      to: target.startsWith('.') ? normalize(join(dirname(file), target)) : target,
      typeOnly: typeOnly !== undefined,
    };
  });
}
const imports = files.flatMap(importsOf);
const within = (path: string, ...places: readonly string[]) =>
  places.some((p) => path === p || path.startsWith(`${p}/`));
const shown = (some: readonly Import[]) => some.map((i) => `${i.from} → ${i.to}`);

const isModel = (path: string) => /[/-]model\.ts$/.test(path) || within(path, 'src/database', 'mongoose');

const business = [
  'customers',
  'feedback',
  'products',
  'recommendations',
  'prices',
  'stock',
  'suppliers',
  'purchases',
  'orders',
  'aftersales',
  'approvals',
  'payments',
  'reminders',
  'rollups',
  'reports',
  'notices',
  'day',
  'audit',
  'settings',
  'members',
  'files',
  'calendar',
  'reviews',
  'templates',
].map((r) => `src/${r}`);

describe('arrows point one way', () => {
  test('imports are found at all', () => {
    expect(imports.length).toBeGreaterThan(500);
    expect(imports.some((i) => within(i.from, 'src/orders') && i.to === 'src/money.ts')).toBe(true);
  });

  test('nothing in src but main.ts knows a chat or the scheduler', () => {
    expect(
      shown(
        imports.filter(
          (i) => within(i.from, 'src') && i.from !== 'src/main.ts' && within(i.to, 'adapters', 'scheduler'),
        ),
      ),
    ).toEqual([]);
  });

  test('an adapter speaks the neutral language: it knows no command, no bot and no room of the business', () => {
    const known = ['src/members', 'src/files'];
    const forbidden = [
      'src/commands',
      'src/bot',
      'src/entry',
      'src/sample',
      'src/desk.ts',
      ...business.filter((r) => !known.includes(r)),
    ];
    expect(shown(imports.filter((i) => within(i.from, 'adapters') && within(i.to, ...forbidden)))).toEqual([]);
  });

  test('no adapter knows another', () => {
    const platform = (path: string) => path.split('/')[1];
    expect(
      shown(
        imports.filter(
          (i) => within(i.from, 'adapters') && within(i.to, 'adapters') && platform(i.from) !== platform(i.to),
        ),
      ),
    ).toEqual([]);
  });

  test('the scheduler calls services, and nothing else', () => {
    expect(
      shown(
        imports.filter(
          (i) =>
            within(i.from, 'scheduler') &&
            within(i.to, 'src/commands', 'src/bot', 'src/chat', 'src/server', 'src/app.ts', 'adapters'),
        ),
      ),
    ).toEqual([]);
  });

  test('the bot is handed the commands: of theirs it knows the shape only', () => {
    expect(
      shown(
        imports.filter(
          (i) => within(i.from, 'src/bot') && within(i.to, 'src/commands') && i.to !== 'src/commands/command.ts',
        ),
      ),
    ).toEqual([]);
    const services = business.filter((r) => r !== 'src/members');
    expect(
      shown(imports.filter((i) => within(i.from, 'src/bot') && within(i.to, 'src/database', 'mongoose', ...services))),
    ).toEqual([]);
  });

  test('commands call services: they read no model and open no database', () => {
    expect(shown(imports.filter((i) => within(i.from, 'src/commands') && isModel(i.to)))).toEqual([]);
  });

  test('the API calls services, as commands do: it reads no model, and knows no command and no chat', () => {
    const others = ['src/commands', 'src/bot', 'src/chat', 'src/app.ts', 'src/sample'];
    expect(
      shown(imports.filter((i) => within(i.from, 'src/api') && (isModel(i.to) || within(i.to, ...others)))),
    ).toEqual([]);
  });

  test('no room of the business knows who calls it', () => {
    const callers = [
      'src/commands',
      'src/bot',
      'src/server',
      'src/api',
      'src/app.ts',
      'src/main.ts',
      'src/desk.ts',
      'src/sample',
    ];
    expect(
      shown(imports.filter((i) => within(i.from, ...business, 'src/chat', 'src/entry') && within(i.to, ...callers))),
    ).toEqual([]);
  });

  test('the neutral language knows no room of the business but who the members are', () => {
    const rooms = business.filter((r) => r !== 'src/members');
    expect(shown(imports.filter((i) => within(i.from, 'src/chat') && within(i.to, ...rooms)))).toEqual([]);
  });

  test('sentences know nothing but sentences', () => {
    expect(shown(imports.filter((i) => within(i.from, 'src/text') && !within(i.to, 'src/text')))).toEqual([]);
  });

  test('the embedded database knows nothing of orders', () => {
    const room = 'src/database/embedded';
    const own = (i: Import) => i.from === program && i.to === 'src/config.ts';
    expect(
      shown(
        imports.filter(
          (i) => within(i.from, room) && within(i.to, 'src', 'adapters') && !within(i.to, room) && !own(i),
        ),
      ),
    ).toEqual([]);
  });

  test('spreadsheets know nothing of orders', () => {
    const room = 'src/spreadsheet';
    const own = ['src/money.ts', 'src/errors.ts', room];
    expect(shown(imports.filter((i) => within(i.from, room) && within(i.to, 'src') && !within(i.to, ...own)))).toEqual(
      [],
    );
  });

  test('main.ts and app.ts put the program together, and nobody imports main.ts', () => {
    expect(shown(imports.filter((i) => i.to === 'src/main.ts'))).toEqual([]);
    expect(shown(imports.filter((i) => i.to === 'src/app.ts' && !i.typeOnly && i.from !== 'src/main.ts'))).toEqual([]);
  });
});

/** `npm run database` is a program of its own. */
const program = 'src/database/embedded/main.ts';

describe('outside libraries have their rooms', () => {
  test.each([
    ['agenda', ['scheduler']],
    ['@agendajs/mongo-backend', ['scheduler']],
    ['fastify', ['src/server', 'src/api', 'src/app.ts', 'src/chat/adapter.ts', 'adapters']],
    ['lmdb', ['src/database/embedded']],
    ['mingo', ['src/database/embedded']],
    ['chart.js', ['src/reports/chart']],
    ['chartjs-node-canvas', ['src/reports/chart']],
    ['pino', ['src/log.ts', program]],
    ['@casl/ability', ['src/members']],
    ['dayjs', ['src/dates.ts']],
    ['date-holidays', ['src/calendar']],
  ])('%s is known in %j only', (library, rooms) => {
    const users = imports.filter((i) => within(i.to, library));
    expect(users.length).toBeGreaterThan(0);
    expect(shown(users.filter((i) => !within(i.from, ...rooms)))).toEqual([]);
  });
});

describe('rules are pure', () => {
  const rules = files.filter(
    (f) =>
      within(f, 'src/orders/deeds', 'src/orders/cards') ||
      /^src\/(money|dates|clock|errors)\.ts$/.test(f) ||
      /^src\/orders\/(classes|lines|content|guards|moves|currency|refusal|order|goods|expected|derived|split-lines)\.ts$/.test(
        f,
      ) ||
      /^src\/approvals\/(rules|eligible)\.ts$/.test(f) ||
      /^src\/reminders\/(occurrences|card)\.ts$/.test(f) ||
      /^src\/reports\/(figures|tally|period|period-words|request|narrow|result|format)\.ts$/.test(f) ||
      /^src\/rollups\/(row|timeliness|part|sums|counted)\.ts$/.test(f) ||
      /^src\/members\/(rules|rights|deeds|fields|kinds|mask|redact|approvers)\.ts$/.test(f) ||
      /^src\/aftersales\/(case|rules|work|input|handler|card)\.ts$/.test(f) ||
      /^src\/recommendations\/(history|companions|parts|recommend|weights|steps|read)\.ts$/.test(f) ||
      /^src\/customers\/(habits|edits|alike-groups|merge-fields|follow-up)\.ts$/.test(f) ||
      /^src\/feedback\/(feedback|input|sort|sort-words|words|card)\.ts$/.test(f) ||
      /^src\/calendar\/(calendar|work-clock|opening|days|countries)\.ts$/.test(f) ||
      /^src\/reviews\/(levels|people)\.ts$/.test(f) ||
      /^src\/prices\/(entry|rule|clash|input|words|card|quote-card|history-card)\.ts$/.test(f) ||
      /^src\/suppliers\/(rate|supplier|input|card)\.ts$/.test(f) ||
      /^src\/purchases\/(purchase|paid|check|card)\.ts$/.test(f) ||
      /^src\/stock\/(held|queue|shortage|awaited)\.ts$/.test(f) ||
      /^src\/templates\/(template|recurrence|schedule|input|make|stops|words|card)\.ts$/.test(f),
  );
  test('there are such files', () => {
    expect(rules.length).toBeGreaterThan(35);
  });

  test('a rule knows no database, no chat adapter and no service', () => {
    const impure = (to: string) =>
      /\/(model|service)\.ts$/.test(to) || within(to, 'mongoose', 'mongodb', 'src/database', 'fastify');
    expect(shown(imports.filter((i) => rules.includes(i.from) && impure(i.to) && !i.typeOnly))).toEqual([]);
  });

  test('a rule waits for nothing', () => {
    expect(rules.filter((f) => /\basync\b|\bawait\b/.test(textOf.get(f) ?? ''))).toEqual([]);
  });
});

describe('time and surroundings are arguments', () => {
  const hits = (pattern: RegExp) => files.filter((f) => pattern.test(textOf.get(f) ?? ''));

  test('only config.ts reads the environment', () => {
    expect(hits(/process\.env/)).toEqual(['src/config.ts']);
  });

  test('only the clock knows the machine’s time; the embedded database counts its own idle times', () => {
    const now = hits(/new Date\(\s*\)|Date\.now\(\s*\)|dayjs\(\s*\)/);
    expect(now.filter((f) => f !== 'src/clock.ts' && !within(f, 'src/database/embedded'))).toEqual([]);
  });

  test('nobody prints to the terminal but the programs themselves', () => {
    expect(hits(/\bconsole\.(log|error|warn|info)\(/)).toEqual([]);
  });
});

describe('files stay small', () => {
  test('no file is longer than 300 lines', () => {
    expect(files.filter((f) => (textOf.get(f) ?? '').split('\n').length > 301)).toEqual([]);
  });

  test('most are short enough to be read at a glance', () => {
    const lengths = files.map((f) => (textOf.get(f) ?? '').split('\n').length).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(100);
  });
});
