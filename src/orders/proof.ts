import { type Action, actions, canStart, moveOf, targetsOf } from './moves.ts';
import { type State, states } from './order.ts';

/** States in which an order ends: nothing starts from them. */
const ends: readonly State[] = ['completed'];
/** States in which an order may rest for good. */
const rests: readonly State[] = ['completed', 'cancelled'];

const startsOf = (action: Action): State[] => states.filter((state) => canStart(action, { state }));

type Arrow = { from: State; to: State };
const arrowsOf = (): Arrow[] =>
  actions.flatMap((action) => startsOf(action).flatMap((from) => targetsOf(action, from).map((to) => ({ from, to }))));

/** Grows a set of states along the arrows, forwards or backwards, until nothing is added any more. */
function grown(first: readonly State[], along: 'forwards' | 'backwards'): Set<State> {
  const found = new Set(first);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const { from, to } of arrowsOf())
      if (found.has(along === 'forwards' ? from : to)) found.add(along === 'forwards' ? to : from);
  }
  return found;
}

const missing = (found: ReadonlySet<State>): State[] => states.filter((state) => !found.has(state));

/** What is wrong with single rows: a state that there is not, nobody who may make the move, or a row without an end. */
function rowFaults(): string[] {
  return actions.flatMap((action) => {
    const { from, ofChange = {}, to } = moveOf(action);
    const columns = [...Object.entries(from), ...Object.entries(ofChange)];
    const unknown = columns
      .filter(([state]) => !states.includes(state as State))
      .map(([state]) => `${action}: no state ${state}`);
    const nobody = columns.filter(([, who]) => !who?.length).map(([state]) => `${action}: nobody from ${state}`);
    const targets = startsOf(action).flatMap((state) => targetsOf(action, state));
    const lost = targets.filter((state) => !states.includes(state)).map((state) => `${action}: no state ${state}`);
    const empty = columns.length === 0 || to.length === 0 ? [`${action}: starts or ends nowhere`] : [];
    return [...unknown, ...nobody, ...lost, ...empty];
  });
}

/**
 * What is wrong with the table of moves; nothing when it is sound: every state can be reached from a draft, every state
 * but the last is left again, and every order can still come to completion or cancellation.
 */
export function faultsOfMoves(): string[] {
  const reached = grown(['draft'], 'forwards');
  const ending = grown(rests, 'backwards');
  const stuck = states.filter((state) => !ends.includes(state) && !actions.some((a) => canStart(a, { state })));
  return [
    ...rowFaults(),
    ...missing(reached).map((state) => `${state} is never reached`),
    ...missing(ending).map((state) => `${state} never comes to an end`),
    ...stuck.map((state) => `${state} is never left`),
  ];
}

/** Proves the table of moves at start. Throws with every fault of it. */
export function proveMoves(): void {
  const faults = faultsOfMoves();
  if (faults.length > 0) throw new Error(`the table of moves is not sound: ${faults.join('; ')}`);
}
