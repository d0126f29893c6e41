import type { FormField, LineValue, SealedForm } from '../../../src/chat/form.ts';
import { cells, chosenLine, linesField, linesOf, presentValue, withQuantity } from '../../../src/chat/form-state.ts';
import { cellText } from './lines.ts';
import { cellName, type FeishuState, foundFor, partName, pickName } from './names.ts';
import { inputTexts, lineText, menusOf, optionsOf, searchLabel, searchText } from './shown.ts';
import { sightOf } from './sight.ts';

/** What a card's form sent: a text or list by name; what was left empty is missing or empty. */
type Given = Readonly<Record<string, unknown>>;

/** Reads one input; `undefined` where it was not shown, so that what was before stays. */
type Reader = (name: string) => unknown;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []);

type Read = { value: string | string[] | undefined; label?: string };

/** A choice of one, whose menus may be several: the one that was changed counts. */
function selectRead(field: Extract<FormField, { kind: 'select' }>, read: Reader, before: string): string {
  let value = before;
  for (const [i, options] of menusOf(field.choices).entries()) {
    const given = read(partName(field.name, i));
    if (given === undefined) continue;
    const chosen = options.find((o) => o.key === given);
    if (chosen && chosen.value !== before) return chosen.value;
    if (!chosen && options.some((o) => o.value === before)) value = '';
  }
  return optionsOf(field.choices).some((o) => o.value === value) ? value : '';
}

function multiRead(field: Extract<FormField, { kind: 'multi' }>, read: Reader, before: readonly string[]): string[] {
  return menusOf(field.choices).flatMap((options, i) => {
    const given = read(partName(field.name, i));
    const isChosen = ({ key, value }: { key: string; value: string }) =>
      given === undefined ? before.includes(value) : texts(given).includes(key);
    return options.filter(isChosen).map((o) => o.value);
  });
}

/** A search field: what was chosen among what was found; one whose words were left as they were keeps its choice. */
function searchRead(field: Extract<FormField, { kind: 'search' }>, read: Reader, state: FeishuState): Read {
  const present = text(presentValue(field, state));
  const label = searchLabel(field, state);
  const given = read(field.name);
  const picked = read(pickName(field.name));
  const found = foundFor(state, field.name);
  const chosen = optionsOf(found).find((o) => o.key === picked);
  if (chosen) return { value: chosen.value, label: found.find((c) => c.value === chosen.value)?.label };
  if (given === undefined || text(given).trim() === searchText(field, state)) return { value: present, label };
  return { value: text(given).trim() };
}

/** What a field holds now. */
function fieldRead(field: FormField, read: Reader, state: FeishuState): Read {
  const before = presentValue(field, state);
  if ('choices' in field && field.choices.length === 0) return { value: before };
  switch (field.kind) {
    case 'multi':
      return { value: multiRead(field, read, texts(before)) };
    case 'select':
      return { value: selectRead(field, read, text(before)) };
    case 'search':
      return searchRead(field, read, state);
    case 'date': {
      const given = read(field.name);
      return { value: given === undefined ? before : (/^\d{4}-\d{2}-\d{2}/.exec(text(given))?.[0] ?? '') };
    }
    case 'text':
    case 'number': {
      const all = inputTexts(field, state).map((one, i) => {
        const given = read(partName(field.name, i));
        return given === undefined ? one : text(given);
      });
      return { value: all.join('') };
    }
    default:
      return { value: undefined };
  }
}

function lineRead(
  line: LineValue,
  n: number,
  read: Reader,
  state: FeishuState,
  first: readonly LineValue[],
): LineValue {
  const version = state.version ?? 0;
  /** What was left as it was shown stays what it was. */
  const cell = (name: 'quantity' | 'price' | 'discount'): string => {
    const given = read(cellName(n, name, version));
    const isLeft = given === undefined || text(given) === cellText(line, name);
    return isLeft ? (line[name] ?? '') : text(given).trim();
  };
  const rest = { quantity: cell('quantity'), price: cell('price'), discount: cell('discount') };
  const found = foundFor(state, n, first);
  const chosen = optionsOf(found).find((o) => o.key === read(cellName(n, 'pick', version)));
  const picked = chosen && found.find((c) => c.value === chosen.value);
  // What was offered may have been asked for nobody, or for less: its price is asked for again.
  if (picked) return withQuantity(chosenLine({ ...rest, sku: picked.value, quantity: '' }, picked), rest.quantity);
  const given = read(cellName(n, 'sku', version));
  const isLeft = given === undefined || text(given).trim() === lineText(line);
  return isLeft ? { ...withQuantity(line, rest.quantity), ...rest } : { ...rest, sku: text(given).trim() };
}

/**
 * A reader of the inputs that are in sight. Of those, what is missing was emptied; but where something came that is not
 * in sight, an older card was sent, and only what it brings is read.
 */
function readerOf(given: Given, inSight: ReadonlySet<string>): Reader {
  const isOlder = Object.keys(given).some((name) => !inSight.has(name));
  return (name) => {
    if (Object.hasOwn(given, name)) return given[name] ?? '';
    return inSight.has(name) && !isOlder ? '' : undefined;
  };
}

/** The state after what a card's form sent: what it shows is taken from it, all else stays. */
export function readForm(given: Given, form: SealedForm, state: FeishuState): FeishuState {
  const { pieces, lines: shown } = sightOf(form, state);
  const names = pieces.flatMap(({ field, name }) => (field?.kind === 'search' && name ? [name, pickName(name)] : name));
  const hasLines = pieces.some(({ field }) => field?.kind === 'lines');
  const numbers = hasLines ? Array.from({ length: shown.to - shown.from }, (_, i) => shown.from + i) : [];
  const cellNames = numbers.flatMap((n) => [...cells, 'pick' as const].map((c) => cellName(n, c, state.version)));
  const read = readerOf(given, new Set([...names, ...cellNames].filter((name): name is string => Boolean(name))));
  const isTyped = (f: FormField) => f.kind !== 'lines' && f.kind !== 'file';
  const all = form.fields.filter(isTyped).map((f) => [f.name, fieldRead(f, read, state)] as const);
  const labels = { ...state.labels };
  for (const [name, { label }] of all) {
    if (label === undefined) delete labels[name];
    else labels[name] = label;
  }
  const before = linesOf(form, state);
  const found = Object.entries(state.found ?? {}).filter(([name]) => !pieces.some((p) => p.field?.name === name));
  return {
    ...state,
    values: { ...state.values, ...Object.fromEntries(all.map(([name, { value }]) => [name, value])) },
    labels,
    ...(linesField(form) && { lines: before.map((line, n) => lineRead(line, n, read, state, before)) }),
    found: Object.fromEntries(found),
  };
}
