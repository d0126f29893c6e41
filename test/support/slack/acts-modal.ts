import type { Act, Actor } from './acts.ts';
import { isObject } from './blocks/rule.ts';
import { sentences } from './blocks.ts';
import { viewProblems } from './check-message.ts';
import { type Entry, entered, formRefusals } from './entry.ts';
import { findElement, textOf } from './find.ts';
import { baseOf, shapeOf } from './payloads.ts';
import { Refusal } from './refusal.ts';
import { interactionBody } from './sign.ts';
import { valueKey } from './state-values.ts';
import type { Json, View } from './types.ts';

/** What a person does in a modal. */
export function modalActs(actor: Actor) {
  const { core, person, team, line } = actor;

  /** The view on top of the person's modal, as it is now: it changes when the desk updates it. */
  function top(): View {
    const view = core.views.top(person.id);
    if (!view) throw new Error(`${person.name} has no modal open`);
    return view;
  }

  /** Enters values, by block_id, action_id or label; nothing is sent. */
  function fill(view: View, values: Readonly<Record<string, Entry>>): View {
    for (const [name, value] of Object.entries(values)) {
      const { block, element } = findElement(view, name, (type) => valueKey({ type }) !== undefined);
      const id = String(block.block_id);
      view.values[id] = { ...view.values[id], [String(element.action_id)]: entered(element, value) };
    }
    return view;
  }

  const complain = (what: string) => core.complaints.push(`response_action: ${what}`);
  const canShow = (ref: { id?: string; url?: string }) => core.files.canBeShown(ref, team.id);

  /** A view in an answer, put where it belongs. What Slack would refuse changes nothing, and is remembered. */
  function putView(how: 'update' | 'push', view: View, given: unknown): void {
    const problems = viewProblems(given, 'modal', canShow);
    if (problems.length > 0) {
      complain(sentences(problems).join('; '));
      return;
    }
    try {
      if (how === 'update') core.views.update(view, given as Json);
      else core.views.push(given as Json, { userId: person.id, teamId: team.id });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      complain(error.code);
    }
  }

  /** docs.slack.dev/surfaces/modals: errors name input blocks of the view. */
  function putErrors(view: View, errors: unknown): void {
    const inputs = view.blocks.filter((b) => b.type === 'input').map((b) => b.block_id);
    const given = isObject(errors) ? Object.entries(errors) : [];
    const wrong = given.filter(([id, text]) => !inputs.includes(id) || typeof text !== 'string' || text === '');
    if (given.length === 0 || wrong.length > 0) complain(`errors that no input block takes: ${JSON.stringify(errors)}`);
    else view.errors = Object.fromEntries(given) as Record<string, string>;
  }

  /** What the answer to a submission does to the modal. An empty one closes the view. */
  function follow(view: View, { status, text, json }: Act): void {
    if (status !== 200) return;
    const { response_action: action, view: next, errors } = isObject(json) ? json : {};
    if (text.trim() === '') core.views.close(person.id);
    else if (action === 'errors') putErrors(view, errors);
    else if (action === 'update' || action === 'push') putView(action, view, next);
    else if (action === 'clear') core.views.close(person.id, true);
    else complain(`not understood: ${text}`);
  }

  /**
   * Enters values and sends the form. What Slack's own form would not send is a mistake of the test, unless `force` says
   * that it goes round the form.
   */
  async function submitView(
    view: View,
    values: Readonly<Record<string, Entry>> = {},
    { force = false } = {},
  ): Promise<Act> {
    if (view !== top()) throw new Error(`“${textOf(view.title)}” is not the view on top`);
    fill(view, values);
    const refusals = formRefusals(view);
    if (!force && Object.keys(refusals).length > 0)
      throw new Error(`Slack would not send this form: ${JSON.stringify(refusals)}`);
    view.errors = undefined;
    const trigger = core.triggers.issue({ userId: person.id, teamId: team.id });
    const payload = {
      type: 'view_submission',
      ...baseOf(core, person),
      trigger_id: trigger,
      view: shapeOf(core, view),
      response_urls: [],
    };
    const body = interactionBody(payload);
    const act: Act = { ...(await line.send('interactions', body)), trigger, body };
    follow(view, act);
    return act;
  }

  /** Leaves the view on top, or with `all` the whole modal; the desk hears of it where it asked to. */
  async function closeView({ all = false } = {}): Promise<Act | undefined> {
    const view = all ? core.views.stack(person.id)[0] : top();
    if (!view) throw new Error(`${person.name} has no modal open`);
    const cleared = all || view.clear_on_close;
    core.views.close(person.id, cleared);
    if (!view.notify_on_close) return undefined;
    const payload = { type: 'view_closed', ...baseOf(core, person), view: shapeOf(core, view), is_cleared: cleared };
    const body = interactionBody(payload);
    return { ...(await line.send('interactions', body)), body };
  }

  return { modal: top, fill, submitView, closeView };
}
